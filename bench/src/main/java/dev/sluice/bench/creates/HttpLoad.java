package dev.sluice.bench.creates;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import dev.sluice.bench.gateway.Schema;
import dev.sluice.bench.gateway.Wire;
import org.HdrHistogram.Histogram;

/**
 * Creates payments over connections that are kept, one request at a time on each, from
 * one thread. Requests are bytes that were built before; only the idempotency key and the
 * reference in them are new.
 */
final class HttpLoad implements AutoCloseable {

	private static final int LETTERS = 16;

	private final Selector selector = Selector.open();

	private final List<Connection> connections = new ArrayList<>();

	private final byte[] request;

	private final int keyAt;

	private final int referenceAt;

	private long sequence;

	private boolean sending;

	private int underWay;

	private long good;

	private long bad;

	private String firstError = "";

	private Histogram latencies = histogram();

	HttpLoad(int port, int connections, int run) throws IOException {
		String head = "POST /v1/payments HTTP/1.1\r\nHost: 127.0.0.1:" + port + "\r\nAuthorization: Bearer "
				+ Schema.KEY + "\r\nContent-Type: application/json\r\nPrefer: respond-async\r\nIdempotency-Key: key-"
				+ "#".repeat(LETTERS) + "\r\nContent-Length: " + Schema.BODY.length() + "\r\n\r\n";
		this.request = Wire.ascii(head + Schema.BODY);
		this.keyAt = head.indexOf('#');
		this.referenceAt = head.length() + Schema.BODY.indexOf('#');
		this.sequence = ((long) run << 36) + (System.currentTimeMillis() / 1000 << 44);
		for (int i = 0; i < connections; i++) {
			this.connections.add(new Connection(port));
		}
	}

	/**
	 * What a slice came to.
	 *
	 * @param count the requests that were answered as they should
	 * @param errors all others
	 * @param seconds between the first and the last look at the counters
	 */
	record Slice(long count, long errors, double seconds, Histogram latencies, String firstError) {
	}

	/**
	 * Sends for a while, looks at the counters at its begin and end, and waits for what
	 * is under way.
	 * @param settle how long to send before the first look
	 */
	Slice run(double settle, double seconds, Runnable atBegin, Runnable atEnd) throws IOException {
		this.sending = true;
		for (Connection connection : this.connections) {
			connection.send();
		}
		until(settle);
		this.good = 0;
		this.bad = 0;
		this.latencies = histogram();
		atBegin.run();
		long start = System.nanoTime();
		until(seconds);
		double took = (System.nanoTime() - start) / 1e9;
		long count = this.good;
		Slice slice = new Slice(count, this.bad, took, this.latencies, this.firstError);
		atEnd.run();
		this.latencies = histogram();
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

	private void serve(SelectionKey key) {
		Connection connection = (Connection) key.attachment();
		try {
			connection.receive();
		}
		catch (IOException ex) {
			this.bad++;
			this.underWay--;
			this.firstError = this.firstError.isEmpty() ? ex.toString() : this.firstError;
			key.cancel();
		}
	}

	private static Histogram histogram() {
		return new Histogram(TimeUnit.SECONDS.toNanos(60), 3);
	}

	@Override
	public void close() throws IOException {
		for (Connection connection : this.connections) {
			connection.channel.close();
		}
		this.selector.close();
	}

	/** One connection with its own copy of the request. */
	private final class Connection {

		private final SocketChannel channel;

		private final ByteBuffer out = ByteBuffer.allocateDirect(HttpLoad.this.request.length);

		private final ByteBuffer in = ByteBuffer.allocateDirect(16 * 1024);

		private long sentAt;

		Connection(int port) throws IOException {
			this.channel = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
			this.channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
			this.channel.configureBlocking(false);
			this.channel.register(HttpLoad.this.selector, SelectionKey.OP_READ, this);
			this.out.put(HttpLoad.this.request);
		}

		void send() throws IOException {
			long id = HttpLoad.this.sequence++;
			for (int i = LETTERS - 1; i >= 0; i--) {
				byte letter = (byte) ('a' + (id & 15));
				this.out.put(HttpLoad.this.keyAt + i, letter);
				this.out.put(HttpLoad.this.referenceAt + i, letter);
				id >>>= 4;
			}
			this.out.clear();
			this.sentAt = System.nanoTime();
			HttpLoad.this.underWay++;
			while (this.out.hasRemaining()) {
				this.channel.write(this.out);
			}
		}

		void receive() throws IOException {
			if (this.channel.read(this.in) < 0) {
				throw new IOException("The gateway closed the connection");
			}
			if (Wire.end(this.in, 0) < 0) {
				return;
			}
			int status = Wire.status(this.in, 0);
			if (status == 201 || status == 202) {
				HttpLoad.this.good++;
			}
			else {
				HttpLoad.this.bad++;
				if (HttpLoad.this.firstError.isEmpty()) {
					byte[] text = new byte[Math.min(700, this.in.position())];
					this.in.get(0, text);
					HttpLoad.this.firstError = new String(text, java.nio.charset.StandardCharsets.UTF_8);
				}
			}
			HttpLoad.this.latencies
				.recordValue(Math.min(System.nanoTime() - this.sentAt, TimeUnit.SECONDS.toNanos(60)));
			HttpLoad.this.underWay--;
			this.in.clear();
			if (HttpLoad.this.sending) {
				send();
			}
		}

	}

}
