package dev.sluice.postgres;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

import io.netty.util.Timeout;
import io.netty.util.Timer;
import reactor.core.Disposable;

/**
 * How long an answer may take. Each statement starts it and hardly any runs into it,
 * which is what a wheel of timers is made for.
 *
 * @param timer runs what is to be done when an answer is late
 * @param limit from the question to the end of the answer, while the database is there
 * @param circuit whether it is there
 */
record AnswerLimit(Timer timer, Duration limit, Circuit circuit) {

	/**
	 * Has something done at the limit, or once the database is away, unless it is
	 * disposed of before.
	 */
	Disposable start(Runnable late) {
		Disposable waiting = this.circuit.await(late);
		Timeout timeout = this.timer.newTimeout((same) -> late.run(), this.limit.toMillis(), TimeUnit.MILLISECONDS);
		return () -> {
			boolean _ = timeout.cancel();
			waiting.dispose();
		};
	}

}
