package dev.sluice.client;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import dev.sluice.client.connection.Limits;

/**
 * That a command which is told to end (Ctrl-C) is interrupted, and has a while to undo
 * what it has begun, before the process is gone.
 */
final class OrderlyEnd implements AutoCloseable {

	/** Which may be to be undone. */
	private static final int PAYMENTS = 2;

	/** Of a payment, which are not cut short: it is found, looked at, and let go. */
	private static final int LAST_REQUESTS = 3;

	private final CountDownLatch over = new CountDownLatch(1);

	private final Thread hook;

	private OrderlyEnd(Thread command, Limits limits) {
		this.hook = new Thread(() -> end(command, limits), "orderly-end");
	}

	/** Of what this thread does until it is closed. */
	static OrderlyEnd ofThisThread(Limits limits) {
		OrderlyEnd end = new OrderlyEnd(Thread.currentThread(), limits);
		Runtime.getRuntime().addShutdownHook(end.hook);
		return end;
	}

	/** A pause may begin at the end of the patience, and the last requests after it. */
	private static Duration longest(Limits limits) {
		return limits.patience()
			.plus(limits.longestPause())
			.plus(limits.answer().multipliedBy(LAST_REQUESTS))
			.multipliedBy(PAYMENTS);
	}

	private void end(Thread command, Limits limits) {
		command.interrupt();
		try {
			var _ = this.over.await(longest(limits).toNanos(), TimeUnit.NANOSECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	@Override
	public void close() {
		this.over.countDown();
		try {
			var _ = Runtime.getRuntime().removeShutdownHook(this.hook);
		}
		catch (IllegalStateException ex) {
			// The process is ending already.
		}
	}

}
