package dev.sluice.destinations.cursors;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

import dev.sluice.destinations.ways.Answer;
import dev.sluice.destinations.ways.Answer.Outcome;
import dev.sluice.testing.SluiceTest;
import dev.sluice.values.TypeId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.r2dbc.core.DatabaseClient;

import static org.assertj.core.api.Assertions.assertThat;

/** What is written down of a while in which events were brought. */
@SluiceTest
class CursorStoreTests {

	private static final Duration LATER = Duration.ofHours(1);

	private final UUID holder = UUID.randomUUID();

	private final DatabaseClient database;

	private final CursorStore store;

	private final HeldEvents held;

	private final dev.sluice.destinations.Desk desk;

	private UUID destination = UUID.randomUUID();

	CursorStoreTests(@Autowired DatabaseClient database, @Autowired CursorStore store, @Autowired HeldEvents held,
			@LocalServerPort int port) {
		this.database = database;
		this.store = store;
		this.held = held;
		this.desk = dev.sluice.destinations.Desk.open(database, port);
	}

	@BeforeEach
	void make() {
		this.desk.happen(1, 30, "payment.captured");
		this.destination = TypeId.read("dst", this.desk.paused("\"from\": \"now\"")).orElseThrow();
		change("update destinations set holder = '%s'".formatted(this.holder));
	}

	/** The answer to the first may have been lost. */
	@Test
	void isWrittenDownOnceHoweverOftenItIsTried() {
		Standing standing = standing();
		Mono<?> saved = this.store.save(standing, new Progress(30, true, false, false, false, List.of(heldAgain(7, 1)),
				List.of(), List.of(sent(30, Outcome.DELIVERED))));

		assertThat(saved.block()).isEqualTo(standing.changedAt());
		assertThat(saved.block()).isEqualTo(standing.changedAt());

		assertThat(this.desk.merchant().rows(this.database, "deliveries")).isEqualTo(1);
		assertThat(this.desk.merchant().rows(this.database, "held_events")).isEqualTo(1);
	}

	@Test
	void theTimeInWhichNobodyWasThereCountsForNone() {
		hold(3, 2, "5 hours", "6 hours");
		hold(4, 2, "5 hours", "6 hours");
		hold(5, 1, "1 hour", "6 hours");
		hold(6, 0, "1 hour", "6 hours");
		change("update destinations set unwell_since = now() - interval '2 hours'");
		assertThat(standing().unwell()).isTrue();

		save(new Progress(30, true, true, false, false, List.of(heldAgain(4, 3)), List.of(),
				List.of(sent(4, Outcome.REFUSED), sent(30, Outcome.DELIVERED))));

		assertThat(standing().unwell()).isFalse();
		assertThat(this.database.sql("""
				select position || ': ' || round(extract(epoch from now() - held_at) / 3600)
				                || ' ' || round(extract(epoch from due_at - now()) / 3600)
				  from held_events where merchant_id = $1 order by position""")
			.bind(0, this.desk.merchant().id())
			.mapValue(String.class)
			.all()
			.collectList()
			.block()).containsExactly("3: 3 6", "4: 3 1", "5: 0 0", "6: 0 0");
	}

	/** It waits for another one until then, however long that takes. */
	@Test
	void theTimeOfAnEventBeginsWhenItIsSentFirst() {
		hold(3, 0, "9 days", "0 hours");
		hold(4, 1, "9 days", "0 hours");
		assertThat(due()).containsExactlyInAnyOrder(new HeldEvents.Due(3, 0, false), new HeldEvents.Due(4, 1, true));

		save(new Progress(30, false, false, false, false, List.of(heldAgain(3, 1), heldAgain(4, 2)), List.of(),
				List.of(sent(3, Outcome.REFUSED), sent(4, Outcome.REFUSED))));
		change("update held_events set due_at = now()");

		assertThat(due()).containsExactlyInAnyOrder(new HeldEvents.Due(3, 1, false), new HeldEvents.Due(4, 2, true));
	}

	private void save(Progress progress) {
		Standing standing = standing();
		assertThat(this.store.save(standing, progress).block()).isEqualTo(standing.changedAt());
	}

	private Standing standing() {
		return Objects
			.requireNonNull(this.store.load(this.desk.merchant().id(), this.destination, this.holder).block());
	}

	private List<HeldEvents.Due> due() {
		return Objects.requireNonNull(this.held.due(standing(), 10, false).collectList().block());
	}

	private static Progress.Held heldAgain(long position, int attempts) {
		return new Progress.Held(new Window.Held(position, new UUID(0, position), attempts), LATER);
	}

	private static Progress.Sent sent(long position, Outcome outcome) {
		return new Progress.Sent(position, 1, outcome, new Answer(outcome, 200, Duration.ZERO, "", null),
				System.nanoTime());
	}

	private void hold(int position, int attempts, String ago, String due) {
		this.database.sql("""
				insert into held_events
				       (merchant_id, destination_id, position, subject_id, attempts, held_at, due_at)
				values ($1, $2, $3, $4, $5, now() - $6::interval, now() + $7::interval)""")
			.bind(0, this.desk.merchant().id())
			.bind(1, this.destination)
			.bind(2, position)
			.bind(3, new UUID(0, position))
			.bind(4, attempts)
			.bind(5, ago)
			.bind(6, due)
			.then()
			.block();
	}

	private void change(String statement) {
		this.database.sql(statement + " where merchant_id = $1").bind(0, this.desk.merchant().id()).then().block();
	}

}
