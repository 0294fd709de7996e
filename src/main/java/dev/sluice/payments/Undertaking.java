package dev.sluice.payments;

import java.util.function.Function;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.util.context.Context;

/**
 * Work of two steps that has begun, and goes on whether or not somebody still waits for
 * it.
 *
 * @param <R> what is recorded
 * @param <S> what comes of it
 */
final class Undertaking<R, S> {

	private static final Logger log = LoggerFactory.getLogger(Undertaking.class);

	private final Sinks.One<R> recorded = Sinks.one();

	private final Sinks.One<S> settled = Sinks.one();

	private Undertaking() {
	}

	/**
	 * Begins at once.
	 * @param settling what is done with what was recorded
	 * @param signals what goes with the signals of both
	 */
	static <R, S> Undertaking<R, S> begin(Mono<R> recording, Function<R, Mono<S>> settling,
			Function<Context, Context> signals) {
		Undertaking<R, S> begun = new Undertaking<>();
		var _ = recording.contextWrite(signals).subscribe((done) -> {
			var _ = begun.recorded.tryEmitValue(done);
			settle(settling.apply(done).contextWrite(signals), begun.settled);
		}, begun::fail, begun::endWithNothing);
		return begun;
	}

	/**
	 * That may take long, for many at once: until it has ended it holds nothing of how it
	 * was recorded.
	 */
	private static <S> void settle(Mono<S> settling, Sinks.One<S> settled) {
		var _ = settling.subscribe((outcome) -> {
			var _ = settled.tryEmitValue(outcome);
		}, (error) -> fail(settled, error), () -> {
			var _ = settled.tryEmitEmpty();
		});
	}

	/** Who was told already that it is recorded is not told otherwise. */
	private void fail(Throwable error) {
		var _ = this.recorded.tryEmitError(error);
		fail(this.settled, error);
	}

	private static void fail(Sinks.One<?> settled, Throwable error) {
		log.debug("It did not come to its end", error);
		var _ = settled.tryEmitError(error);
	}

	private void endWithNothing() {
		if (this.recorded.tryEmitEmpty().isSuccess()) {
			var _ = this.settled.tryEmitEmpty();
		}
	}

	/**
	 * What was recorded, or why nothing was; empty where the recording is. A cancel ends
	 * nothing but the waiting.
	 */
	Mono<R> recorded() {
		return this.recorded.asMono();
	}

	/**
	 * What came of it, as the settling; or the recording's error, and empty where that
	 * is. As well.
	 */
	Mono<S> settled() {
		return this.settled.asMono();
	}

}
