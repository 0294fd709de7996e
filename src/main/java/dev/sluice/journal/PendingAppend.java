package dev.sluice.journal;

import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * An append on its way, and who waits for its outcome. Whoever stops waiting does not
 * stop it.
 *
 * @param <S> the state of a subject
 * @param since when it came, by the clock of this machine that never goes back
 */
record PendingAppend<S>(Append<S> append, long since, Sinks.One<Long> outcome) {

	static <S> PendingAppend<S> of(Append<S> append) {
		return new PendingAppend<>(append, System.nanoTime(), Sinks.one());
	}

	Mono<Long> result() {
		return this.outcome.asMono();
	}

	void end(Outcome ended) {
		Sinks.EmitResult _ = switch (ended) {
			case Outcome.Appended(long position) -> this.outcome.tryEmitValue(position);
			case Outcome.Failed(Throwable error) -> this.outcome.tryEmitError(error);
			case Outcome.Busy _ -> throw new IllegalStateException("It is not over for what is to be tried again");
		};
	}

	/** What became of an append. */
	sealed interface Outcome {

		/** It is durable. */
		record Appended(long position) implements Outcome {
		}

		/**
		 * Nothing was written: somebody else has the merchant's journal locked, or a row
		 * behind it.
		 *
		 * @param apart whether it is to be waited for, apart from other merchants
		 */
		record Busy(boolean apart) implements Outcome {
		}

		/** It was refused, or could not be written. */
		record Failed(Throwable error) implements Outcome {
		}

	}

}
