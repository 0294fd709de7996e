package dev.sluice.platform;

import java.util.UUID;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is taken for a card number. The numbers are the card schemes' published test
 * numbers.
 */
class CardNumbersTests {

	@ParameterizedTest
	@ValueSource(strings = { "4242424242424242", "378282246310005", "4222222222222", "6304000000000000",
			"4242 4242 4242 4242", "4242-4242-4242-4242", "paid by 4242 4242 4242 4242 12/30, 123",
			"order 7: 5555555555554444", "4242 4242 4242 4242 1230", "card4242424242424242x" })
	void findsACardNumber(String text) {
		assertThat(CardNumbers.isIn(text)).isTrue();
		assertThat(CardNumbers.mask(text)).contains("****").doesNotContainPattern("[0-9]{13}");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "4242424242424241", "424242424242", "order-1234567890", "2026-11-22T21:31:58Z",
			"pay_01m82j43tbfnvv879ck67qt096", "4242.4242.4242.4242", "+49 30 901820",
			"4b242424-2424-2424-2424-2424242424bc", "9e107d9d372bb682d4242424242424242" })
	void leavesOtherTextsAlone(String text) {
		assertThat(CardNumbers.isIn(text)).isFalse();
	}

	@Test
	void readsLongRunsOfDigits() {
		assertThat(CardNumbers.isIn("1".repeat(64_000))).isFalse();
		assertThat(CardNumbers.mask("1".repeat(64_000))).hasSize(64_000);
		assertThat(CardNumbers.isIn("1 ".repeat(4_000))).isFalse();
	}

	@Test
	void takesNoUuidForACardNumber() {
		assertThat(Stream.generate(() -> UUID.randomUUID().toString()).limit(20_000)).noneMatch(CardNumbers::isIn);
	}

}
