package dev.sluice.money;

import java.math.BigDecimal;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class MoneyTests {

	@ParameterizedTest
	@CsvSource({ "1999, EUR, 19.99 EUR", "5, EUR, 0.05 EUR", "-5, EUR, -0.05 EUR", "0, JPY, 0 JPY",
			"1999, JPY, 1999 JPY", "1999, KWD, 1.999 KWD", "123456, UYW, 12.3456 UYW",
			"9223372036854775807, EUR, 92233720368547758.07 EUR" })
	void printsAmountsInMajorUnits(long amount, String currency, String printed) {
		assertThat(new Money(amount, currency)).hasToString(printed);
	}

	@Test
	void guessesNoExponent() {
		assertThat(new Money(1999, "DEM")).hasToString("1999 minor units of DEM");
	}

	@Test
	void printsAsManyDigitsAsEachCurrencyHas() {
		assertThat(Currency.all()).hasSizeGreaterThan(100).allSatisfy((currency) -> {
			String printed = new Money(currency.largest(), currency.code()).toString();

			assertThat(printed).endsWith(" " + currency.code());
			BigDecimal major = new BigDecimal(printed.substring(0, printed.indexOf(' ')));
			assertThat(major.scale()).isEqualTo(currency.exponent());
			assertThat(major.unscaledValue()).isEqualTo(currency.largest());
		});
	}

}
