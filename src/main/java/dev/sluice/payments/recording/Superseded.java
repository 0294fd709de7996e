package dev.sluice.payments.recording;

/** The operation was taken over by somebody else, who knows better by now. */
public final class Superseded extends RuntimeException {

	Superseded() {
		super("The operation was taken over", null, false, false);
	}

}
