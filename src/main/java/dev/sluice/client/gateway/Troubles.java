package dev.sluice.client.gateway;

import java.io.IOException;

import dev.sluice.client.connection.Failures;

/**
 * What is told of a gateway that does not do what it is asked for, in words for people.
 */
public final class Troubles {

	private Troubles() {
	}

	/** A sentence that says what went wrong. */
	public static String words(IOException error) {
		return switch (error) {
			case Refusal refusal -> "The gateway refuses: " + refusal.detail();
			case Unreadable unreadable -> "What the gateway says cannot be read: " + unreadable.getMessage();
			default -> "The gateway cannot be asked: " + Failures.words(error);
		};
	}

}
