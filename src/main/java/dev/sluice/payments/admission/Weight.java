package dev.sluice.payments.admission;

import java.util.Map;

import dev.sluice.payments.lifecycle.Payment;

/** What a payment weighs in memory, about. */
final class Weight {

	private static final long PAYMENT = 4096;

	private static final long OPERATION = 512;

	private Weight() {
	}

	/** In bytes; what a merchant can fill counts in full. */
	static long of(Payment payment) {
		long texts = 0;
		for (Map.Entry<String, String> entry : payment.metadata().entrySet()) {
			texts += entry.getKey().length() + entry.getValue().length();
		}
		return PAYMENT + OPERATION * payment.operations().size() + 2 * texts;
	}

}
