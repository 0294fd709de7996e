package dev.sluice.payments.admission;

/** There is no room at the processor; what was to be asked of it was not asked. */
public final class NoPlace extends RuntimeException {

	NoPlace() {
		super("There is no room at the processor", null, false, false);
	}

}
