package dev.sluice.processors.adyen;

import dev.sluice.payments.words.Sum;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Amounts as Adyen writes them. */
class AdyenAmountsTests {

	@ParameterizedTest
	@CsvSource({ "EUR, 1099, 1099", "JPY, 500, 500", "KWD, 1001, 1001", "CLP, 500, 50000", "ISK, 1200, 120000",
			"IDR, 150000, 1500", "CVE, 100, 1" })
	void areTheSameSums(String currency, long ours, long theirs) {
		assertThat(AdyenAmounts.of(ours, currency)).hasValue(theirs);
		assertThat(AdyenAmounts.ours(theirs, currency)).isEqualTo(new Sum(ours, currency));
	}

	@ParameterizedTest
	@CsvSource({ "IDR, 1099", "CVE, 1", "CLP, 9223372036854775807", "ISK, 92233720368547759" })
	void areNeverRounded(String currency, long ours) {
		assertThat(AdyenAmounts.of(ours, currency)).isEmpty();
	}

}
