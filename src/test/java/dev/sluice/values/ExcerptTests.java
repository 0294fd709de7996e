package dev.sluice.values;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** The beginning of what somebody sent. */
class ExcerptTests {

	@Test
	void leavesAloneWhatIsShort() {
		assertThat(ShownName.of("amount")).isEqualTo("amount");
		assertThat(ShownName.of("😀".repeat(40))).isEqualTo("😀".repeat(40));
	}

	@Test
	void countsCharactersAndSaysThatThereWasMore() {
		assertThat(ShownName.of("x".repeat(41))).isEqualTo("x".repeat(40) + "…");
		assertThat(ShownName.of("😀".repeat(41))).isEqualTo("😀".repeat(40) + "…");
	}

	@ParameterizedTest
	@ValueSource(strings = { "😀", "👨\u200d👩\u200d👧", "🇩🇪", "e\u0301\u0302", "👍🏽", "한" })
	void neverCutsThroughWhatAReaderTakesForOneCharacter(String character) {
		int length = character.codePointCount(0, character.length());
		for (int before = 0; before <= 40; before++) {
			String name = "x".repeat(before) + character.repeat(41);

			String excerpt = ShownName.of(name);

			int whole = (40 - before) / length;
			assertThat(excerpt).isEqualTo("x".repeat(before) + character.repeat(whole) + "…");
		}
	}

	@Test
	void cutsThroughACharacterThatIsLongerThanTheExcerpt() {
		String tower = "e" + "\u0301".repeat(10_000);

		assertThat(ShownName.of(tower)).isEqualTo("e" + "\u0301".repeat(39) + "…");
	}

	@Test
	void isAsShortAsOneLikes() {
		assertThat(Excerpt.of("ab😀d", 3)).isEqualTo("ab😀");
		assertThat(Excerpt.of("ab😀d", 4)).isEqualTo("ab😀d");
	}

}
