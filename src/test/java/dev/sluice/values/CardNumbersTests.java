package dev.sluice.values;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Random;
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
	@ValueSource(strings = { "  ", "   ", " - ", "\t", "\u00a0", "\u202f", "\u2009", "\u3000", "\u200b", "\u2010",
			"\u2011", "\u2012", "\u2013", "\u2014", "\u2015", "\u2212", "\u00ad", "\uff0d", " \u2013 ", ".", "/", "_",
			"%20", "%2D", "%2d", "%09", "%C2%A0", "%e2%80%af", "%20-%20", "%2E", "%2F" })
	void findsItInGroups(String separator) {
		for (String number : List.of("4242 4242 4242 4242", "3782 822463 10005")) {
			String text = "paid by " + number.replace(" ", separator) + ", thanks";

			assertThat(CardNumbers.isIn(text)).as(text).isTrue();
			assertThat(CardNumbers.mask(text)).isEqualTo("paid by ****, thanks");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "４２４２４２４２４２４２４２４２", "４２４２　４２４２　４２４２　４２４２", "٤٢٤٢٤٢٤٢٤٢٤٢٤٢٤٢",
			"𝟒𝟐𝟒𝟐𝟒𝟐𝟒𝟐𝟒𝟐𝟒𝟐𝟒𝟐𝟒𝟐", "%34%32%34%32%34%32%34%32%34%32%34%32%34%32%34%32",
			"4242%3424242424242", "%EF%BC%94242424242424242%zz4%", "4242424242424242%34" })
	void findsItInOtherDigitsAndOnceDecoded(String text) {
		assertThat(CardNumbers.isIn(text)).isTrue();
		assertThat(CardNumbers.mask(text)).contains("****").doesNotContainPattern("\\p{Nd}{13}|(?:%3\\d){13}");
	}

	@ParameterizedTest
	@ValueSource(strings = { "4242424242424242face", "face4242424242424242", "FACE4242424242424242face",
			"4242424242424242deadbeef", "4242424242424242dec2030", "4242424242424242" + "facefacefaceface",
			"2026-11-22 4242424242424242", "4242 4242 4242 4242 2026-11-22" })
	void findsItBesideOtherThings(String text) {
		assertThat(CardNumbers.isIn(text)).isTrue();
		assertThat(CardNumbers.mask(text)).contains("****").doesNotContain("4242424242424242");
	}

	@Test
	void keepsAPathAPath() {
		assertThat(CardNumbers.mask("/v1/a%20b/4242%204242%204242%204242/%0D%0A")).isEqualTo("/v1/a%20b/****/%0D%0A");
		assertThat(CardNumbers.mask("/v1/4242424242424242/%C3%A9")).isEqualTo("/v1/****/%C3%A9");
		assertThat(CardNumbers.mask("/v1/a%2fb/%C3%28/%zz/%")).isEqualTo("/v1/a%2fb/%C3%28/%zz/%");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "4242424242424241", "424242424242", "order-1234567890", "2026-11-22T21:31:58Z",
			"pay_01m82j43tbfnvv879ck67qt096", "+49 30 901820", "4242.4242.4242.4241", "42424242.42424242",
			"4242.4242/4242.4242", "4242/4242/4242", "4242    4242    4242    4242", "4242\n4242\n4242\n4242",
			"4242, 4242, 4242, 4242", "192.168.100.200", "1.4242424242424241", "100%204242%20424242",
			"4b242424-2424-2424-2424-2424242424bc", "9e107d9d372bb68d4242424242424242",
			"tok_9e107d9d372bb68d4242424242424242", "0x4242424242424242e4d909c290d0fb1ca068ffad" })
	void leavesOtherTextsAlone(String text) {
		assertThat(CardNumbers.isIn(text)).isFalse();
	}

	@Test
	void readsLongRunsOfDigits() {
		assertThat(CardNumbers.isIn("1".repeat(64_000))).isFalse();
		assertThat(CardNumbers.mask("1".repeat(64_000))).hasSize(64_000);
		assertThat(CardNumbers.isIn("1 ".repeat(4_000))).isFalse();
	}

	/** A pattern that tried everything would not be done in years. */
	@ParameterizedTest
	@ValueSource(strings = { "1", "1 ", "1   ", "1 - ", "1    ", "%31", "%", "%3", "1111.", "a1", "a", "1-11-11-",
			"0x1a", "1111-11-11 ", "\uff11" })
	void readsLongTexts(String part) {
		String text = part.repeat(64_000) + "x";

		assertThat(CardNumbers.isIn(text)).isFalse();
		assertThat(CardNumbers.mask(text)).isEqualTo(text);
	}

	@Test
	void takesNoUuidForACardNumber() {
		assertThat(Stream.generate(() -> UUID.randomUUID().toString()).limit(20_000)).noneMatch(CardNumbers::isIn);
		assertThat(Stream.generate(() -> UUID.randomUUID().toString().replace("-", "")).limit(20_000))
			.noneMatch(CardNumbers::isIn);
		assertThat(Stream.generate(() -> TypeId.write("pay", TypeId.next())).limit(20_000))
			.noneMatch(CardNumbers::isIn);
	}

	@Test
	void takesNoDigestForACardNumber() {
		byte[] digest = new byte[32];
		Random random = new Random(42);
		for (int i = 0; i < 20_000; i++) {
			random.nextBytes(digest);
			assertThat(CardNumbers.isIn(HexFormat.of().formatHex(digest))).isFalse();
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "yyyy-MM-dd", "dd-MM-yyyy" })
	void takesNoDatesForACardNumber(String pattern) {
		DateTimeFormatter format = DateTimeFormatter.ofPattern(pattern, Locale.ROOT);
		for (LocalDate day = LocalDate.of(2026, 1, 1); day.getYear() < 2028; day = day.plusDays(1)) {
			String stay = format.format(day) + " - " + format.format(day.plusDays(7));
			assertThat(CardNumbers.isIn(stay)).as(stay).isFalse();
		}
	}

	@Test
	void looksAtWhateverThePatternsFind() {
		long seed = new Random().nextLong();
		Random random = new Random(seed);
		int found = 0;
		for (int i = 0; i < 100_000; i++) {
			String text = text(random);
			boolean holds = CardNumbers.isInByPatterns(text);
			found += holds ? 1 : 0;
			assertThat(CardNumbers.isIn(text)).as("seed %d: %s", seed, text).isEqualTo(holds);
			assertThat(CardNumbers.mask(text)).as("seed %d: %s", seed, text).isEqualTo(CardNumbers.maskAll(text));
		}
		assertThat(found).as("seed %d", seed).isGreaterThan(1000);
	}

	/** Numbers, whole or broken in places, among what may and may not stand in them. */
	private static String text(Random random) {
		List<String> pieces = List.of("4242424242424242", "4242 4242 4242 4242", "3782.822463.10005", "4242", "42", "7",
				" ", "-", "\t", ".", "/", "_", "x", ":", ",", "\n", "\u2013", "\u00a0", "\u200b", "\u2212", "\u0664",
				"\ud835\udfd2", "\ud83d\ude00", "\u00e9", "\ud835", "face", "2026-11-22",
				"pay_01m8dwzthne009nhc0nzme9dsf");
		StringBuilder text = new StringBuilder();
		for (int count = random.nextInt(8); count >= 0; count--) {
			text.append(pieces.get(random.nextInt(pieces.size())));
		}
		if (random.nextInt(3) == 0) {
			text.insert(random.nextInt(text.length()), pieces.get(random.nextInt(pieces.size())));
		}
		return text.toString();
	}

}
