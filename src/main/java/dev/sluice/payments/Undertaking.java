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
		var _ = recording.flatMap((done) -> {
			var _ = begun.recorded.tryEmitValue(done);
			return settling.apply(done);
		}).contextWrite(signals).subscribe((outcome) -> {
			var _ = begun.settled.tryEmitValue(outcome);
		}, begun::fail, () -> {
			var _ = begun.settled.tryEmitEmpty();
		});
		return begun;
	}

	/** Who was told already that it is recorded is not told otherwise. */
	private void fail(Throwable error) {
		log.debug("Answered to the caller", error);
		var _ = this.recorded.tryEmitError(error);
		var _ = this.settled.tryEmitError(error);
	}

	/**
	 * What was recorded, or why nothing was; never empty where the recording is not. A
	 * cancel ends nothing but the waiting.
	 */
	Mono<R> recorded() {
		return this.recorded.asMono();
	}

	/** What came of it, as the settling; or the recording's error. As well. */
	Mono<S> settled() {
		return this.settled.asMono();
	}

}
