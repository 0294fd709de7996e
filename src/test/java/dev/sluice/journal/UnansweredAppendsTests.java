package dev.sluice.journal;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;

import dev.sluice.http.Problem;
import dev.sluice.journal.PendingAppend.Outcome;
import dev.sluice.testing.SluiceTest;
import dev.sluice.testing.TestDatabase;
import dev.sluice.values.RawJson;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.test.context.TestPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/** What is found of appends of many merchants whose answer was lost. */
@SluiceTest
@TestPropertySource(properties = "sluice.journal.look-up-timeout=10s")
class UnansweredAppendsTests {

	private static final Duration PATIENCE = Duration.ofMinutes(1);

	@Autowired
	private Journal journal;

	@Autowired
	private LostAnswers lostAnswers;

	@Autowired
	private Environment environment;

	private final List<Append<String>> written = Stream.generate(() -> append(UUID.randomUUID())).limit(10).toList();

	@BeforeEach
	void write() {
		this.written.forEach(
				(append) -> assertThat(this.journal.append(append, Subjects.ACCEPTED).block(PATIENCE)).isEqualTo(1));
	}

	@Test
	void isNotLeftOpenForTheSakeOfOneWhoseJournalSomebodyElseHasLocked() throws Exception {
		UUID held = this.written.get(3).merchantId();
		List<Append<String>> all = Stream.concat(this.written.stream(), Stream.of(append(held))).toList();
		List<Outcome> outcomes;
		try (Connection connection = TestDatabase.of(this.environment).dataSource().getConnection();
				Statement statement = connection.createStatement()) {
			connection.setAutoCommit(false);
			statement.execute("select from journal_heads where merchant_id = '" + held + "' for update");

			outcomes = Objects.requireNonNull(this.lostAnswers.find(all).block(PATIENCE));
		}

		assertThat(outcomes.subList(0, 10)).containsOnly(new Outcome.Appended(1));
		assertThat(outcomes.get(10)).isInstanceOfSatisfying(Outcome.Failed.class,
				(failed) -> assertThat(((Problem) failed.error()).code()).isEqualTo("outcome_unknown"));
	}

	/** The first of a journal makes its row, which nobody else sees before the commit. */
	@Test
	void waitsForTheFirstAppendOfAJournal() throws Exception {
		Append<String> first = append(UUID.randomUUID());
		try (Connection connection = TestDatabase.of(this.environment).dataSource().getConnection();
				Statement statement = connection.createStatement()) {
			connection.setAutoCommit(false);
			statement.execute("select lock_journal('" + first.merchantId() + "', true)");
			var outcome = this.lostAnswers.find(List.of(first)).toFuture();
			statement.execute("""
					insert into journal (merchant_id, position, subject_id, version, type, created_at, change, data)
					values ('%s', 1, '%s', 1, 'test.happened', now(), '{}', '{}')""".formatted(first.merchantId(),
					first.subjectId()));
			Thread.sleep(500);
			assertThat(outcome).isNotDone();
			connection.commit();

			assertThat(outcome.get()).containsExactly(new Outcome.Appended(1));
		}
	}

	private static Append<String> append(UUID merchant) {
		RawJson json = RawJson.of("{}".getBytes(StandardCharsets.US_ASCII));
		return new Append<>(merchant, UUID.randomUUID(), 1, "test.happened", Instant.EPOCH, json, json, "state");
	}

}
