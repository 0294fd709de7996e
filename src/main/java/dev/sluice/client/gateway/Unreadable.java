package dev.sluice.client.gateway;

import java.io.IOException;

/** What came is nothing that a gateway says, and would be no better the next time. */
public final class Unreadable extends IOException {

	Unreadable(String what) {
		super(what);
	}

}
