package dev.sluice.journal;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

import dev.sluice.journal.Journal.StaleVersion;
import dev.sluice.platform.RawJson;
import dev.sluice.testing.SluiceTest;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.r2dbc.core.DatabaseClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The journal against a real PostgreSQL. */
@SluiceTest
class JournalTests {

	private static final Duration PATIENCE = Duration.ofMinutes(1);

	private static final Projection<String> NOTHING = (database, append, position) -> Mono.just(true);

	@Autowired
	private Journal journal;

	@Autowired
	private DatabaseClient database;

	private final UUID merchant = UUID.randomUUID();

	@Test
	void numbersAMerchantsEntriesWithoutGapUnderConcurrentAppends() {
		List<Long> positions = Flux.range(0, 200)
			.flatMap((i) -> this.journal.append(append(UUID.randomUUID(), 1), NOTHING), 16)
			.collectList()
			.block(PATIENCE);

		assertThat(positions).containsExactlyInAnyOrderElementsOf(LongStream.rangeClosed(1, 200).boxed().toList());
		assertThat(positions()).containsExactlyElementsOf(LongStream.rangeClosed(1, 200).boxed().toList());
		assertThat(this.journal.head(this.merchant).block(PATIENCE)).isEqualTo(200);
	}

	@Test
	void usesUpNoPositionForAnAppendThatFails() {
		Projection<String> broken = (database, append, position) -> Mono.error(new IllegalStateException("broken"));
		Projection<String> stale = (database, append, position) -> Mono.just(false);

		assertThatThrownBy(() -> this.journal.append(append(UUID.randomUUID(), 1), broken).block(PATIENCE))
			.hasMessage("broken");
		assertThatThrownBy(() -> this.journal.append(append(UUID.randomUUID(), 1), stale).block(PATIENCE))
			.isInstanceOf(StaleVersion.class);
		Long position = this.journal.append(append(UUID.randomUUID(), 1), NOTHING).block(PATIENCE);

		assertThat(position).isEqualTo(1);
		assertThat(positions()).containsExactly(1L);
	}

	@Test
	void writesTheProjectionInTheTransactionOfTheEntry() {
		UUID subject = UUID.randomUUID();
		assertThat(this.journal.append(append(subject, 1), NOTHING).block(PATIENCE)).isEqualTo(1);
		Projection<String> markThenCollide = (database, append, position) -> database
			.sql("insert into merchants (merchant_id, name) values ($1, 'left behind')")
			.bind(0, this.merchant)
			.then()
			.thenReturn(true);

		assertThatThrownBy(() -> this.journal.append(append(subject, 1), markThenCollide).block(PATIENCE))
			.hasMessageContaining("journal_merchant_id_subject_id_version_key");

		assertThat(this.database.sql("select count(*) from merchants where merchant_id = $1")
			.bind(0, this.merchant)
			.mapValue(Long.class)
			.one()
			.block(PATIENCE)).isZero();
	}

	@Test
	void givesAReaderThatFollowsEverythingOnceAndInOrderWhileOthersWrite() {
		int entries = 300;
		Flux<Long> followed = this.journal.follow(this.merchant, 0, 7)
			.flatMapIterable((page) -> page)
			.map(Entry::position)
			.take(entries);
		Flux<Long> written = Flux.range(0, entries)
			.flatMap((i) -> this.journal.append(append(UUID.randomUUID(), 1), NOTHING), 8);

		List<Long> seen = Mono.zip(followed.collectList(), written.then(Mono.just(true)), (read, done) -> read)
			.block(PATIENCE);

		assertThat(seen).containsExactlyElementsOf(LongStream.rangeClosed(1, entries).boxed().toList());
	}

	@Test
	void readsAheadNoFurtherThanASlowReaderAsks() {
		appendMany(50);

		StepVerifier.create(this.journal.follow(this.merchant, 0, 10), 0)
			.thenRequest(1)
			.assertNext((page) -> assertThat(page).extracting(Entry::position)
				.containsExactlyElementsOf(LongStream.rangeClosed(1, 10).boxed().toList()))
			.thenRequest(1)
			.assertNext((page) -> assertThat(page.getFirst().position()).isEqualTo(11))
			.thenCancel()
			.verify(PATIENCE);
	}

	@Test
	void startsAfterAPositionAndReadsUpToAnother() {
		appendMany(20);

		List<Long> positions = this.journal.readTo(this.merchant, 5, 17, 4)
			.flatMapIterable((page) -> page)
			.map(Entry::position)
			.collectList()
			.block(PATIENCE);

		assertThat(positions).containsExactlyElementsOf(LongStream.rangeClosed(6, 17).boxed().toList());
	}

	@Test
	void keepsTheJsonToTheLetter() {
		assertThat(this.journal.append(append(UUID.randomUUID(), 1), NOTHING).block(PATIENCE)).isEqualTo(1);

		assertThat(this.journal.read(this.merchant, 0, 1).map(Entry::data).blockFirst(PATIENCE))
			.hasToString("{\"z\":1,\"a\":[1.50,  \"é\"]}");
	}

	@Test
	void findsAResumedPositionByAnIndexSeek() {
		appendMany(3);

		String plan = String.join("\n",
				this.database.sql("""
						explain select position from journal
						 where merchant_id = $1 and position > $2 and position <= $3 order by position limit $4""")
					.bind(0, this.merchant)
					.bind(1, 1L)
					.bind(2, Long.MAX_VALUE)
					.bind(3, 2)
					.mapValue(String.class)
					.all()
					.collectList()
					.block(PATIENCE));

		assertThat(plan).contains("journal_pkey").contains("\"position\" >").doesNotContain("Seq Scan");
	}

	private void appendMany(int count) {
		List<Long> positions = Flux.fromStream(IntStream.range(0, count).boxed())
			.concatMap((i) -> this.journal.append(append(UUID.randomUUID(), 1), NOTHING))
			.collectList()
			.block(PATIENCE);
		assertThat(positions).hasSize(count);
	}

	private @Nullable List<Long> positions() {
		return this.journal.read(this.merchant, 0, 1000).map(Entry::position).collectList().block(PATIENCE);
	}

	private Append<String> append(UUID subject, int version) {
		RawJson json = RawJson.of("{\"z\":1,\"a\":[1.50,  \"é\"]}".getBytes(StandardCharsets.UTF_8));
		return new Append<>(this.merchant, subject, version, "test.happened",
				Instant.now().truncatedTo(ChronoUnit.MILLIS), json, json, "state");
	}

}
