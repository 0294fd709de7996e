package dev.sluice.http.load;

import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.Timer;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * How long what is ready waits for one of the threads that do all the work: looked at
 * again and again, by work of its own that has nothing to do. It is the least of the last
 * few waits that counts, so that it takes a queue that stands, not a moment's pause.
 */
final class Pulse {

	private static final int LOOKS = 5;

	private final EventExecutor thread;

	private final long interval;

	private final Timer lags;

	/** Belongs to the thread. */
	private final long[] waits = new long[LOOKS];

	private int next;

	private volatile long standing;

	private volatile boolean stopped;

	private volatile @Nullable Future<?> look;

	Pulse(EventExecutor thread, Duration interval, Timer lags) {
		this.lags = lags;
		this.thread = thread;
		this.interval = interval.toNanos();
	}

	void start() {
		look(System.nanoTime() + this.interval);
	}

	/** In nanoseconds. */
	long standing() {
		return this.standing;
	}

	private void look(long due) {
		if (!this.stopped) {
			this.look = this.thread.schedule(() -> {
				long now = System.nanoTime();
				long wait = Math.max(0, now - due);
				this.lags.record(wait, TimeUnit.NANOSECONDS);
				this.waits[this.next] = wait;
				this.next = (this.next + 1) % LOOKS;
				this.standing = Arrays.stream(this.waits).min().orElse(0);
				look(now + this.interval);
			}, due - System.nanoTime(), TimeUnit.NANOSECONDS);
		}
	}

	void stop() {
		this.stopped = true;
		Future<?> last = this.look;
		if (last != null) {
			boolean _ = last.cancel(false);
		}
	}

}
