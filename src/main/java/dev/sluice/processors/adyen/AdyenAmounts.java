package dev.sluice.processors.adyen;

import java.util.Map;
import java.util.OptionalLong;

import dev.sluice.payments.port.Processor.Request;
import dev.sluice.payments.words.Sum;

/**
 * Amounts as Adyen writes them ("Currency codes and minor units"): by ISO 4217, but for
 * four currencies. What cannot be written is refused: nothing is rounded.
 */
final class AdyenAmounts {

	private static final long HUNDRED = 100;

	/** How many of ours one of Adyen's is, or the other way round. */
	private static final Map<String, Form> FORMS = Map.of("CLP", Form.HUNDREDFOLD, "ISK", Form.HUNDREDFOLD, "CVE",
			Form.HUNDREDTH, "IDR", Form.HUNDREDTH);

	private AdyenAmounts() {
	}

	/** The amount of a request; empty where Adyen cannot be told it. */
	static OptionalLong of(Request request) {
		return of(request.amount(), request.currency());
	}

	/**
	 * An amount.
	 * @param amount in the minor unit of ISO 4217
	 */
	static OptionalLong of(long amount, String currency) {
		return switch (FORMS.getOrDefault(currency, Form.SAME)) {
			case SAME -> OptionalLong.of(amount);
			case HUNDREDFOLD ->
				(amount <= Long.MAX_VALUE / HUNDRED) ? OptionalLong.of(amount * HUNDRED) : OptionalLong.empty();
			case HUNDREDTH -> (amount % HUNDRED == 0) ? OptionalLong.of(amount / HUNDRED) : OptionalLong.empty();
		};
	}

	/**
	 * A sum of Adyen's in the minor unit of ISO 4217; of one that is none there, what is
	 * nearest below.
	 * @param amount in Adyen's own unit
	 */
	static Sum ours(long amount, String currency) {
		return new Sum(switch (FORMS.getOrDefault(currency, Form.SAME)) {
			case SAME -> amount;
			case HUNDREDFOLD -> amount / HUNDRED;
			case HUNDREDTH -> Math.clamp(amount, 0, Long.MAX_VALUE / HUNDRED) * HUNDRED;
		}, currency);
	}

	/** How Adyen writes amounts of a currency. */
	private enum Form {

		SAME, HUNDREDFOLD, HUNDREDTH

	}

}
