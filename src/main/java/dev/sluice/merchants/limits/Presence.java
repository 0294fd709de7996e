package dev.sluice.merchants.limits;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/**
 * Whether Redis is there. Once it failed somebody it is away, and nobody asks it but one
 * who looks for it, by what failed before, until that succeeds.
 */
final class Presence implements Disposable {

	private static final Logger log = LoggerFactory.getLogger(Presence.class);

	private static final Duration FIRST_LOOK = Duration.ofMillis(200);

	private final Duration longestPause;

	private final AtomicReference<State> state = new AtomicReference<>(State.NEW);

	private final Disposable.Swap look = Disposables.swap();

	/**
	 * It is not known yet whether it is there.
	 * @param longestPause between two looks for it
	 */
	Presence(Duration longestPause) {
		this.longestPause = longestPause;
	}

	boolean isThere() {
		return this.state.get() == State.THERE;
	}

	/** Looks for it the first time. */
	void seek(Supplier<Mono<?>> attempt) {
		var _ = this.look.update(Mono.defer(attempt).doOnError((error) -> {
			boolean _ = notThere(State.NEW, error);
		})
			.retryWhen(Retry.backoff(Long.MAX_VALUE, FIRST_LOOK).maxBackoff(this.longestPause))
			.subscribe((found) -> found()));
	}

	/**
	 * It failed somebody.
	 * @param attempt what failed, to be tried until it succeeds; errors where it does not
	 */
	void failed(Throwable error, Supplier<Mono<?>> attempt) {
		if (notThere(State.THERE, error)) {
			seek(() -> Mono.defer(attempt).delaySubscription(FIRST_LOOK));
		}
	}

	private boolean notThere(State before, Throwable error) {
		boolean changed = this.state.compareAndSet(before, State.AWAY);
		if (changed) {
			log.warn("Redis does not answer, so this instance counts requests for itself: {}", error.toString());
		}
		return changed;
	}

	private void found() {
		this.state.set(State.THERE);
		log.info("Redis answers, and requests are counted together with those of other instances");
	}

	@Override
	public void dispose() {
		this.look.dispose();
	}

	/** What is known of it. */
	private enum State {

		/** Nothing, just after the start. */
		NEW,

		/** It answers. */
		THERE,

		/** It does not. */
		AWAY

	}

}
