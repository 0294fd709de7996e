package dev.sluice.client;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import dev.sluice.client.connection.Limits;

/**
 * That a command which is told to end (Ctrl-C) is interrupted, and has a while to undo
 * what it has begun, before the process is gone.
 */
final class OrderlyEnd implements AutoCloseable {

	/** Of two payments, each with a request that is not answered at its end. */
	private static final int PARTS = 3;

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

	private void end(Thread command, Limits limits) {
		command.interrupt();
		try {
			var _ = this.over.await(limits.patience().multipliedBy(PARTS).toNanos(), TimeUnit.NANOSECONDS);
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
