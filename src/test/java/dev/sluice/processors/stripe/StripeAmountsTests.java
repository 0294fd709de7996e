package dev.sluice.processors.stripe;

import dev.sluice.money.Currency;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** No amount becomes another one on its way to Stripe. */
class StripeAmountsTests {

	@ParameterizedTest
	@CsvSource({ "EUR, 1099, 1099", "USD, 1, 1", "JPY, 500, 500", "KRW, 500, 500", "CLP, 500, 500", "HUF, 1045, 1045",
			"TWD, 80045, 80045", "ISK, 5, 500", "MGA, 500, 5", "BHD, 5120, 5120", "JOD, 10, 10", "KWD, 5130, 5130",
			"OMR, 1000, 1000", "TND, 10, 10" })
	void writesAnAmountAsStripeDoes(String currency, long amount, long written) {
		assertThat(StripeAmounts.of(amount, currency)).hasValue(written);
	}

	@ParameterizedTest
	@CsvSource({ "MGA, 550", "MGA, 1", "BHD, 5124", "JOD, 1", "KWD, 5124", "OMR, 9", "TND, 5125", "UGX, 500",
			"ISK, 9223372036854775807", "IQD, 1000", "LYD, 1000", "CLF, 10000", "XXX, 1", "eur, 1" })
	void refusesWhatCannotBeWritten(String currency, long amount) {
		assertThat(StripeAmounts.of(amount, currency)).isEmpty();
	}

	/** Those without decimals, and with three, are other ones than ISO 4217's. */
	@Test
	void knowsEveryCurrencyThatHasNotTwoDecimals() {
		assertThat(StripeAmounts.CURRENCIES).hasSizeGreaterThan(130)
			.filteredOn((code) -> Currency.find(code).filter((known) -> known.exponent() == 3).isPresent())
			.containsExactlyInAnyOrder("BHD", "JOD", "KWD", "OMR", "TND");
		assertThat(StripeAmounts.CURRENCIES)
			.filteredOn((code) -> Currency.find(code).filter((known) -> known.exponent() == 0).isPresent())
			.containsExactlyInAnyOrder("BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "VND",
					"VUV", "XAF", "XOF", "XPF");
	}

}
