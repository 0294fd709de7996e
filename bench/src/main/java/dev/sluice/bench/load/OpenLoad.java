package dev.sluice.bench.load;

import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Sends requests at a fixed rate, whatever becomes of them, from one thread. How long one
 * took counts from when it was to be sent, so that what had to wait for a place is not
 * left out.
 */
public final class OpenLoad implements AutoCloseable {

	private static final long NAP = TimeUnit.MICROSECONDS.toNanos(50);

	private final Selector selector = Selector.open();

	private final List<Exchange> exchanges = new ArrayList<>();

	private final Queue<Exchange> idle = new ArrayDeque<>();

	private final Tally tally;

	private final long period;

	private long due;

	private int underWay;

	/**
	 * Opens the connections.
	 * @param connections at most so many requests are under way; the next ones wait
	 * @param rate requests per second
	 */
	public OpenLoad(int port, int connections, Requests requests, double rate) throws IOException {
		this.tally = new Tally(requests);
		this.period = Math.round(1e9 / rate);
		for (int i = 0; i < connections; i++) {
			this.exchanges.add(new Exchange(port, this.selector, requests));
		}
		this.idle.addAll(this.exchanges);
	}

	/** As {@link HttpLoad#run}; what was due and could not even be sent is an error. */
	public LoadSlice run(double settle, double seconds, Runnable atBegin, Runnable atEnd) throws IOException {
		this.due = System.nanoTime();
		until(settle);
		this.tally.restart();
		atBegin.run();
		long start = System.nanoTime();
		until(seconds);
		this.tally.unsent(Math.max(0, (System.nanoTime() - this.due) / this.period));
		LoadSlice slice = this.tally.slice((System.nanoTime() - start) / 1e9);
		atEnd.run();
		this.tally.restart();
		this.due = Long.MAX_VALUE;
		long patience = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
		while (this.underWay > 0 && System.nanoTime() < patience) {
			this.selector.select(this::serve, 10);
		}
		return slice;
	}

	private void until(double seconds) throws IOException {
		long end = System.nanoTime() + (long) (seconds * 1e9);
		for (long now = System.nanoTime(); now < end; now = System.nanoTime()) {
			for (Exchange next = this.idle.peek(); next != null && this.due <= now; next = this.idle.peek()) {
				this.idle.remove();
				this.underWay++;
				next.send(this.due);
				this.due += this.period;
			}
			if (this.selector.selectNow(this::serve) == 0) {
				LockSupport.parkNanos(NAP);
			}
		}
	}

	private void serve(SelectionKey key) {
		Exchange exchange = (Exchange) key.attachment();
		try {
			int status = exchange.receive();
			if (status >= 0) {
				this.tally.answered(exchange, status, System.nanoTime());
				this.underWay--;
				exchange.done();
				this.idle.add(exchange);
			}
		}
		catch (IOException ex) {
			this.tally.failed(ex.toString());
			this.underWay--;
			key.cancel();
		}
	}

	@Override
	public void close() throws IOException {
		for (Exchange exchange : this.exchanges) {
			exchange.close();
		}
		this.selector.close();
	}

}
