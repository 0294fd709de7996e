package dev.sluice.simulator;

import java.time.Duration;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Does what it is asked for, and tells by callbacks what ended later. A caller that hangs
 * up does not stop what it asked for.
 */
class CardProcessor {

	private final SimulatorBook book;

	private final Callbacks callbacks;

	private final SimulationSettings settings;

	CardProcessor(SimulatorBook book, Callbacks callbacks, SimulationSettings settings) {
		this.book = book;
		this.callbacks = callbacks;
		this.settings = settings;
	}

	/**
	 * Does an operation, once.
	 * @return how it stands now, when that is durable; errors as
	 * {@link SimulatorBook#execute}
	 */
	Mono<RecordedOperation> execute(SimulatedOperation asked) {
		return Mono.defer(() -> Mono.fromFuture(this.book.execute(asked).flatMap(this::answer).toFuture(), true))
			.delayUntil((done) -> done.isNew() ? slowness(done.operation()) : Mono.empty())
			.map(SimulatorBook.Done::operation);
	}

	/** An operation as it stands now; empty where nothing is known of it. */
	Mono<RecordedOperation> find(String operation) {
		return this.book.find(operation).flatMap(this::current);
	}

	/** Ends a challenge; a second ending finds what the first came to. */
	Mono<RecordedOperation> endChallenge(String operation, Verdict verdict) {
		return settle(operation, OperationStatus.ACTION_REQUIRED, Duration.ZERO, verdict)
			.switchIfEmpty(find(operation));
	}

	/** Ends what has been pending long enough; emits what was ended. */
	Flux<RecordedOperation> endDue() {
		return this.book.pendingFor(this.settings.pendingDelay(), this.settings.sweepSize())
			.collectList()
			.flatMapIterable((due) -> due)
			.concatMap(this::endPending);
	}

	private Mono<SimulatorBook.Done> answer(SimulatorBook.Done done) {
		if (!done.isNew()) {
			return current(done.operation()).map((operation) -> new SimulatorBook.Done(operation, false));
		}
		this.callbacks.endedAtOnce(done.operation());
		return Mono.just(done);
	}

	/** A pending operation is due by its age, also where this process did not see it. */
	private Mono<RecordedOperation> current(RecordedOperation operation) {
		return (operation.status() == OperationStatus.PENDING)
				? endPending(operation.operation()).defaultIfEmpty(operation) : Mono.just(operation);
	}

	private Mono<RecordedOperation> endPending(String operation) {
		return settle(operation, OperationStatus.PENDING, this.settings.pendingDelay(), Verdict.APPROVED);
	}

	private Mono<RecordedOperation> settle(String operation, OperationStatus from, Duration age, Verdict verdict) {
		return this.book.settle(operation, from, age, verdict).doOnNext(this.callbacks::endedLater);
	}

	private Mono<Long> slowness(RecordedOperation operation) {
		return (operation.card() == TestCard.SLOW) ? Mono.delay(this.settings.slowDelay()) : Mono.empty();
	}

}
