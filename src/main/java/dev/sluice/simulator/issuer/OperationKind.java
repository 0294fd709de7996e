package dev.sluice.simulator.issuer;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a processor can be asked to do. */
public enum OperationKind {

	AUTHORIZE, SALE, CAPTURE, REFUND, VOID;

	/** The kind that is written so; empty where there is none. */
	public static Optional<OperationKind> find(String text) {
		return Arrays.stream(values()).filter((kind) -> kind.text().equals(text)).findAny();
	}

	/** Whether it charges a card, and so begins a payment. */
	public boolean isCharge() {
		return this == AUTHORIZE || this == SALE;
	}

	/** As it is written in requests and in the book. */
	public String text() {
		return name().toLowerCase(Locale.ROOT);
	}

}
