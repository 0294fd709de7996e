package dev.sluice.destinations.consumers;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import dev.sluice.destinations.consumers.Counter.Found;
import dev.sluice.destinations.registry.Destination.Payload;
import dev.sluice.journal.Entry;
import dev.sluice.values.RawJson;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.scheduler.VirtualTimeScheduler;
import reactor.util.context.ContextView;

import static org.assertj.core.api.Assertions.assertThat;

/** Those who wait: looked for one at a time, and only when there may be something. */
class CounterTests {

	private static final Duration PAUSE = Duration.ofSeconds(1);

	private static final Duration LONGEST = Duration.ofHours(10);

	private static final Wanted WANTED = new Wanted(UUID.randomUUID(), UUID.randomUUID(), 1, Duration.ofMinutes(1));

	private static final Entry ENTRY = new Entry(1, UUID.randomUUID(), 1, "payment.captured", Instant.EPOCH, null,
			RawJson.of("{}".getBytes(StandardCharsets.UTF_8)));

	private final VirtualTimeScheduler time = VirtualTimeScheduler.create();

	private final List<Sinks.One<Found>> looks = new ArrayList<>();

	private final List<UUID> givenBack = new ArrayList<>();

	private final List<String> told = new ArrayList<>();

	private final Counter counter = new Counter(new Counter.Serving() {

		@Override
		public Mono<Found> serve(Wanted wanted, ContextView context) {
			Sinks.One<Found> look = Sinks.one();
			CounterTests.this.looks.add(look);
			return look.asMono();
		}

		@Override
		public void giveBack(Wanted wanted, UUID lease) {
			CounterTests.this.givenBack.add(lease);
		}

	}, this.time, PAUSE);

	@Test
	void looksForOneAtATimeAndForTheNextWhereSomethingWasFound() {
		var _ = come("first");
		var _ = come("second");
		this.time.advanceTime();
		assertThat(this.looks).hasSize(1);

		find(batch());
		this.time.advanceTime();

		assertThat(this.told).containsExactly("first has 1");
		assertThat(this.looks).hasSize(2);
	}

	@Test
	void looksNoFurtherWhereThereIsNothingUntilThereMayBe() {
		var _ = come("first");
		var _ = come("second");
		this.time.advanceTime();
		find(nothing(false, null));
		this.time.advanceTimeBy(PAUSE.multipliedBy(10));
		assertThat(this.looks).hasSize(1);

		this.counter.look();
		this.time.advanceTime();

		assertThat(this.looks).hasSize(2);
		assertThat(this.told).isEmpty();
	}

	@Test
	void restsALittleWhereThereWasNothingHoweverOftenItIsTold() {
		var _ = come("first");
		this.time.advanceTime();
		this.counter.look();
		find(nothing(false, null));
		this.counter.look();
		this.time.advanceTimeBy(PAUSE.minusMillis(1));
		assertThat(this.looks).hasSize(1);

		this.time.advanceTimeBy(Duration.ofMillis(1));

		assertThat(this.looks).hasSize(2);
	}

	@Test
	void looksAgainAtOnceWhereThereIsMoreAndWhenSomethingIsDue() {
		var _ = come("first");
		this.time.advanceTime();
		find(nothing(true, null));
		this.time.advanceTime();
		assertThat(this.looks).hasSize(2);
		find(nothing(false, Duration.ofSeconds(30)));
		this.time.advanceTimeBy(Duration.ofSeconds(30));
		assertThat(this.looks).hasSize(2);

		this.time.advanceTimeBy(Duration.ofMillis(1));

		assertThat(this.looks).hasSize(3);
	}

	@Test
	void keepsNobodyWhoDoesNotWantToWait() {
		var _ = come("first");
		this.time.advanceTime();
		var _ = come("impatient", false);
		find(nothing(false, null));
		this.time.advanceTimeBy(PAUSE);
		assertThat(this.looks).hasSize(2);
		assertThat(this.told).isEmpty();

		find(nothing(true, null));
		this.time.advanceTime();
		assertThat(this.told).isEmpty();
		find(nothing(false, null));

		assertThat(this.told).containsExactly("impatient has nothing");
	}

	@Test
	void remembersNothingOfThoseWhoAreGone() {
		Disposable first = come("first");
		this.time.advanceTime();
		find(nothing(false, Duration.ofHours(1)));
		first.dispose();

		Disposable second = come("second");
		this.time.advanceTimeBy(PAUSE);
		second.dispose();
		find(nothing(false, Duration.ofHours(1)));
		this.time.advanceTimeBy(Duration.ofHours(2));

		assertThat(this.looks).hasSize(2);
	}

	@Test
	void givesBackWhatWasFoundForSomebodyWhoIsGone() {
		Disposable first = come("first");
		var _ = come("second");
		this.time.advanceTime();
		first.dispose();
		Found found = batch();

		find(found);
		this.time.advanceTime();

		assertThat(this.givenBack).containsExactly(found.batch().orElseThrow().lease());
		assertThat(this.told).isEmpty();
		assertThat(this.looks).hasSize(2);
	}

	@Test
	void tellsWhoeverItWasLookedForWhatWentWrong() {
		var _ = come("first");
		var _ = come("second");
		this.time.advanceTime();

		this.looks.getLast().tryEmitError(new IllegalStateException("away")).orThrow();
		this.time.advanceTime();

		assertThat(this.told).containsExactly("first: away");
		assertThat(this.looks).hasSize(2);
	}

	@Test
	void sendsAwayWhoHasWaitedForLongEnoughAndGivesBackWhatIsFoundForHimThen() {
		var _ = come("first");
		this.time.advanceTime();
		this.time.advanceTimeBy(LONGEST);
		assertThat(this.told).containsExactly("first has nothing");
		Found found = batch();

		find(found);

		assertThat(this.givenBack).containsExactly(found.batch().orElseThrow().lease());
		assertThat(this.told).hasSize(1);
	}

	@Test
	void sendsAllAway() {
		var _ = come("first");
		var _ = come("second");

		this.counter.close();

		assertThat(this.told).containsExactly("first has nothing", "second has nothing");
	}

	private Disposable come(String name) {
		return come(name, true);
	}

	private Disposable come(String name, boolean patient) {
		return this.counter.await(WANTED, patient, LONGEST)
			.map((batch) -> " has " + batch.events().size())
			.defaultIfEmpty(" has nothing")
			.subscribe((what) -> this.told.add(name + what),
					(error) -> this.told.add(name + ": " + error.getMessage()));
	}

	private void find(Found found) {
		this.looks.getLast().tryEmitValue(found).orThrow();
	}

	private static Found nothing(boolean more, @Nullable Duration nextDue) {
		return new Found(Optional.empty(), more, nextDue);
	}

	private static Found batch() {
		return new Found(Optional.of(new Batch(UUID.randomUUID(), Instant.now(), Payload.FULL, List.of(ENTRY))), false,
				null);
	}

}
