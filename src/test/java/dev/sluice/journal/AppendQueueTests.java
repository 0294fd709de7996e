package dev.sluice.journal;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;

import dev.sluice.journal.PendingAppend.Outcome;
import dev.sluice.values.RawJson;
import org.junit.jupiter.api.Test;

import org.springframework.util.unit.DataSize;

import static org.assertj.core.api.Assertions.assertThat;

/** Who is in the next batch when there are many merchants. */
class AppendQueueTests {

	private static final UUID HOT = merchant(1000);

	private static final UUID NOBODY = merchant(0);

	private final AppendQueue queue = new AppendQueue(settings(8, 1000));

	@Test
	void takesWhatIsReadyOfAllMerchantsTogether() {
		add(HOT, 2, 10);
		add(merchant(1), 1, 10);
		add(merchant(2), 1, 10);

		assertThat(next()).isEqualTo("1: 1, 2: 1, 1000: 2");
		assertThat(this.queue.next()).isNull();
	}

	@Test
	void givesWhatSomeLeaveToWhoHasMore() {
		add(HOT, 100, 10);
		add(merchant(1), 1, 10);

		assertThat(next()).isEqualTo("1: 1, 1000: 7");
	}

	@Test
	void givesEachItsShareWhereThereIsNotRoomForAll() {
		add(HOT, 100, 10);
		add(merchant(1), 100, 10);
		add(merchant(2), 1, 10);

		assertThat(next()).isEqualTo("1: 2, 2: 1, 1000: 5");
	}

	@Test
	void isInTurnWhereThereAreMoreMerchantsThanPlaces() {
		for (int i = 1; i <= 20; i++) {
			add(merchant(i), 3, 10);
		}

		assertThat(next()).isEqualTo("1: 1, 2: 1, 3: 1, 4: 1, 5: 1, 6: 1, 7: 1, 8: 1");
		assertThat(next()).isEqualTo("9: 1, 10: 1, 11: 1, 12: 1, 13: 1, 14: 1, 15: 1, 16: 1");
		assertThat(next()).isEqualTo("17: 2, 18: 2, 19: 2, 20: 2");
		assertThat(this.queue.next()).as("all of them are being committed").isNull();
	}

	@Test
	void beginsTheNextTimeWithWhomItHadNoBytesFor() {
		for (int i = 1; i <= 4; i++) {
			add(merchant(i), 1, 400);
		}

		assertThat(next()).isEqualTo("1: 1, 2: 1");
		add(merchant(5), 1, 400);
		assertThat(next()).isEqualTo("3: 1, 4: 1");
		assertThat(next()).isEqualTo("5: 1");
	}

	@Test
	void triesAFewTimesAndThenApartWhatSomebodyElseHasLocked() {
		add(HOT, 3, 10);
		add(merchant(1), 1, 10);
		AppendBatch<?> batch = Objects.requireNonNull(this.queue.next());
		assertThat(text(batch)).isEqualTo("1: 1, 1000: 3");
		add(HOT, 1, 10);
		end(batch, HOT);

		add(merchant(2), 1, 10);
		batch = Objects.requireNonNull(this.queue.next());
		assertThat(text(batch)).isEqualTo("2: 1, 1000: 4");
		end(batch, HOT);
		end(Objects.requireNonNull(this.queue.next()), HOT);

		assertThat(this.queue.hasReady()).isFalse();
		batch = Objects.requireNonNull(this.queue.nextContended());
		assertThat(text(batch)).isEqualTo("1000: 4");
		add(HOT, 1, 10);
		end(batch, NOBODY);
		assertThat(this.queue.hasContended()).isFalse();
		assertThat(next()).isEqualTo("1000: 1");
	}

	@Test
	void leavesApartWhatMetALockBehindItsJournalUntilSomethingOfItIsWritten() {
		add(HOT, 1, 10);
		end(Objects.requireNonNull(this.queue.next()), HOT, new Outcome.Busy(true));

		assertThat(this.queue.hasReady()).isFalse();
		end(Objects.requireNonNull(this.queue.nextContended()), HOT,
				new Outcome.Failed(new IllegalStateException("not in time")));
		add(HOT, 1, 10);
		assertThat(this.queue.hasReady()).isFalse();
		end(Objects.requireNonNull(this.queue.nextContended()), NOBODY);
		add(HOT, 1, 10);
		assertThat(next()).isEqualTo("1000: 1");
	}

	@Test
	void knowsWhenABatchIsFull() {
		add(HOT, 7, 10);
		assertThat(this.queue.fillsABatch()).isFalse();
		add(merchant(1), 1, 10);
		assertThat(this.queue.fillsABatch()).isTrue();

		AppendBatch<?> batch = Objects.requireNonNull(this.queue.next());
		assertThat(this.queue.fillsABatch()).isFalse();
		end(batch, HOT);
		add(merchant(1), 1, 10);
		assertThat(this.queue.fillsABatch()).isTrue();
		this.queue.drop(0, (merchant, pending) -> {
		});
		assertThat(this.queue.fillsABatch()).isFalse();
	}

	@Test
	void forgetsWhomNothingIsLeftOf() {
		add(HOT, 1, 10);
		List<UUID> dropped = new ArrayList<>();
		this.queue.drop(0, (merchant, pending) -> dropped.add(merchant));

		assertThat(dropped).containsExactly(HOT);
		assertThat(this.queue.next()).isNull();
		assertThat(this.queue.hasReady()).isFalse();
		add(HOT, 1, 10);
		assertThat(next()).isEqualTo("1000: 1");
	}

	private String next() {
		return text(Objects.requireNonNull(this.queue.next()));
	}

	/** How many of whom. */
	private static String text(AppendBatch<?> batch) {
		return batch.appends()
			.stream()
			.collect(Collectors.groupingBy((append) -> append.merchantId().getLeastSignificantBits(),
					Collectors.counting()))
			.entrySet()
			.stream()
			.sorted(Map.Entry.comparingByKey())
			.map((entry) -> entry.getKey() + ": " + entry.getValue())
			.collect(Collectors.joining(", "));
	}

	private <S> void end(AppendBatch<S> batch, UUID busy) {
		end(batch, busy, new Outcome.Busy(false));
	}

	/** The others were appended. */
	private <S> void end(AppendBatch<S> batch, UUID whom, Outcome outcome) {
		List<Outcome> outcomes = batch.appends()
			.stream()
			.map((append) -> append.merchantId().equals(whom) ? outcome : new Outcome.Appended(1))
			.toList();
		batch.split(outcomes, this.queue::end);
	}

	private void add(UUID merchant, int count, int bytes) {
		for (int i = 0; i < count; i++) {
			this.queue.add(new AppendLane.Key<>(merchant, Subjects.ACCEPTED),
					PendingAppend.of(new Append<>(merchant, UUID.randomUUID(), 1, "test.happened", Instant.EPOCH,
							RawJson.of(new byte[0]), RawJson.of(new byte[bytes]), null, "state", false)));
		}
	}

	private static UUID merchant(int number) {
		return new UUID(0, number);
	}

	private static JournalSettings settings(int batchSize, int batchBytes) {
		Duration time = Duration.ofSeconds(1);
		return new JournalSettings(batchSize, DataSize.ofBytes(batchBytes), 4096, null, 50, time, 4, time, time, time,
				time, 1);
	}

}
