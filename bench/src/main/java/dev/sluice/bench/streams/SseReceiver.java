package dev.sluice.bench.streams;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

import dev.sluice.bench.gateway.Schema;
import dev.sluice.bench.gateway.Wire;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.SingleWriterRecorder;

/**
 * Reads many event streams on one thread and checks that every id is the one after the
 * last. It looks for {@code \nid:}, and skips most of the bytes in between.
 */
final class SseReceiver implements AutoCloseable, Runnable {

	private static final byte[] MARK = Wire.ascii("\nid:");

	/** Where {@code event: position} and {@code event: payment.…} differ. */
	private static final int POSITION = 9;

	/** More connections than this from one address and there may be no ports left. */
	private static final int PER_ADDRESS = 20_000;

	/** What a frame may be shorter than the shortest one so far. */
	private static final int TOLERANCE = 64;

	private final Selector selector = Selector.open();

	private final ByteBuffer buffer = ByteBuffer.allocateDirect(256 * 1024);

	private final Stream[] streams;

	private final AckTimes acks;

	private final Thread thread;

	private int shortest = Integer.MAX_VALUE;

	private volatile long deliveries;

	private volatile long bytes;

	private volatile long slowest;

	private volatile long holes;

	private volatile long repeats;

	private volatile long ended;

	private volatile int open;

	private volatile boolean recording;

	private volatile String refusal = "";

	private final SingleWriterRecorder latencies = new SingleWriterRecorder(TimeUnit.MINUTES.toNanos(5), 3);

	/**
	 * Opens streams that start now.
	 * @param head the newest position, so that each is to begin with the next
	 */
	SseReceiver(int port, int count, long head, AckTimes acks) throws Exception {
		this.acks = acks;
		this.slowest = head;
		this.streams = new Stream[count];
		byte[] request = Wire.ascii("GET /v1/events HTTP/1.1\r\nHost: 127.0.0.1:" + port + "\r\nAuthorization: Bearer "
				+ Schema.KEY + "\r\nAccept: text/event-stream\r\n\r\n");
		this.thread = Thread.ofPlatform().daemon().name("receiver").unstarted(this);
		for (int i = 0; i < count; i++) {
			this.streams[i] = new Stream(port, i, head, request);
			if (i % 50 == 49) {
				this.selector.select(this::read, 1);
			}
		}
		this.thread.start();
		long patience = System.nanoTime() + TimeUnit.SECONDS.toNanos(120);
		while (this.open < count) {
			if (System.nanoTime() > patience || this.ended > 0) {
				throw new IllegalStateException(this.open + " of " + count + " streams opened, " + this.ended
						+ " were closed; " + this.refusal);
			}
			Thread.sleep(20);
		}
	}

	long deliveries() {
		return this.deliveries;
	}

	long bytes() {
		return this.bytes;
	}

	/** The last position that every stream has seen. */
	long slowest() {
		return this.slowest;
	}

	String faults() {
		return this.holes + " missing, " + this.repeats + " repeated, " + this.ended + " streams ended";
	}

	long holes() {
		return this.holes;
	}

	long repeats() {
		return this.repeats;
	}

	/** Records how late events are from now on, and forgets what was before. */
	void record() {
		this.latencies.reset();
		this.recording = true;
	}

	/** What was recorded, and no more of it. */
	Histogram recorded() {
		this.recording = false;
		return this.latencies.getIntervalHistogram();
	}

	@Override
	public void run() {
		try {
			long lookAgain = 0;
			while (!Thread.interrupted()) {
				this.selector.select(this::read, 1);
				if (System.nanoTime() > lookAgain) {
					findSlowest();
					lookAgain = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(2);
				}
			}
		}
		catch (IOException | java.nio.channels.ClosedSelectorException ex) {
			// The end.
		}
	}

	private void findSlowest() {
		long least = Long.MAX_VALUE;
		for (Stream stream : this.streams) {
			least = Math.min(least, stream.last);
		}
		this.slowest = least;
	}

	private void read(SelectionKey key) {
		Stream stream = (Stream) key.attachment();
		try {
			this.buffer.clear();
			int count = stream.channel.read(this.buffer);
			if (count < 0) {
				throw new IOException("The stream has ended");
			}
			this.bytes = this.bytes + count;
			stream.take(count);
		}
		catch (IOException ex) {
			this.ended = this.ended + 1;
			key.cancel();
		}
	}

	@Override
	public void close() throws Exception {
		this.thread.interrupt();
		this.thread.join();
		for (Stream stream : this.streams) {
			stream.channel.close();
		}
		this.selector.close();
	}

	/** One stream, and how far it is. */
	private final class Stream {

		private final SocketChannel channel;

		private boolean greeted;

		private volatile long last;

		private int skip;

		private int matched;

		private long number;

		private int type;

		private int sinceId = -1;

		Stream(int port, int index, long head, byte[] request) throws IOException {
			this.last = head;
			this.channel = SocketChannel.open();
			this.channel.bind(new InetSocketAddress("127.0.0." + (1 + index / PER_ADDRESS), 0));
			this.channel.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
			this.channel.write(ByteBuffer.wrap(request));
			this.channel.configureBlocking(false);
			this.channel.register(SseReceiver.this.selector, SelectionKey.OP_READ, this);
		}

		/**
		 * The number of bytes since the last id is counted, to learn how long frames are.
		 */
		void take(int count) throws IOException {
			if (!this.greeted) {
				greet(count);
			}
			ByteBuffer in = SseReceiver.this.buffer;
			long now = SseReceiver.this.recording ? System.nanoTime() : 0;
			int found = 0;
			int i = 0;
			while (i < count) {
				if (this.skip > 0) {
					int step = Math.min(this.skip, count - i);
					this.skip -= step;
					this.sinceId += step;
					i += step;
					continue;
				}
				byte letter = in.get(i++);
				if (this.sinceId >= 0) {
					this.sinceId++;
				}
				if (this.matched < MARK.length) {
					this.matched = (letter == MARK[this.matched]) ? this.matched + 1 : (letter == '\n') ? 1 : 0;
				}
				else if (this.matched > MARK.length) {
					// An id that no event or data follows only says how far the stream
					// is, as does an event of that name.
					this.type = (letter == 'e' || this.type > 0) ? this.type + 1 : 0;
					if ((this.type == 0) ? letter == 'd' : this.type == POSITION && letter != 'o') {
						found++;
						id(now);
					}
					else if (this.type == 0 || this.type == POSITION) {
						this.matched = (letter == '\n') ? 1 : 0;
						this.number = 0;
						this.sinceId = -1;
						this.type = 0;
					}
				}
				else if (letter >= '0' && letter <= '9') {
					this.number = 10 * this.number + letter - '0';
				}
				else if (letter != ' ') {
					this.matched++;
				}
			}
			if (found > 0) {
				SseReceiver.this.deliveries = SseReceiver.this.deliveries + found;
			}
		}

		private void greet(int count) throws IOException {
			int status = Wire.status(SseReceiver.this.buffer, 0);
			if (status != 200) {
				byte[] text = new byte[count];
				SseReceiver.this.buffer.get(0, text);
				SseReceiver.this.refusal = new String(text, StandardCharsets.UTF_8);
				throw new IOException("The stream was refused");
			}
			this.greeted = true;
			SseReceiver.this.open = SseReceiver.this.open + 1;
		}

		private void id(long now) {
			long id = this.number;
			if (id > this.last + 1) {
				SseReceiver.this.holes = SseReceiver.this.holes + id - this.last - 1;
			}
			else if (id <= this.last) {
				SseReceiver.this.repeats = SseReceiver.this.repeats + 1;
			}
			this.last = Math.max(id, this.last);
			if (now != 0) {
				SseReceiver.this.latencies.recordValue(SseReceiver.this.acks.age(id, now));
			}
			if (this.sinceId > 0) {
				SseReceiver.this.shortest = Math.min(SseReceiver.this.shortest, this.sinceId);
			}
			this.number = 0;
			this.matched = 0;
			this.type = 0;
			this.sinceId = 0;
			this.skip = (SseReceiver.this.shortest == Integer.MAX_VALUE) ? 0
					: Math.max(0, SseReceiver.this.shortest - TOLERANCE);
		}

	}

}
