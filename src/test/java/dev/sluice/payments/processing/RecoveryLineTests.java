package dev.sluice.payments.processing;

import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;

import dev.sluice.merchants.MerchantId;
import dev.sluice.pace.Pace;
import dev.sluice.payments.leases.DueOperations.Due;
import dev.sluice.payments.leases.DueOperations.Taken;
import dev.sluice.payments.leases.DueOperations.Wanted;
import dev.sluice.payments.leases.PendingOperations.Pending;
import dev.sluice.payments.words.OperationId;
import dev.sluice.payments.words.PaymentId;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** How much of what is due is taken over at once, and when. */
class RecoveryLineTests {

	private static final int PLACES = 16;

	private final MerchantId merchant = new MerchantId(UUID.randomUUID());

	private final AtomicInteger looks = new AtomicInteger();

	private final Queue<Work> underWay = new ConcurrentLinkedQueue<>();

	private int due = 1_000;

	private final RecoveryLine line = new RecoveryLine("simulator", this::takeOver,
			new RecoveryLine.Limits(PLACES, PLACES, 100), pace(), () -> false, this::work);

	@Test
	void takesOverManyTogetherAsCallsEnd() {
		this.line.look();
		assertThat(this.underWay).hasSize(PLACES);
		int before = this.looks.get();
		for (int i = 0; i < 8 * PLACES; i++) {
			endOne();
		}
		assertThat(this.looks.get() - before).isLessThanOrEqualTo(4 * PLACES);
		await().until(() -> this.underWay.size() == PLACES);
	}

	@Test
	void oneFreePlaceIsTakenInAMomentWhileTheOthersHang() {
		this.line.look();
		for (int i = 1; i <= 3; i++) {
			endOne();
			await().until(() -> this.underWay.size() == PLACES);
		}
	}

	@Test
	void whatIsDueLaterIsFoundByTheNextLook() {
		this.due = 3;
		this.line.look();
		assertThat(this.underWay).hasSize(3);
		this.due = 2;
		this.line.look();
		assertThat(this.underWay).hasSize(5);
	}

	/** What is being taken over by another thread is there in a moment. */
	private void endOne() {
		if (this.underWay.isEmpty()) {
			await().until(() -> !this.underWay.isEmpty());
		}
		this.underWay.remove().end();
	}

	private synchronized Mono<Taken> takeOver(Wanted asked, Consumer<Taken> begin) {
		this.looks.incrementAndGet();
		int count = Math.min(this.due, asked.most());
		this.due -= count;
		List<Due> taken = IntStream.range(0, count).mapToObj((i) -> due()).toList();
		return Mono.just(new Taken(taken, Wanted.FIRST)).doOnNext(begin);
	}

	private Due due() {
		Pending operation = new Pending(this.merchant, new PaymentId(UUID.randomUUID()),
				new OperationId(UUID.randomUUID()), "simulator", List.of(), 1, Duration.ZERO, null);
		return new Due(operation, () -> {
			throw new IllegalStateException("nobody reads it");
		});
	}

	private Mono<Void> work(Due operation, RecoveryLine.Call call) {
		Sinks.Empty<Void> end = Sinks.empty();
		this.underWay.add(() -> end.tryEmitEmpty().orThrow());
		return end.asMono();
	}

	/** One that has answered always, so that it allows all there is. */
	private static Pace pace() {
		Pace pace = new Pace(PLACES, Duration.ofHours(1), Duration.ofHours(1), System::nanoTime);
		IntStream.range(0, PLACES).forEach((i) -> pace.answered());
		return pace;
	}

	/** What is done about an operation, until it ends. */
	private interface Work {

		void end();

	}

}
