package dev.sluice.memory;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;

import dev.sluice.http.Problem;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;

import org.springframework.util.unit.DataSize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * The memory that answers share: who gets how much of it, who waits and who is refused.
 */
class AnswerMemoryTests {

	private static final long MB = 1024 * 1024;

	private static final UUID MERCHANT = new UUID(0, 1);

	private static final UUID ANOTHER = new UUID(0, 2);

	private static final UUID A_THIRD = new UUID(0, 3);

	private static final int CROWD = 20_000;

	private static final Duration PATIENCE = Duration.ofSeconds(30);

	/** Of 8 MB, of which a merchant gets 4. */
	private final AnswerMemory memory = memory(Duration.ofMillis(50));

	@Test
	void givesWhatIsAskedForAndTakesItBackWhenTheRequestHasEnded() {
		Holding holding = request();

		assertThat(take(holding, MERCHANT, 2 * MB)).isEqualTo(2 * MB);
		holding.resize(MB / 2);
		assertThat(this.memory.taken()).isEqualTo(MB / 2);
		holding.end();
		assertThat(this.memory.taken()).isZero();

		holding.resize(MB);
		assertThat(take(holding, MERCHANT, MB)).isZero();
		assertThat(this.memory.taken()).as("after the end").isZero();
	}

	@Test
	void givesLessWhereACallerHasItsShare() {
		assertThat(take(request(), MERCHANT, 4 * MB)).isEqualTo(4 * MB);

		assertThat(take(request(), MERCHANT, 2 * MB)).isEqualTo(MemoryLedger.SHORT);
		assertThat(take(request(), ANOTHER, MB)).isEqualTo(MB);
	}

	@Test
	void leavesSomethingForSingleItems() {
		while (canTake(request(), MERCHANT, MemoryLedger.SHORT)) {
			assertThat(this.memory.taken()).isLessThan(8 * MB);
		}

		assertThat(this.memory.taken()).isEqualTo(5 * MB);
		assertThat(take(request(), MERCHANT, MemoryLedger.ITEM)).isEqualTo(MemoryLedger.ITEM);
	}

	@Test
	void refusesWhoWaitedTooLong() {
		while (canTake(request(), MERCHANT, MemoryLedger.SHORT)) {
			assertThat(this.memory.taken()).isLessThan(8 * MB);
		}

		assertThatThrownBy(() -> take(request(), MERCHANT, 2 * MB)).isInstanceOfSatisfying(Problem.class,
				(problem) -> assertThat(problem).hasMessageContaining("read at once"));
	}

	@Test
	void servesWhoWaitsWhenSomethingIsGivenBack() {
		AnswerMemory patient = memory(PATIENCE);
		Holding large = quiet(patient);
		assertThat(patient.await(large, MERCHANT, 6 * MB).block(PATIENCE)).isSameAs(large);
		Holding next = quiet(patient);
		List<Holding> served = new ArrayList<>();
		Disposable waiting = patient.await(next, MERCHANT, MB).subscribe(served::add);

		assertThat(served).isEmpty();
		large.end();
		assertThat(served).containsExactly(next);
		assertThat(next.bytes()).isEqualTo(MemoryLedger.SHORT);
		waiting.dispose();
	}

	@Test
	void servesACrowdOfWhichEachMakesRoomForTheNext() {
		Holding large = request();
		assertThat(this.memory.await(large, MERCHANT, 6 * MB).block(PATIENCE)).isSameAs(large);
		List<Holding> served = new ArrayList<>();
		for (int i = 0; i < CROWD; i++) {
			Disposable _ = this.memory.await(request(), MERCHANT, MB).subscribe((next) -> {
				served.add(next);
				next.end();
			});
		}
		assertThat(served).isEmpty();

		large.end();

		assertThat(served).hasSize(CROWD);
		assertThat(this.memory.taken()).isZero();
	}

	@Test
	void servesAnotherCallerPastTheCrowdOfOne() {
		Holding large = request();
		assertThat(this.memory.await(large, MERCHANT, 6 * MB).block(PATIENCE)).isSameAs(large);
		List<UUID> served = new ArrayList<>();
		for (int i = 0; i < CROWD; i++) {
			Disposable _ = this.memory.await(request(), MERCHANT, MB).subscribe((next) -> served.add(MERCHANT));
		}
		assertThat(served).isEmpty();

		Disposable _ = this.memory.await(request(), ANOTHER, MB).subscribe((next) -> served.add(ANOTHER));

		assertThat(served).containsExactly(ANOTHER);
	}

	@Test
	void forgetsWhoNoLongerWaits() {
		AnswerMemory patient = memory(PATIENCE);
		Holding large = quiet(patient);
		assertThat(patient.await(large, MERCHANT, 6 * MB).block(PATIENCE)).isSameAs(large);
		Holding next = quiet(patient);
		Disposable waiting = patient.await(next, MERCHANT, MB).subscribe();

		waiting.dispose();
		large.end();
		assertThat(patient.taken()).isZero();
	}

	@Test
	void abandonsWhoseReaderTakesNothing() throws Exception {
		List<String> ended = new ArrayList<>();
		AnswerMemory strict = new AnswerMemory(
				new MemorySettings(DataSize.ofMegabytes(8), 50, 10, PATIENCE, Duration.ofMillis(1), PATIENCE, PATIENCE),
				new SimpleMeterRegistry());
		Holding deaf = strict.open(() -> ended.add("deaf"));
		Holding idle = strict.open(() -> ended.add("idle"));
		assertThat(strict.await(deaf, MERCHANT, MB).block(PATIENCE)).isSameAs(deaf);
		assertThat(strict.await(idle, MERCHANT, MB).block(PATIENCE)).isSameAs(idle);
		idle.clear();
		Thread.sleep(10);

		strict.abandonTheDeaf();

		assertThat(ended).containsExactly("deaf");
	}

	@Test
	void isNotHeldByTheDeafWhereOthersWaitForIt() throws Exception {
		List<Holding> ended = new ArrayList<>();
		AnswerMemory crowded = memory(PATIENCE, Duration.ofMillis(1));
		Holding deaf = deaf(crowded, MERCHANT, 4 * MB, ended);
		Holding another = deaf(crowded, ANOTHER, 3 * MB, ended);
		Thread.sleep(10);
		crowded.abandonTheDeaf();
		assertThat(ended).as("while nobody waits").isEmpty();

		List<UUID> served = new ArrayList<>();
		Disposable _ = crowded.await(quiet(crowded), A_THIRD, MB).subscribe((next) -> served.add(A_THIRD));
		crowded.abandonTheDeaf();

		assertThat(ended).as("as many as are in the way of who waits").containsExactly(deaf);
		assertThat(served).containsExactly(A_THIRD);
		crowded.abandonTheDeaf();
		assertThat(ended).doesNotContain(another);
	}

	@Test
	void isNotTakenFromOthersForACallerWhoHasItsShare() throws Exception {
		List<Holding> ended = new ArrayList<>();
		AnswerMemory crowded = memory(PATIENCE, Duration.ofMillis(1));
		Holding _ = deaf(crowded, ANOTHER, MB, ended);
		Thread.sleep(2);
		Holding own = deaf(crowded, MERCHANT, 5 * MB, ended);
		Thread.sleep(10);
		Disposable _ = crowded.await(quiet(crowded), MERCHANT, MB).subscribe();

		crowded.abandonTheDeaf();

		assertThat(ended).containsExactly(own);
	}

	/** It is the gateway that is slow then, not the reader. */
	@Test
	void isLeftToWhatIsStillBeingMade() throws Exception {
		List<Holding> ended = new ArrayList<>();
		AnswerMemory crowded = memory(PATIENCE, Duration.ofMillis(1));
		Holding slow = crowded.open(() -> ended.add(quiet(crowded)));
		assertThat(crowded.await(slow, MERCHANT, 7 * MB).block(PATIENCE)).isSameAs(slow);
		Disposable _ = crowded.await(quiet(crowded), ANOTHER, MB).subscribe();
		Thread.sleep(10);

		crowded.abandonTheDeaf();

		assertThat(ended).isEmpty();
	}

	@Test
	void isGivenToOneCallerAfterTheOther() {
		AnswerMemory patient = memory(PATIENCE);
		List<Holding> full = new ArrayList<>();
		while (patient.taken() < 7 * MB) {
			Holding next = quiet(patient);
			assertThat(patient.await(next, new UUID(1, full.size()), MemoryLedger.SHORT).block(PATIENCE)).isNotNull();
			full.add(next);
		}
		List<UUID> served = new ArrayList<>();
		for (UUID caller : List.of(MERCHANT, MERCHANT, MERCHANT, ANOTHER, ANOTHER)) {
			Disposable _ = patient.await(quiet(patient), caller, MB).subscribe((next) -> served.add(caller));
		}

		full.subList(0, 5).forEach(Holding::end);

		assertThat(served).containsExactly(MERCHANT, ANOTHER, MERCHANT, ANOTHER, MERCHANT);
	}

	private static AnswerMemory memory(Duration wait) {
		return memory(wait, PATIENCE);
	}

	private static AnswerMemory memory(Duration wait, Duration crowdedTakeTimeout) {
		return new AnswerMemory(
				new MemorySettings(DataSize.ofMegabytes(8), 50, 10, wait, PATIENCE, crowdedTakeTimeout, PATIENCE),
				new SimpleMeterRegistry());
	}

	private static Holding quiet(AnswerMemory memory) {
		return memory.open(() -> {
		});
	}

	/** Has been given so much, of which its reader takes nothing. */
	private static Holding deaf(AnswerMemory memory, UUID caller, long bytes, List<Holding> ended) {
		AtomicReference<Holding> self = new AtomicReference<>();
		Holding deaf = memory.open(() -> {
			ended.add(self.get());
			self.get().end();
		});
		self.set(deaf);
		assertThat(memory.await(deaf, caller, MemoryLedger.SHORT).block(PATIENCE)).isSameAs(deaf);
		deaf.resize(bytes);
		return deaf;
	}

	private Holding request() {
		return quiet(this.memory);
	}

	private boolean canTake(Holding holding, UUID caller, long bytes) {
		try {
			return take(holding, caller, bytes) > 0;
		}
		catch (Problem ex) {
			return false;
		}
	}

	private long take(Holding request, UUID caller, long bytes) {
		Holding given = this.memory.take(caller, bytes)
			.contextWrite((context) -> context.put(Holding.class, request))
			.block(PATIENCE);
		assertThat(given).isSameAs(request);
		return request.bytes();
	}

}
