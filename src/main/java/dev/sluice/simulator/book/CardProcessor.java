package dev.sluice.simulator.book;

import dev.sluice.simulator.callbacks.Callbacks;
import dev.sluice.simulator.issuer.RecordedOperation;
import dev.sluice.simulator.issuer.SimulatedOperation;
import dev.sluice.simulator.issuer.TestCard;
import dev.sluice.simulator.issuer.Verdict;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Does what it is asked for, and tells by callbacks what ended later. A caller that hangs
 * up does not stop what it asked for.
 */
public class CardProcessor {

	private final SimulatorBook book;

	private final Callbacks callbacks;

	private final BookSettings settings;

	private final DeadlineSettings deadlines;

	CardProcessor(SimulatorBook book, Callbacks callbacks, BookSettings settings, DeadlineSettings deadlines) {
		this.book = book;
		this.callbacks = callbacks;
		this.settings = settings;
		this.deadlines = deadlines;
	}

	/**
	 * Does an operation, once.
	 * @return how it stands now, when that is durable; errors as
	 * {@link SimulatorBook#execute}
	 */
	public Mono<RecordedOperation> execute(SimulatedOperation asked) {
		return Mono.defer(() -> Mono.fromFuture(this.book.execute(asked).flatMap(this::answer).toFuture(), true))
			.delayUntil((done) -> done.isNew() ? slowness(done.operation()) : Mono.empty())
			.map(SimulatorBook.Done::operation);
	}

	/** An operation as it stands now; empty where nothing is known of it. */
	public Mono<RecordedOperation> find(String operation) {
		return this.book.find(operation).flatMap(this::current);
	}

	/**
	 * Ends a challenge. A second ending, and one that comes too late, find what it came
	 * to.
	 */
	public Mono<RecordedOperation> endChallenge(String operation, Verdict verdict) {
		return this.book.settleInTime(operation, Deadline.ofChallenge(this.deadlines), verdict)
			.doOnNext(this.callbacks::endedLater)
			.switchIfEmpty(find(operation));
	}

	/** Ends what has waited for as long as it may; emits what was ended. */
	Flux<RecordedOperation> endDue() {
		return Flux.just(Deadline.ofPending(this.deadlines), Deadline.ofChallenge(this.deadlines))
			.concatMap((deadline) -> this.book.settleDue(deadline, this.settings.sweepSize()))
			.concatMapIterable((ended) -> ended)
			.doOnNext(this.callbacks::endedLater);
	}

	private Mono<SimulatorBook.Done> answer(SimulatorBook.Done done) {
		if (!done.isNew()) {
			return current(done.operation()).map((operation) -> new SimulatorBook.Done(operation, false, null));
		}
		this.callbacks.endedAtOnce(done.operation());
		RecordedOperation givenUp = done.ended();
		if (givenUp != null) {
			this.callbacks.endedLater(givenUp);
		}
		return Mono.just(done);
	}

	/** An operation is due by its age, also where this process did not see it. */
	private Mono<RecordedOperation> current(RecordedOperation operation) {
		return Mono.justOrEmpty(Deadline.of(operation.status(), this.deadlines))
			.flatMap((deadline) -> this.book.settleDue(operation.operation(), deadline)
				.doOnNext(this.callbacks::endedLater)
				.switchIfEmpty(this.book.find(operation.operation())))
			.defaultIfEmpty(operation);
	}

	private Mono<Long> slowness(RecordedOperation operation) {
		return (operation.card() == TestCard.SLOW) ? Mono.delay(this.settings.slowDelay()) : Mono.empty();
	}

}
