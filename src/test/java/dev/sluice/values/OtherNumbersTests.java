package dev.sluice.values;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/**
 * Digits that merchants send and that are no card's, by the share that is taken for one.
 */
class OtherNumbersTests {

	private static final int COUNT = 20_000;

	private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("yyyyMMddHHmmss", Locale.ROOT)
		.withZone(ZoneOffset.UTC);

	static Stream<Arguments> numbers() {
		return Stream.of(numbers("epoch milliseconds", 0, (random) -> Long.toString(millis(random))),
				numbers("epoch microseconds", 0, (random) -> millis(random) + digits(random, 3)),
				numbers("epoch nanoseconds", 0, (random) -> millis(random) + digits(random, 6)),
				numbers("times of 14 digits", 0, (random) -> SECONDS.format(Instant.ofEpochMilli(millis(random)))),
				numbers("times of 17 digits", 0,
						(random) -> SECONDS.format(Instant.ofEpochMilli(millis(random))) + digits(random, 3)),
				numbers("snowflakes since 2010", 0,
						(random) -> Long
							.toString(((millis(random) - 1_288_834_974_657L) << 22) | random.nextInt(1 << 22))),
				numbers("snowflakes since 2015", 0.01,
						(random) -> Long
							.toString(((millis(random) - 1_420_070_400_000L) << 22) | random.nextInt(1 << 22))),
				numbers("telephone numbers", 0.01, OtherNumbersTests::phone),
				numbers("GTIN-13", 0.02, (random) -> gtin(digits(random, 12))),
				numbers("GTIN-14", 0.01, (random) -> gtin(digits(random, 13))));
	}

	private static Arguments numbers(String kind, double most, Function<Random, String> source) {
		return arguments(kind, most, source);
	}

	@ParameterizedTest
	@MethodSource("numbers")
	void takesFewOtherNumbersForACard(String kind, double most, Function<Random, String> source) {
		Random random = new Random(42);

		long refused = Stream.generate(() -> source.apply(random)).limit(COUNT).filter(CardNumbers::isIn).count();

		assertThat((double) refused / COUNT).as(kind).isLessThanOrEqualTo(most);
	}

	@ParameterizedTest
	@ValueSource(strings = { "4111111111111111", "4222222222222", "4000002760003184", "5555555555554444",
			"2223003122003222", "5105105105105100", "378282246310005", "371449635398431", "6011111111111117",
			"6011000990139424", "3056930009020004", "30569309025904", "36227206271667", "38520000023237",
			"6555900000604105", "3566002020360505", "3530111333300000", "6200000000000005", "6205500000000000004",
			"6759649826438453", "6304000000000000", "5019717010103742", "2200000000000053", "6331101999990016" })
	void knowsThoseOfAllSchemes(String number) {
		assertThat(CardNumbers.isIn(number)).isTrue();
		assertThat(CardNumbers.isIn("order " + number + ".")).isTrue();
	}

	@Test
	void takesTheFirstNumberOfNoOneForNone() {
		assertThat(CardNumbers.isIn("1764311973069")).isFalse();
		assertThat(CardNumbers.isIn("0000000000000000")).isFalse();
		assertThat(CardNumbers.mask("order 1764311973069")).isEqualTo("order 1764311973069");
	}

	/** From 2020 to 2035. */
	private static long millis(Random random) {
		return random.nextLong(1_577_836_800_000L, 2_051_222_400_000L);
	}

	private static String phone(Random random) {
		String[] countries = { "1", "33", "34", "39", "44", "49", "55", "81", "86", "91", "351", "420", "971" };
		int[] lengths = { 10, 9, 9, 10, 10, 11, 11, 10, 11, 10, 9, 9, 9 };
		int country = random.nextInt(countries.length);
		return "+" + countries[country] + digits(random, lengths[country]);
	}

	private static String gtin(String digits) {
		int sum = 0;
		for (int i = 0; i < digits.length(); i++) {
			sum += (digits.charAt(digits.length() - 1 - i) - '0') * ((i % 2 == 0) ? 3 : 1);
		}
		return digits + (10 - sum % 10) % 10;
	}

	private static String digits(Random random, int count) {
		return random.ints(count, 0, 10).mapToObj(Integer::toString).reduce("", String::concat);
	}

}
