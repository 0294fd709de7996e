package dev.sluice.values;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Texts of others, made fit to be kept. */
class CleanTextTests {

	@ParameterizedTest
	@CsvSource({ "insufficient_funds,insufficient_funds", "a\u0000b,ab", "'\ta\r\n \n b ',a b", "a\ud83d,a",
			"\udcb3a,a", "💳,💳", "\u001b[1m,[1m", "a\u0085b,a b", "a\u007fb,ab",
			"pay 4111-1111-1111-1111 now,pay **** now", "'\u0000\u001f ',''" })
	void keepsOneCleanLine(String text, String kept) {
		assertThat(CleanText.of(text, 100)).isEqualTo(kept);
	}

	@Test
	void cutsBetweenCharacters() {
		assertThat(CleanText.of("💳".repeat(11), 10)).isEqualTo("💳".repeat(10));
		assertThat(Excerpt.of("💳".repeat(10), 10)).isEqualTo("💳".repeat(10));
		assertThat(Excerpt.of("a💳b", 2)).isEqualTo("a💳");
	}

	/** Half a card number at the end would be one that is not told. */
	@Test
	void masksBeforeItCuts() {
		assertThat(CleanText.of("x".repeat(90) + " 4111111111111111", 100)).isEqualTo("x".repeat(90) + " ****");
		assertThat(CleanText.of(",4111111111111111".repeat(2000), 12)).isEqualTo(",****,****,*");
	}

}
