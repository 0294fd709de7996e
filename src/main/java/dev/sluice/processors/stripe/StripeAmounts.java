package dev.sluice.processors.stripe;

import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.sluice.payments.port.Processor.Request;

/**
 * Amounts as Stripe writes them ("Supported currencies"), which is not always in the
 * minor unit of ISO 4217. What cannot be written is refused: nothing is rounded.
 */
final class StripeAmounts {

	private static final int HUNDRED = 100;

	private static final int TEN = 10;

	/**
	 * The currencies that Stripe lists. The shilling of Uganda is not taken, see below.
	 */
	static final Set<String> CURRENCIES = currencies("""
			AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BWP BYN BZD CAD CDF
			CHF CLP CNY COP CRC CVE CZK DJF DKK DOP DZD EGP ETB EUR FJD FKP GBP GEL GIP GMD GNF GTQ GYD HKD HNL HTG
			HUF IDR ILS INR ISK JMD JOD JPY KES KGS KHR KMF KRW KWD KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK
			MNT MOP MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB
			RWF SAR SBD SCR SEK SGD SHP SLE SOS SRD STD SZL THB TJS TND TOP TRY TTD TWD TZS UAH USD UYU UZS VND VUV
			WST XAF XCD XCG XOF XPF YER ZAR ZMW""");

	/** How many of ours one of Stripe's is, or the other way round. */
	private static final Map<String, Form> FORMS = Map.of(
			// Has no decimals any more; Stripe writes it with two.
			"ISK", Form.HUNDREDFOLD,
			// Has two decimals; Stripe writes it without.
			"MGA", Form.HUNDREDTH,
			// Have three decimals, of which the last is to be 0.
			"BHD", Form.TENS, "JOD", Form.TENS, "KWD", Form.TENS, "OMR", Form.TENS, "TND", Form.TENS,
			// Stripe's page has it among those without decimals, and among those that are
			// written with two.
			"UGX", Form.UNKNOWN);

	private StripeAmounts() {
	}

	/** The amount of a request; empty where Stripe cannot be told it. */
	static OptionalLong of(Request request) {
		return of(request.amount(), request.currency());
	}

	/**
	 * An amount.
	 * @param amount in the minor unit of ISO 4217
	 */
	static OptionalLong of(long amount, String currency) {
		if (!CURRENCIES.contains(currency)) {
			return OptionalLong.empty();
		}
		return switch (FORMS.getOrDefault(currency, Form.SAME)) {
			case SAME -> OptionalLong.of(amount);
			case HUNDREDFOLD ->
				(amount <= Long.MAX_VALUE / HUNDRED) ? OptionalLong.of(amount * HUNDRED) : OptionalLong.empty();
			case HUNDREDTH -> (amount % HUNDRED == 0) ? OptionalLong.of(amount / HUNDRED) : OptionalLong.empty();
			case TENS -> (amount % TEN == 0) ? OptionalLong.of(amount) : OptionalLong.empty();
			case UNKNOWN -> OptionalLong.empty();
		};
	}

	/**
	 * An amount of Stripe's in the minor unit of ISO 4217; of one that is none there,
	 * what is nearest below.
	 */
	static long ours(long amount, String currency) {
		return switch (FORMS.getOrDefault(currency, Form.SAME)) {
			case SAME, TENS, UNKNOWN -> amount;
			case HUNDREDFOLD -> amount / HUNDRED;
			case HUNDREDTH -> Math.multiplyExact(amount, HUNDRED);
		};
	}

	private static Set<String> currencies(String text) {
		return Stream.of(text.split("\\s+", -1)).collect(Collectors.toUnmodifiableSet());
	}

	/** How Stripe writes amounts of a currency. */
	private enum Form {

		SAME, HUNDREDFOLD, HUNDREDTH, TENS, UNKNOWN

	}

}
