package dev.sluice.bench.load;

import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Sends requests over connections that are kept, one at a time on each, from one thread:
 * the next one as soon as the last was answered.
 */
public final class HttpLoad implements AutoCloseable {

	private final Selector selector = Selector.open();

	private final List<Exchange> exchanges = new ArrayList<>();

	private final Tally tally;

	private boolean sending;

	private int underWay;

	public HttpLoad(int port, int connections, Requests requests) throws IOException {
		this.tally = new Tally(requests);
		for (int i = 0; i < connections; i++) {
			this.exchanges.add(new Exchange(port, this.selector, requests));
		}
	}

	/**
	 * Sends for a while, looks at the counters at its begin and end, and waits for what
	 * is under way.
	 * @param settle how long to send before the first look
	 */
	public LoadSlice run(double settle, double seconds, Runnable atBegin, Runnable atEnd) throws IOException {
		this.sending = true;
		for (Exchange exchange : this.exchanges) {
			send(exchange);
		}
		until(settle);
		this.tally.restart();
		atBegin.run();
		long start = System.nanoTime();
		until(seconds);
		LoadSlice slice = this.tally.slice((System.nanoTime() - start) / 1e9);
		atEnd.run();
		this.tally.restart();
		this.sending = false;
		long patience = System.nanoTime() + TimeUnit.SECONDS.toNanos(15);
		while (this.underWay > 0 && System.nanoTime() < patience) {
			this.selector.select(this::serve, 100);
		}
		if (this.underWay > 0) {
			throw new IllegalStateException(this.underWay + " requests were not answered in time");
		}
		return slice;
	}

	private void until(double seconds) throws IOException {
		long end = System.nanoTime() + (long) (seconds * 1e9);
		while (System.nanoTime() < end) {
			this.selector.select(this::serve, 10);
		}
	}

	private void send(Exchange exchange) throws IOException {
		this.underWay++;
		exchange.send(System.nanoTime());
	}

	private void serve(SelectionKey key) {
		Exchange exchange = (Exchange) key.attachment();
		try {
			int status = exchange.receive();
			if (status < 0) {
				return;
			}
			this.tally.answered(exchange, status, System.nanoTime());
			this.underWay--;
			exchange.done();
			if (this.sending) {
				send(exchange);
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
