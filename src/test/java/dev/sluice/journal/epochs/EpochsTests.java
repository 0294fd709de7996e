package dev.sluice.journal.epochs;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.LongStream;

import com.jayway.jsonpath.JsonPath;
import dev.sluice.destinations.Desk;
import dev.sluice.journal.Bounds;
import dev.sluice.journal.Bounds.Place;
import dev.sluice.journal.Entry;
import dev.sluice.journal.EntryPage;
import dev.sluice.journal.Journal;
import dev.sluice.journal.Selection;
import dev.sluice.memory.PageSize;
import dev.sluice.postgres.replica.ListSource;
import dev.sluice.testing.Shop;
import dev.sluice.testing.SluiceTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.HttpMethod;
import org.springframework.r2dbc.core.DatabaseClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** A journal whose database was restored to where it ended with position 5 of 8. */
@SluiceTest
class EpochsTests {

	private static final Duration PATIENCE = Duration.ofMinutes(1);

	private static final PageSize PAGE = new PageSize(3, 1 << 20);

	private static final Selection REFUNDS = new Selection(Set.of("payment.refunded"), Optional.empty());

	private final DatabaseClient database;

	private final Journal journal;

	private final Desk desk;

	private final UUID merchant;

	EpochsTests(@Autowired DatabaseClient database, @Autowired Journal journal, @LocalServerPort int port) {
		this.database = database;
		this.journal = journal;
		this.desk = Desk.open(database, port);
		this.merchant = this.desk.merchant().id();
		this.desk.happen(1, 8, "payment.captured");
	}

	@Test
	void neverGivesAPositionTwice() {
		long before = Instant.now().toEpochMilli() * 1000;
		long first = this.desk.restoreTo(5);
		String _ = pay();
		long second = this.desk.restoreTo(5);
		String _ = pay();

		assertThat(first).isGreaterThan(before - 60_000_000L);
		assertThat(second).isGreaterThan(first + 2);
		assertThat(read(Selection.ALL, 0)).containsExactly(1L, 2L, 3L, 4L, 5L, second + 1, second + 2);
		assertThat(bounds().head()).isEqualTo(second + 2);
	}

	@Test
	void knowsWhatWasUndone() {
		long began = this.desk.restoreTo(5);
		Bounds bounds = bounds();

		assertThat(LongStream.of(0, 5, began)).allSatisfy((kept) -> {
			assertThat(bounds.place(kept)).isEqualTo(Place.KEPT);
			assertThat(bounds.require(kept)).isEqualTo(kept);
		});
		assertThat(LongStream.of(6, 8, began - 1)).allSatisfy((undone) -> {
			assertThat(bounds.place(undone)).isEqualTo(Place.UNDONE);
			assertThat(bounds.kept(undone)).isEqualTo(5);
			assertThatThrownBy(() -> bounds.require(undone)).hasMessageContaining("after position 5 were undone");
		});
		assertThat(bounds.place(began + 1)).isEqualTo(Place.UNKNOWN);
		assertThat(bounds.next(4)).isEqualTo(5);
		assertThat(bounds.next(5)).isEqualTo(began + 1);
		assertThat(bounds.count(3, began)).isEqualTo(2);
		assertThat(bounds.count(3, began + 4)).isEqualTo(6);
		assertThat(bounds.count(began, began)).isZero();
	}

	@Test
	void followsSeveralEpochsInARow() {
		Bounds bounds = new Bounds(0, 400, List.of(new Epoch(6, 100), new Epoch(100, 200), new Epoch(205, 400)));

		assertThat(bounds.next(6)).isEqualTo(201);
		assertThat(bounds.next(10)).isEqualTo(201);
		assertThat(bounds.next(205)).isEqualTo(401);
		assertThat(bounds.count(4, 400)).isEqualTo(7);
	}

	/**
	 * A stream is open, though nothing should have run while the database was restored.
	 */
	@Test
	void isFollowedByWhoReadsIt() {
		long began = this.desk.restoreTo(5);
		EntryPage nothing = next(8);
		this.desk.happen(UUID.randomUUID(), began + 1, 1);

		assertThat(nothing.upTo()).isEqualTo(8);
		assertThat(next(8).upTo()).isEqualTo(began);
		assertThat(next(began).entries()).extracting(Entry::position).containsExactly(began + 1);
	}

	/** Nobody reads his way through a million windows in which there is nothing. */
	@Test
	void readsOnBehindWhatWasUndone() {
		long began = this.desk.restoreTo(5);

		assertThat(read(REFUNDS, 0)).isEmpty();
		this.desk.happen(UUID.randomUUID(), began + 1, 1);
		this.database.sql("update journal set type = 'payment.refunded' where merchant_id = $1 and position > 5")
			.bind(0, this.merchant)
			.then()
			.block();

		assertThat(read(REFUNDS, 0)).containsExactly(began + 1);
		assertThat(read(Selection.ALL, 3)).containsExactly(4L, 5L, began + 1);
		assertThat(this.journal.before(this.merchant, Instant.now().plusSeconds(120)).block()).isEqualTo(began + 1);
		assertThat(this.journal.before(this.merchant, Instant.EPOCH).block()).isZero();
	}

	@ParameterizedTest
	@ValueSource(strings = { "application/json", "application/x-ndjson" })
	void tellsAReaderOfPages(String type) {
		long began = this.desk.restoreTo(5);
		String _ = pay();

		String problem = events("?after=7", type, 410);
		assertThat(JsonPath.<String>read(problem, "$.code")).isEqualTo("events_undone");
		assertThat(JsonPath.<Integer>read(problem, "$.position")).isEqualTo(5);
		assertThat(events("?after=5", type, 200)).contains("\"id\":" + (began + 1), "\"id\":" + (began + 2));
	}

	@Test
	void goesOnWithDestinationsThatHadEverythingAndWithThoseThatHadNot() {
		String all = this.desk.paused("");
		String behind = this.desk.paused("\"from\": 4");
		long began = this.desk.restoreTo(5);

		assertThat(show(all, "$.position")).isEqualTo("" + began);
		assertThat(show(all, "$.lag.positions")).isEqualTo("0");
		assertThat(show(behind, "$.position")).isEqualTo("3");
		assertThat(show(behind, "$.lag.positions")).isEqualTo("2");
		this.desk.happen(UUID.randomUUID(), began + 1, 1);
		assertThat(show(all, "$.lag.positions")).isEqualTo("1");
		assertThat(show(behind, "$.lag.positions")).isEqualTo("3");
	}

	@Test
	void givesAConsumerWhatComesBehindIt() {
		String consumer = this.desk.consumer("\"from\": 5, \"types\": [\"payment.refunded\"]");
		long began = this.desk.restoreTo(5);
		String _ = events(consumer);
		String _ = events(consumer);
		this.desk.happen(UUID.randomUUID(), began + 1, 1);
		this.database.sql("update journal set type = 'payment.refunded' where merchant_id = $1 and position > 5")
			.bind(0, this.merchant)
			.then()
			.block();

		assertThat(events(consumer)).contains("\"id\":" + (began + 1));
	}

	private List<Long> read(Selection selection, long after) {
		long head = bounds().head();
		return Objects
			.requireNonNull(this.journal.readAll(ListSource.PRIMARY, this.merchant, selection, after, head, PAGE)
				.flatMapIterable(EntryPage::entries)
				.map(Entry::position)
				.collectList()
				.block(PATIENCE));
	}

	private EntryPage next(long after) {
		return this.journal.next(this.merchant, after, PAGE).blockOptional(PATIENCE).orElseThrow();
	}

	private Bounds bounds() {
		return this.journal.bounds(this.merchant).blockOptional(PATIENCE).orElseThrow();
	}

	private String pay() {
		return this.desk.ask(HttpMethod.POST, "/v1/payments", Shop.terms("automatic", "pm_card_visa"), 201);
	}

	private String show(String destination, String path) {
		return Desk.text(this.desk.ask(HttpMethod.GET, Desk.one(destination), null, 200), path);
	}

	private String events(String consumer) {
		return this.desk.ask(HttpMethod.GET, Desk.one(consumer) + "/events?wait=0", null, 200);
	}

	private String events(String query, String type, int status) {
		return String.valueOf(this.desk.http()
			.get()
			.uri("/v1/events" + query)
			.header("Authorization", "Bearer " + this.desk.merchant().apiKey())
			.header("Accept", type)
			.exchange()
			.expectStatus()
			.isEqualTo(status)
			.expectBody(String.class)
			.returnResult()
			.getResponseBody());
	}

}
