package dev.sluice.journal;

import java.util.Optional;
import java.util.Set;

import dev.sluice.values.TypeId;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * How many positions are looked at for a page, whatever the database believes of its
 * tables.
 */
class StretchTests {

	private static final Selection SUBJECT = new Selection(Set.of(), Optional.of(TypeId.next()));

	@Test
	void isNoLongerThanThePage() {
		assertThat(JournalReader.end(Selection.ALL, 100, 1_000_000, 50)).isEqualTo(150);
		assertThat(JournalReader.end(Selection.ALL, 100, Long.MAX_VALUE, 50)).isEqualTo(150);
	}

	@Test
	void goesNoFurtherThanItIsAskedTo() {
		assertThat(JournalReader.end(Selection.ALL, 100, 120, 50)).isEqualTo(120);
		assertThat(JournalReader.end(Selection.ALL, 100, 100, 50)).isEqualTo(100);
	}

	/** Its entries are found by the index of subjects, wherever they are. */
	@Test
	void isAllOfTheJournalForOneSubject() {
		assertThat(JournalReader.end(SUBJECT, 100, 1_000_000, 50)).isEqualTo(1_000_000);
	}

}
