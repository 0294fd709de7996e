package dev.sluice.emulators.adyen.cards;

import java.util.Arrays;
import java.util.Optional;

/** What happens to a payment after it was captured or refunded, by the holder's name. */
public enum Aftermath {

	NONE(""), CAPTURE_FAILS("capture failed"), REFUND_FAILS("refund failed"), REFUND_REVERSED("refund reversed"),
	CHARGEBACK("chargeback"), CHARGEBACK_REVERSED("chargeback reversed"), SECOND_CHARGEBACK("second chargeback");

	private final String name;

	Aftermath(String name) {
		this.name = name;
	}

	/** The one that a cardholder's name asks for; empty where it is just a name. */
	public static Optional<Aftermath> ofName(String name) {
		return Arrays.stream(values())
			.filter((aftermath) -> aftermath != NONE && aftermath.name.equalsIgnoreCase(name))
			.findAny();
	}

	/** Whether the cardholder disputes the payment. */
	public boolean isDispute() {
		return this == CHARGEBACK || this == CHARGEBACK_REVERSED || this == SECOND_CHARGEBACK;
	}

}
