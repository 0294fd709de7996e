package dev.sluice.simulator;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a processor can be asked to do. */
enum OperationKind {

	AUTHORIZE, SALE, CAPTURE, REFUND, VOID;

	static Optional<OperationKind> find(String text) {
		return Arrays.stream(values()).filter((kind) -> kind.text().equals(text)).findAny();
	}

	/** Whether it charges a card, and so begins a payment. */
	boolean isCharge() {
		return this == AUTHORIZE || this == SALE;
	}

	String text() {
		return name().toLowerCase(Locale.ROOT);
	}

}
