package dev.sluice.emulators.adyen.requests;

import dev.sluice.emulators.adyen.ledger.Amount;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class MinorUnitsTests {

	@ParameterizedTest
	@CsvSource(textBlock = """
			EUR, 1999, 19.99 EUR
			JPY, 1999, 1999 JPY
			KWD, 1999, 1.999 KWD
			CLP, 1999, 19 CLP
			ISK, 1900, 19 ISK
			CVE, 19,   19.00 CVE
			IDR, 1999, 1999.00 IDR
			""")
	void haveAdyensOwnNumberOfDigits(String currency, long value, String shown) {
		assertThat(MinorUnits.money(new Amount(currency, value))).hasToString(shown);
	}

}
