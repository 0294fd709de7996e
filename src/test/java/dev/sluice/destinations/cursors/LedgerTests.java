package dev.sluice.destinations.cursors;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import dev.sluice.destinations.registry.Destination.Payload;
import dev.sluice.destinations.registry.Destination.Status;
import dev.sluice.journal.Entry;
import dev.sluice.journal.EntryPage;
import dev.sluice.journal.Selection;
import dev.sluice.values.RawJson;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Sinks;
import reactor.test.scheduler.VirtualTimeScheduler;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/** When it is written down what has come of a round, and when not any more. */
class LedgerTests {

	private static final Duration LONG = Duration.ofSeconds(1);

	private final VirtualTimeScheduler time = VirtualTimeScheduler.create();

	private final Window window = new Window(0, Map.of());

	private final OneByOne changes = new OneByOne(() -> {
	}, (fault) -> {
		throw new AssertionError(fault);
	});

	/** How far it had come each time that it was written down. */
	private final List<Long> cursors = new ArrayList<>();

	private final List<Optional<Instant>> written = new ArrayList<>();

	private final List<Throwable> lost = new ArrayList<>();

	private Sinks.One<Optional<Instant>> answer = Sinks.one();

	private final Ledger ledger = new Ledger(this.window, new Tally(standing(), settings()), 0, this.changes,
			(progress) -> {
				this.cursors.add(progress.cursor());
				this.answer = Sinks.one();
				return this.answer.asMono();
			}, this.time);

	@BeforeEach
	void begin() {
		List<Entry> entries = new ArrayList<>();
		for (int position = 1; position <= 10; position++) {
			entries.add(new Entry(position, new UUID(0, position), 1, "thing.happened", Instant.EPOCH, null,
					RawJson.of("{}".getBytes(StandardCharsets.UTF_8))));
		}
		this.window.add(new EntryPage(entries, entries.size(), false));
	}

	@Test
	void writesNothingWhereNothingHasCome() {
		keep(false);

		assertThat(this.cursors).isEmpty();
		assertThat(this.ledger.isComplete()).isTrue();
	}

	@Test
	void writesAtOnceWhereNoMoreWillCome() {
		arrive();
		keep(false);
		assertThat(this.cursors).containsExactly(1L);
		assertThat(this.ledger.isWriting()).isTrue();

		say(Instant.EPOCH);

		assertThat(this.written).containsExactly(Optional.of(Instant.EPOCH));
		assertThat(this.ledger.isWriting()).isFalse();
		assertThat(this.ledger.isComplete()).isTrue();
	}

	@Test
	void writesWhatComesTogether() {
		arrive();
		keep(true);
		arrive();
		keep(true);
		assertThat(this.cursors).isEmpty();

		this.time.advanceTimeBy(LONG);

		assertThat(this.cursors).containsExactly(2L);
	}

	@Test
	void waitsNoLongerWhereNoMoreWillCome() {
		arrive();
		keep(true);
		arrive();
		keep(false);
		assertThat(this.cursors).containsExactly(2L);

		say(Instant.EPOCH);
		this.time.advanceTimeBy(LONG);

		assertThat(this.cursors).containsExactly(2L);
	}

	@Test
	void waitsAgainForWhatComesLater() {
		for (long time = 1; time <= 3; time++) {
			arrive();
			keep(true);
			assertThat(this.cursors).hasSize((int) time - 1);
			this.time.advanceTimeBy(LONG);
			assertThat(this.cursors).hasSize((int) time);
			say(Instant.EPOCH);
		}
	}

	@Test
	void writesOneTimeAfterTheOther() {
		arrive();
		keep(false);
		arrive();
		keep(false);
		assertThat(this.cursors).containsExactly(1L);

		say(Instant.EPOCH);
		assertThat(this.ledger.isComplete()).isFalse();
		keep(false);

		assertThat(this.cursors).containsExactly(1L, 2L);
	}

	@Test
	void writesNothingMoreOnceItIsClosed() {
		arrive();
		keep(true);
		this.ledger.close();
		this.time.advanceTimeBy(LONG);
		keep(false);

		assertThat(this.cursors).isEmpty();
		assertThat(this.ledger.isWriting()).isFalse();
		assertThat(this.ledger.isComplete()).as("nothing is waited for").isTrue();
	}

	@Test
	void tellsWhatCouldNotBeWritten() {
		arrive();
		keep(false);

		this.answer.emitError(new IllegalStateException("away"), Sinks.EmitFailureHandler.FAIL_FAST);

		assertThat(this.lost).hasSize(1);
		assertThat(this.written).isEmpty();
		assertThat(this.ledger.isWriting()).isFalse();
	}

	private void arrive() {
		this.window.arrived(Objects.requireNonNull(this.window.next()));
	}

	private void keep(boolean more) {
		this.changes.happens(() -> this.ledger.keep(more, this.written::add, this.lost::add));
	}

	private void say(Instant changedAt) {
		this.answer.emitValue(Optional.of(changedAt), Sinks.EmitFailureHandler.FAIL_FAST);
	}

	private static Standing standing() {
		return new Standing(UUID.randomUUID(), UUID.randomUUID(), UUID.randomUUID(), 1, Status.ACTIVE,
				"https://shop.example", new Selection(Set.of(), Optional.empty()), Payload.FULL, List.of(), 0, 0, 10,
				Map.of(), false, Instant.EPOCH);
	}

	private static CourierSettings settings() {
		return new Binder(new MapConfigurationPropertySource(Map.of())).bindOrCreate("sluice.destinations",
				CourierSettings.class);
	}

}
