package dev.sluice.postgres.lookups;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.TimeUnit;

import dev.sluice.http.Problem;
import io.netty.util.concurrent.EventExecutor;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;

/**
 * Those who want a row, on one event loop: they wait for the end of its turn where no
 * statement is under way, else for the end of that; where that takes too long one more is
 * sent, so that nobody waits for what others wanted.
 */
final class Gathering<K, T> {

	private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

	private final EventExecutor loop;

	private final CombinedStatement<K, T> statement;

	private final int most;

	private final long bytes;

	private final LookupSettings settings;

	private final @Nullable Gathering<K, T> forLarge;

	/** Guarded by this, as is what follows. */
	private final Queue<Ask<K, T>> waiting = new ArrayDeque<>();

	/** What was sent last, until it has ended. */
	private @Nullable Round<K, T> underWay;

	/** When that was sent. */
	private long sent;

	/** Whether somebody looks at the end of this turn. */
	private boolean looking;

	/** Whether somebody looks once the patience has ended. */
	private boolean watching;

	/**
	 * Gathers on a loop.
	 * @param most how many go into a statement
	 * @param bytes how many a row may have
	 * @param forLarge where those go whose row has more; null where any may come
	 */
	Gathering(EventExecutor loop, CombinedStatement<K, T> statement, int most, long bytes, LookupSettings settings,
			@Nullable Gathering<K, T> forLarge) {
		this.loop = loop;
		this.statement = statement;
		this.most = most;
		this.bytes = bytes;
		this.settings = settings;
		this.forLarge = forLarge;
	}

	/** Whether it is that of the loop which is running. */
	boolean isHere() {
		return this.loop.inEventLoop();
	}

	void add(Ask<K, T> ask) {
		if (!enqueue(ask)) {
			ask.fail(overloaded());
		}
	}

	private synchronized boolean enqueue(Ask<K, T> ask) {
		if (this.waiting.size() >= this.settings.queueSize()) {
			return false;
		}
		this.waiting.add(ask);
		lookSoon();
		return true;
	}

	/** Whoever is looked after already is not a second time. */
	private void lookSoon() {
		if (this.underWay == null && !this.looking) {
			this.looking = true;
			this.loop.execute(() -> send(looked()));
		}
		else if (this.underWay != null && !this.watching) {
			this.watching = true;
			var _ = this.loop.schedule(() -> send(watched()), this.settings.patience().toNanos(), TimeUnit.NANOSECONDS);
		}
	}

	private synchronized @Nullable Round<K, T> looked() {
		this.looking = false;
		return next();
	}

	private synchronized @Nullable Round<K, T> watched() {
		this.watching = false;
		return next();
	}

	/** One that took long enough for others to be sent is not waited for any more. */
	private synchronized @Nullable Round<K, T> ended(Round<K, T> round) {
		if (this.underWay == round) {
			this.underWay = null;
		}
		return next();
	}

	/** Who goes into a statement now, if it is time for one. */
	private @Nullable Round<K, T> next() {
		List<Ask<K, T>> asks = isTime() ? take() : List.of();
		Round<K, T> round = asks.isEmpty() ? null : new Round<>(asks);
		if (round != null) {
			this.underWay = round;
			this.sent = System.nanoTime();
		}
		if (!this.waiting.isEmpty()) {
			lookSoon();
		}
		return round;
	}

	private boolean isTime() {
		return this.underWay == null || System.nanoTime() - this.sent >= this.settings.patience().toNanos();
	}

	private List<Ask<K, T>> take() {
		List<Ask<K, T>> asks = new ArrayList<>(Math.min(this.most, this.waiting.size()));
		while (asks.size() < this.most) {
			Ask<K, T> ask = this.waiting.poll();
			if (ask == null) {
				break;
			}
			if (!ask.isGone()) {
				asks.add(ask);
			}
		}
		return asks;
	}

	private void send(@Nullable Round<K, T> round) {
		if (round != null) {
			var _ = this.statement.run(round.asks, this.bytes).subscribe((none) -> {
			}, (error) -> end(round, error), () -> end(round, null));
		}
	}

	private void end(Round<K, T> round, @Nullable Throwable error) {
		if (this.loop.inEventLoop()) {
			tell(round, error);
		}
		else {
			this.loop.execute(() -> tell(round, error));
		}
	}

	/** Those who come next do not wait for what these make of it. */
	private void tell(Round<K, T> round, @Nullable Throwable error) {
		send(ended(round));
		for (Ask<K, T> ask : round.asks) {
			if (error != null) {
				ask.fail(error);
			}
			else if (ask.isLarge() && this.forLarge != null) {
				this.forLarge.add(ask);
			}
			else {
				ask.answer();
			}
		}
	}

	private static Problem overloaded() {
		return Problem.of(HttpStatus.SERVICE_UNAVAILABLE, "overloaded", "Too much is being read at once; try again.")
			.withRetryAfter(RETRY_AFTER);
	}

	/** Those of one statement. */
	private static final class Round<K, T> {

		private final List<Ask<K, T>> asks;

		Round(List<Ask<K, T>> asks) {
			this.asks = asks;
		}

	}

}
