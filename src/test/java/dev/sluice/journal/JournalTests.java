package dev.sluice.journal;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

import dev.sluice.journal.Journal.StaleVersion;
import dev.sluice.memory.PageSize;
import dev.sluice.postgres.replica.ListSource;
import dev.sluice.testing.SluiceTest;
import dev.sluice.values.RawJson;
import io.r2dbc.spi.R2dbcException;
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

	private static final String JSON = "{\"z\":1,\"a\":[1.50,  \"é\\\\n\"]}";

	private static final Duration PATIENCE = Duration.ofMinutes(1);

	private static final Projection<String> NOTHING = Subjects.ACCEPTED;

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
		assertThat(this.journal.bounds(this.merchant).block(PATIENCE)).isEqualTo(new Bounds(0, 200));
	}

	@Test
	void usesUpNoPositionForAnAppendThatIsRefused() {
		Projection<String> refusing = new Subjects("refused");

		assertThatThrownBy(() -> append(UUID.randomUUID(), 1, refusing)).hasMessage("refused");
		assertThatThrownBy(() -> append(UUID.randomUUID(), 2, NOTHING)).isInstanceOf(StaleVersion.class);

		assertThat(append(UUID.randomUUID(), 1, NOTHING)).isEqualTo(1);
		assertThat(positions()).containsExactly(1L);
	}

	@Test
	void commitsWhatArrivesMeanwhileTogether() {
		int appends = 1000;

		List<Long> positions = Flux.range(0, appends)
			.flatMap((i) -> this.journal.append(append(UUID.randomUUID(), 1), NOTHING), appends)
			.collectList()
			.block(PATIENCE);

		assertThat(positions).hasSize(appends);
		assertThat(transactions()).isLessThan(appends / 10);
	}

	@Test
	void failsARowThatTheDatabaseRefusesAloneAmongItsNeighbours() {
		List<Object> outcomes = Flux.range(0, 100)
			.flatMapSequential((i) -> this.journal.append(append(UUID.randomUUID(), (i == 41) ? -1 : 1), NOTHING)
				.cast(Object.class)
				.onErrorResume((error) -> Mono.just(error)), 100)
			.collectList()
			.block(PATIENCE);

		assertThat(outcomes).hasSize(100);
		assertThat(Objects.requireNonNull(outcomes).get(41)).isInstanceOf(R2dbcException.class);
		assertThat(positions()).containsExactlyElementsOf(LongStream.rangeClosed(1, 99).boxed().toList());
	}

	@Test
	void refusesOneOfTwoChangesOfTheSameVersion() {
		UUID subject = UUID.randomUUID();

		List<Object> outcomes = Flux.range(0, 10)
			.flatMap((i) -> this.journal.append(append(subject, 1), NOTHING)
				.cast(Object.class)
				.onErrorResume((error) -> Mono.just(error)), 10)
			.collectList()
			.block(PATIENCE);

		assertThat(outcomes).filteredOn(Long.class::isInstance).hasSize(1);
		assertThat(outcomes).filteredOn(StaleVersion.class::isInstance).hasSize(9);
		assertThat(positions()).containsExactly(1L);
	}

	@Test
	void appendsWhatNobodyWaitsForAnyMore() {
		Flux<Long> abandoned = Flux.range(0, 50)
			.flatMap((i) -> this.journal.append(append(UUID.randomUUID(), 1), NOTHING), 50);

		abandoned.subscribe().dispose();

		assertThat(append(UUID.randomUUID(), 1, NOTHING)).isEqualTo(51);
	}

	@Test
	void tellsEveryMerchantsEntriesApart() {
		UUID other = UUID.randomUUID();

		List<Long> positions = Flux.range(0, 100)
			.flatMap((i) -> this.journal.append(append((i % 2 == 0) ? this.merchant : other, UUID.randomUUID(), 1),
					NOTHING), 100)
			.collectList()
			.block(PATIENCE);

		assertThat(positions).hasSize(100);
		assertThat(this.journal.bounds(this.merchant).block(PATIENCE)).isEqualTo(new Bounds(0, 50));
		assertThat(this.journal.bounds(other).block(PATIENCE)).isEqualTo(new Bounds(0, 50));
	}

	@Test
	void signalsGrowthToWhoWaitsForIt() {
		StepVerifier.create(this.journal.grown(this.merchant).take(2).count())
			.then(() -> assertThat(append(UUID.randomUUID(), 1, NOTHING)).isEqualTo(1))
			.expectNext(2L)
			.expectComplete()
			.verify(PATIENCE);
	}

	@Test
	void readsAheadNoFurtherThanASlowReaderAsks() {
		appendMany(50);

		StepVerifier.create(this.journal.readAll(ListSource.PRIMARY, this.merchant, Selection.ALL, 0, 50, size(10)), 0)
			.thenRequest(1)
			.assertNext((page) -> assertThat(page.entries()).extracting(Entry::position)
				.containsExactlyElementsOf(LongStream.rangeClosed(1, 10).boxed().toList()))
			.thenRequest(1)
			.assertNext((page) -> assertThat(page.upTo()).isEqualTo(20))
			.thenCancel()
			.verify(PATIENCE);
	}

	@Test
	void startsAfterAPositionAndReadsUpToAnother() {
		appendMany(20);

		assertThat(positions(Selection.ALL, 5, 17, 4))
			.containsExactlyElementsOf(LongStream.rangeClosed(6, 17).boxed().toList());
	}

	@Test
	void readsWhatIsSelectedAndSaysHowFarItLooked() {
		UUID subject = UUID.randomUUID();
		appendMany(10);
		assertThat(append(subject, 1, NOTHING)).isEqualTo(11);
		appendMany(10);

		Selection ofSubject = new Selection(Set.of(), Optional.of(subject));
		Selection ofType = new Selection(Set.of("test.happened"), Optional.empty());
		Selection ofNone = new Selection(Set.of("test.never"), Optional.of(subject));

		assertThat(positions(ofSubject, 0, 21, 5)).containsExactly(11L);
		assertThat(positions(ofType, 15, 21, 2)).containsExactly(16L, 17L, 18L, 19L, 20L, 21L);
		assertThat(positions(ofNone, 0, 21, 5)).isEmpty();
		assertThat(
				Objects.requireNonNull(this.journal.read(this.merchant, ofNone, 3, 21, size(5)).block(PATIENCE)).upTo())
			.isEqualTo(21);
	}

	@Test
	void keepsTheJsonToTheLetter() {
		assertThat(append(UUID.randomUUID(), 1, NOTHING)).isEqualTo(1);

		List<Entry> entries = Objects.requireNonNull(this.journal.next(this.merchant, 0, size(1)).block(PATIENCE))
			.entries();

		assertThat(entries).singleElement().extracting(Entry::data).hasToString(JSON);
	}

	@Test
	void endsAPageByBytesButNotBeforeItsFirstEntry() {
		appendMany(10);
		long weight = 2L * JSON.getBytes(StandardCharsets.UTF_8).length;

		assertThat(page(3 * weight)).isEqualTo("3, full: true");
		assertThat(page(4 * weight - 1)).isEqualTo("3, full: true");
		assertThat(page(1)).isEqualTo("1, full: true");
		assertThat(page(10 * weight + 1)).isEqualTo("10, full: false");
	}

	private String page(long bytes) {
		EntryPage page = Objects.requireNonNull(
				this.journal.read(this.merchant, Selection.ALL, 0, 10, new PageSize(100, bytes)).block(PATIENCE));
		assertThat(page.entries()).hasSize((int) page.upTo());
		return page.upTo() + ", full: " + page.full();
	}

	private static PageSize size(int items) {
		return new PageSize(items, 1 << 20);
	}

	private void appendMany(int count) {
		List<Long> positions = Flux.fromStream(IntStream.range(0, count).boxed())
			.concatMap((i) -> this.journal.append(append(UUID.randomUUID(), 1), NOTHING))
			.collectList()
			.block(PATIENCE);
		assertThat(positions).hasSize(count);
	}

	private List<Long> positions() {
		return positions(Selection.ALL, 0, 1000, 1000);
	}

	private List<Long> positions(Selection selection, long after, long upTo, int pageSize) {
		return Objects.requireNonNull(
				this.journal.readAll(ListSource.PRIMARY, this.merchant, selection, after, upTo, size(pageSize))
					.flatMapIterable(EntryPage::entries)
					.map(Entry::position)
					.collectList()
					.block(PATIENCE));
	}

	/** In which this merchant's entries were written. */
	private long transactions() {
		return Objects.requireNonNull(this.database.sql("""
				select count(distinct xmin::text) from journal where merchant_id = $1""")
			.bind(0, this.merchant)
			.mapValue(Long.class)
			.one()
			.block(PATIENCE));
	}

	private @Nullable Long append(UUID subject, int version, Projection<String> projection) {
		return this.journal.append(append(subject, version), projection).block(PATIENCE);
	}

	private Append<String> append(UUID subject, int version) {
		return append(this.merchant, subject, version);
	}

	private static Append<String> append(UUID merchant, UUID subject, int version) {
		RawJson json = RawJson.of(JSON.getBytes(StandardCharsets.UTF_8));
		return new Append<>(merchant, subject, version, "test.happened", Instant.now().truncatedTo(ChronoUnit.MILLIS),
				json, json, json, "state", true);
	}

}
