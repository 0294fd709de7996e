package dev.sluice.journal.retention;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;

import dev.sluice.http.Problem;
import dev.sluice.journal.Append;
import dev.sluice.journal.Bounds;
import dev.sluice.journal.Entry;
import dev.sluice.journal.EntryPage;
import dev.sluice.journal.Journal;
import dev.sluice.journal.Selection;
import dev.sluice.journal.Subjects;
import dev.sluice.memory.PageSize;
import dev.sluice.testing.SluiceTest;
import dev.sluice.values.RawJson;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.test.context.TestPropertySource;
import org.springframework.transaction.reactive.TransactionalOperator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Letting go of old entries. */
@SluiceTest
@TestPropertySource(properties = "sluice.journal.retention-batch=3")
class RetentionTests {

	private static final Duration PATIENCE = Duration.ofMinutes(1);

	private static final Duration YEAR = Duration.ofDays(365);

	private static final Instant OLD = Instant.parse("2020-01-01T00:00:00Z");

	@Autowired
	private Journal journal;

	@Autowired
	private Retention retention;

	@Autowired
	private DatabaseClient database;

	@Autowired
	private TransactionalOperator transaction;

	private final UUID merchant = UUID.randomUUID();

	@Test
	void letsGoOfWhatIsOldFromTheOldestOn() {
		var _ = append(10, OLD);
		var _ = append(5, Instant.now());

		assertThat(purge()).contains(3L, 6L, 9L, 10L);

		assertThat(this.journal.bounds(this.merchant).block(PATIENCE)).isEqualTo(new Bounds(10, 15));
		assertThat(read(10).entries()).extracting(Entry::position).containsExactly(11L, 12L, 13L, 14L, 15L);
		assertThat(append(1, Instant.now())).containsExactly(16L);
	}

	/** What follows it may be the older one by its clock, and stays nevertheless. */
	@Test
	void keepsWhatComesAfterAnEntryThatIsKept() {
		var _ = append(2, OLD);
		var _ = append(1, Instant.now());
		var _ = append(2, OLD);

		assertThat(purge()).contains(2L);

		assertThat(this.journal.bounds(this.merchant).block(PATIENCE)).isEqualTo(new Bounds(2, 5));
	}

	@Test
	void letsGoOfEverythingAndGoesOn() {
		var _ = append(7, OLD);

		assertThat(purge()).contains(7L);

		assertThat(this.journal.bounds(this.merchant).block(PATIENCE)).isEqualTo(new Bounds(7, 7));
		assertThat(append(1, OLD)).containsExactly(8L);
	}

	/** As an append holds it; giving way each time, it would never come to an end. */
	@Test
	void waitsForWhoeverHoldsTheJournal() {
		var _ = append(30, OLD);

		List<Long> purged = this.database.sql("select purged from journal_heads where merchant_id = $1 for update")
			.bind(0, this.merchant)
			.mapValue(Long.class)
			.one()
			.then(Mono.fromSupplier(() -> this.retention.purgeOlderThan(YEAR).collectList().toFuture()))
			.delayUntil((purging) -> Mono.delay(Duration.ofMillis(300)))
			.as(this.transaction::transactional)
			.flatMap(Mono::fromFuture)
			.block(PATIENCE);

		assertThat(purged).contains(30L);
		assertThat(this.journal.bounds(this.merchant).block(PATIENCE)).isEqualTo(new Bounds(30, 30));
	}

	@Test
	void tellsAReaderThatItHasMissedSomething() {
		var _ = append(5, OLD);
		var _ = append(2, Instant.now());
		assertThat(purge()).contains(5L);

		assertThatThrownBy(() -> read(2)).isInstanceOf(Problem.class).hasMessageContaining("position 5");
		Selection rare = new Selection(Set.of("test.never"), Optional.empty());
		assertThatThrownBy(
				() -> this.journal.read(this.merchant, rare, 4, 7, new PageSize(10, 1 << 20)).block(PATIENCE))
			.isInstanceOf(Problem.class);
		assertThat(read(5).entries()).hasSize(2);
	}

	private List<Long> purge() {
		return Objects.requireNonNull(this.retention.purgeOlderThan(YEAR).collectList().block(PATIENCE));
	}

	private EntryPage read(long after) {
		return Objects
			.requireNonNull(this.journal.read(this.merchant, Selection.ALL, after, 100, new PageSize(100, 1 << 20))
				.block(PATIENCE));
	}

	private List<Long> append(int count, Instant at) {
		RawJson json = RawJson.of("{}".getBytes(StandardCharsets.US_ASCII));
		return Objects
			.requireNonNull(
					Flux.fromStream(IntStream.range(0, count).boxed())
						.concatMap((i) -> this.journal.append(new Append<>(this.merchant, UUID.randomUUID(), 1,
								"test.happened", at, json, json, "state"), Subjects.ACCEPTED))
						.collectList()
						.block(PATIENCE));
	}

}
