package dev.sluice.client;

/** A command was asked for in words that it does not understand, with a way out. */
final class Misuse extends RuntimeException {

	Misuse(String message) {
		super(message, null, false, false);
	}

}
