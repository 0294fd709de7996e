package dev.sluice.emulators.adyen.ledger;

/** What can be asked for of a payment. */
public enum ModificationKind {

	CAPTURE(EventCode.CAPTURE), CANCEL(EventCode.CANCELLATION), TECHNICAL_CANCEL(EventCode.TECHNICAL_CANCEL),
	REFUND(EventCode.REFUND), REVERSAL(EventCode.CANCEL_OR_REFUND);

	private final EventCode event;

	ModificationKind(EventCode event) {
		this.event = event;
	}

	/** By which its end is told. */
	EventCode event() {
		return this.event;
	}

}
