package dev.sluice.payments.admission;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** Who gets a place at a processor, and when it is free again. */
class ProcessorPlacesTests {

	private static final Duration PATIENCE = Duration.ofMinutes(1);

	private static final UUID MERCHANT = new UUID(0, 1);

	private static final UUID ANOTHER = new UUID(0, 2);

	/** In the order in which their calls began. */
	private final List<String> begun = new CopyOnWriteArrayList<>();

	@Test
	void aPlaceIsFreeBeforeTheAnswerIsHeard() {
		ProcessorPlaces places = new ProcessorPlaces(1, 1, 0, 0);

		Integer taken = places.call(MERCHANT, false, PATIENCE, Mono.just("answer"))
			.map((answer) -> places.taken())
			.block();

		assertThat(taken).isZero();
	}

	@Test
	void aCallThatFailsOrIsCancelledLeavesItsPlace() {
		ProcessorPlaces places = new ProcessorPlaces(1, 1, 0, 0);

		Mono<Object> failing = places.call(MERCHANT, false, PATIENCE, Mono.error(new IllegalStateException("late")));
		assertThatThrownBy(failing::block).hasMessage("late");
		Disposable call = places.call(MERCHANT, false, PATIENCE, Mono.never()).subscribe();
		assertThat(places.taken()).isOne();
		call.dispose();

		assertThat(places.taken()).isZero();
	}

	@Test
	void aMerchantLeavesPlacesToOthersAndRoomToWait() {
		ProcessorPlaces places = new ProcessorPlaces(4, 3, 4, 3);

		List<Sinks.Empty<Object>> flood = calls(places, MERCHANT, 6);

		assertThat(places.taken()).isEqualTo(3);
		assertThat(places.waiting()).isEqualTo(3);
		assertThatThrownBy(() -> places.call(MERCHANT, false, PATIENCE, Mono.empty()).block())
			.isInstanceOf(NoPlace.class);
		assertThat(places.call(ANOTHER, false, PATIENCE, Mono.just("done")).block()).isEqualTo("done");
		flood.forEach((end) -> end.tryEmitEmpty().orThrow());
		await().atMost(PATIENCE).until(() -> places.taken() == 0);
	}

	@Test
	void merchantsTakeTurns() {
		ProcessorPlaces places = new ProcessorPlaces(1, 1, 8, 8);
		Sinks.Empty<Object> before = calls(places, ANOTHER, 1).getFirst();
		List<Disposable> waiting = new ArrayList<>();
		for (int i = 0; i < 3; i++) {
			waiting.add(named(places, MERCHANT, "flood " + i, false));
		}
		waiting.add(named(places, ANOTHER, "other", false));
		waiting.add(named(places, ANOTHER, "recorded already", true));

		before.tryEmitEmpty().orThrow();

		await().atMost(PATIENCE).until(() -> this.begun.size() == waiting.size());
		assertThat(this.begun).containsExactly("flood 0", "recorded already", "flood 1", "other", "flood 2");
	}

	@Test
	void whoWaitsTooLongLeavesTheQueue() {
		ProcessorPlaces places = new ProcessorPlaces(1, 1, 8, 8);
		Sinks.Empty<Object> before = calls(places, MERCHANT, 1).getFirst();

		assertThatThrownBy(() -> places.call(MERCHANT, false, Duration.ofMillis(10), Mono.empty()).block())
			.isInstanceOf(NoPlace.class);

		assertThat(places.waiting()).isZero();
		before.tryEmitEmpty().orThrow();
		assertThat(places.taken()).isZero();
	}

	@Test
	void aPlaceThatIsKeptTooLongIsForOthersButNotWhileItIsCalledFrom() {
		ProcessorPlaces places = new ProcessorPlaces(1, 1, 8, 8);
		Place kept = new Place(MERCHANT);
		places.enter(kept, false, PATIENCE).block();
		places.lapse(kept);
		assertThat(places.begin(kept)).isFalse();
		assertThat(places.taken()).isZero();

		Place called = new Place(MERCHANT);
		places.enter(called, false, PATIENCE).block();
		assertThat(places.begin(called)).isTrue();
		places.lapse(called);
		assertThat(places.taken()).isOne();
		places.leave(called);
		places.leave(called);
		assertThat(places.taken()).isZero();
	}

	@Test
	void whoLeftBeforeItWasHisTurnToAskGetsNone() {
		ProcessorPlaces places = new ProcessorPlaces(1, 1, 8, 8);
		Place place = new Place(MERCHANT);
		Mono<Void> entering = places.enter(place, false, PATIENCE);

		places.leave(place);

		assertThatThrownBy(entering::block).isInstanceOf(NoPlace.class);
		assertThat(places.taken()).isZero();
	}

	@Test
	void noPlaceIsLostHoweverCallsEnd() {
		ProcessorPlaces places = new ProcessorPlaces(4, 3, 50, 40);
		AtomicInteger atOnce = new AtomicInteger();
		AtomicInteger most = new AtomicInteger();
		Mono<Long> work = Mono.using(() -> most.accumulateAndGet(atOnce.incrementAndGet(), Math::max),
				(begun) -> Mono.delay(Duration.ofMillis(ThreadLocalRandom.current().nextInt(3))),
				(ended) -> atOnce.decrementAndGet());

		var _ = Flux.range(0, 20_000)
			.flatMap((i) -> places
				.call(new UUID(0, i % 5), i % 7 == 0, Duration.ofMillis(ThreadLocalRandom.current().nextInt(1, 20)),
						work)
				.timeout(Duration.ofMillis(ThreadLocalRandom.current().nextInt(1, 20)), Mono.empty())
				.onErrorResume(NoPlace.class, (none) -> Mono.empty()), 60)
			.blockLast(PATIENCE);

		await().atMost(PATIENCE).until(() -> places.taken() == 0 && places.waiting() == 0);
		assertThat(most.get()).isBetween(1, 4);
	}

	private static List<Sinks.Empty<Object>> calls(ProcessorPlaces places, UUID merchant, int count) {
		List<Sinks.Empty<Object>> ends = new ArrayList<>();
		for (int i = 0; i < count; i++) {
			Sinks.Empty<Object> end = Sinks.empty();
			ends.add(end);
			var _ = places.call(merchant, false, PATIENCE, end.asMono()).subscribe();
		}
		return ends;
	}

	private Disposable named(ProcessorPlaces places, UUID merchant, String name, boolean first) {
		return places.call(merchant, first, PATIENCE, Mono.fromRunnable(() -> this.begun.add(name))).subscribe();
	}

}
