package dev.sluice.client.trial;

import java.io.IOException;
import java.math.BigDecimal;

import dev.sluice.client.gateway.Gateway;
import tools.jackson.databind.JsonNode;

/**
 * A currency, and the amounts of a trial in it.
 *
 * @param code three letters
 * @param exponent how many decimals it has, as the gateway says
 */
record TrialCurrency(String code, int exponent) {

	private static final int MAX_EXPONENT = 4;

	/** What ten of are worth about as much where there are no decimals. */
	private static final int WITHOUT_DECIMALS = 1000;

	/** Asks the gateway for it. */
	static TrialCurrency find(Gateway gateway, String code) throws IOException, InterruptedException, Setback {
		for (JsonNode each : gateway.get("/v1/currencies").path("data")) {
			int exponent = each.path("exponent").asInt(-1);
			if (code.equals(each.path("code").asString("")) && exponent >= 0 && exponent <= MAX_EXPONENT) {
				return new TrialCurrency(code, exponent);
			}
		}
		throw Setback.misuse("The gateway has no currency " + code + ".");
	}

	/** Of a payment: 10.00, or 1000 where there are no decimals. */
	long whole() {
		return tenths(10);
	}

	/** What is captured of it. */
	long captured() {
		return tenths(6);
	}

	/** What is refunded of that at first. */
	long refunded() {
		return tenths(2);
	}

	private long tenths(int number) {
		return number * ((this.exponent == 0) ? WITHOUT_DECIMALS / 10
				: BigDecimal.ONE.movePointRight(this.exponent).longValueExact());
	}

	/** An amount as people write it. */
	String words(long amount) {
		return BigDecimal.valueOf(amount, this.exponent).toPlainString() + " " + this.code;
	}

}
