package dev.sluice.payments.recording;

/** Somebody else has used up the key since it was looked for. */
public final class KeyTaken extends RuntimeException {

	KeyTaken() {
		super("The idempotency key is used up", null, false, false);
	}

}
