package dev.sluice.values;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The sums that are kept say the same as the rule, sequence by sequence. */
class DigitRunTests {

	private static final int SEED = 4242;

	private static final List<String> SEPARATORS = List.of(" ", "-", "  ", " \u2013 ");

	private static final List<String> NUMBERS = List.of("4242424242424242", "378282246310005", "6304000000000000",
			"4222222222222", "30569309025904", "3530111333300000", "6200000000000000003", "5555555555554444");

	@Test
	void saysOfEachRunWhatTheRuleSays() {
		Random random = new Random(SEED);
		int found = 0;
		for (int i = 0; i < 200_000; i++) {
			String run = run(random);
			boolean expected = isIn(run);
			assertThat(new DigitRun(run).holdsCardNumber()).as("%s, seed %d", run, SEED).isEqualTo(expected);
			found += expected ? 1 : 0;
		}

		assertThat(found).isBetween(20_000, 180_000);
	}

	/** In groups of any size; half of them with a card number, maybe spoilt. */
	private static String run(Random random) {
		StringBuilder digits = new StringBuilder();
		random.ints(random.nextInt(20), 0, 10).forEach(digits::append);
		if (random.nextBoolean()) {
			digits.append(NUMBERS.get(random.nextInt(NUMBERS.size())));
			random.ints(random.nextInt(8), 0, 10).forEach(digits::append);
		}
		int size = 1 + random.nextInt(8);
		StringBuilder run = new StringBuilder();
		for (int i = 0; i < digits.length(); i++) {
			if (i > 0 && random.nextInt(size) == 0) {
				run.append(SEPARATORS.get(random.nextInt(SEPARATORS.size())));
			}
			run.append(digits.charAt(i));
		}
		return run.toString();
	}

	/** Every sequence of groups, each looked at by itself. */
	private static boolean isIn(String run) {
		String[] groups = run.isEmpty() ? new String[0] : run.split("[ \u2013-]+");
		return IntStream.range(0, groups.length)
			.anyMatch((from) -> IntStream.rangeClosed(from + 1, groups.length)
				.mapToObj((to) -> String.join("", Stream.of(groups).skip(from).limit(to - from).toList()))
				.anyMatch(DigitRunTests::isCardNumber));
	}

	private static boolean isCardNumber(String digits) {
		if (digits.length() < 13 || digits.length() > 19 || !Issuers.mayHaveIssued(digits)) {
			return false;
		}
		int sum = 0;
		for (int i = 0; i < digits.length(); i++) {
			int digit = digits.charAt(digits.length() - 1 - i) - '0';
			int weighted = (i % 2 == 0) ? digit : 2 * digit;
			sum += (weighted > 9) ? weighted - 9 : weighted;
		}
		return sum % 10 == 0;
	}

}
