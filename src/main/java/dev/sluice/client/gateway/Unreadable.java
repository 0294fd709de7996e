package dev.sluice.client.gateway;

import java.io.IOException;

/** What came is nothing that a gateway says, and would be no better the next time. */
public final class Unreadable extends IOException {

	/** What cannot be read. */
	public Unreadable(String what) {
		super(what);
	}

}
