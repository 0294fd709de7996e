package dev.sluice.bench.destinations;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import dev.sluice.bench.gateway.Wire;
import dev.sluice.bench.programs.Processes;

/**
 * Takes whatever is posted on one thread, answers 204 at once, and knows by the
 * {@code webhook-id} what has come.
 */
final class WebhookReceiver implements AutoCloseable, Runnable {

	private static final byte[] ANSWER = Wire.ascii("HTTP/1.1 204 No Content\r\n\r\n");

	private static final byte[] MARK = Wire.ascii("\r\nwebhook-id: ");

	private static final int LARGEST = 64 * 1024;

	private final Selector selector = Selector.open();

	private final ServerSocketChannel server = ServerSocketChannel.open();

	private final ByteBuffer answer = ByteBuffer.allocateDirect(ANSWER.length).put(ANSWER);

	private volatile Map<String, Inbox> inboxes = new ConcurrentHashMap<>();

	private volatile int distinct;

	private volatile long first;

	private volatile long last;

	WebhookReceiver() throws IOException {
		this.server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1024);
		this.server.configureBlocking(false);
		this.server.register(this.selector, SelectionKey.OP_ACCEPT);
		Thread.ofPlatform().daemon().name("webhook-receiver").start(this);
		Processes.closeAtEnd(this);
	}

	int port() {
		return this.server.socket().getLocalPort();
	}

	/** Forgets everything; nothing may be under way. */
	void clear() {
		this.inboxes = new ConcurrentHashMap<>();
		this.distinct = 0;
		this.first = 0;
	}

	/** What has come for a destination; empty before the first. */
	Inbox inbox(String destination) {
		return this.inboxes.getOrDefault(destination, new Inbox());
	}

	/** The one that there is. */
	Inbox anyInbox() {
		return this.inboxes.values().iterator().next();
	}

	/** How many deliveries have come, each counted once. */
	int distinct() {
		return this.distinct;
	}

	/** From the first to the last one that was new. */
	double seconds() {
		return (this.last - this.first) / 1e9;
	}

	/** Waits until so many have come. */
	void await(int deliveries) throws InterruptedException {
		int before = -1;
		for (int patience = 0; this.distinct < deliveries; patience++) {
			if (patience > 30_000) {
				throw new IllegalStateException(this.distinct + " of " + deliveries + " deliveries have come");
			}
			if (before != this.distinct) {
				before = this.distinct;
				patience = 0;
			}
			Thread.sleep(1);
		}
	}

	@Override
	public void run() {
		try {
			while (this.selector.isOpen()) {
				this.selector.select(this::serve, 200);
			}
		}
		catch (IOException | ClosedSelectorException ex) {
			// The end.
		}
	}

	private void serve(SelectionKey key) {
		try {
			if (key.isAcceptable()) {
				SocketChannel channel = this.server.accept();
				channel.configureBlocking(false);
				channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
				channel.register(this.selector, SelectionKey.OP_READ, ByteBuffer.allocateDirect(LARGEST));
				return;
			}
			SocketChannel channel = (SocketChannel) key.channel();
			ByteBuffer buffer = (ByteBuffer) key.attachment();
			if (channel.read(buffer) < 0) {
				channel.close();
				return;
			}
			int end = Wire.end(buffer, 0);
			if (end > 0) {
				take(buffer, end);
				buffer.clear();
				channel.write(this.answer.flip());
			}
		}
		catch (IOException ex) {
			key.cancel();
		}
	}

	/** Before it is answered, so that what was answered is counted. */
	@SuppressWarnings("NonAtomicOperationOnVolatileField")
	private void take(ByteBuffer buffer, int end) {
		String id = id(buffer, end);
		int split = id.lastIndexOf('_');
		Inbox inbox = this.inboxes.computeIfAbsent(id.substring(0, split), (destination) -> new Inbox());
		int before = inbox.distinct();
		if (inbox.take(Integer.parseInt(id, split + 1, id.length(), 10))) {
			byte[] message = new byte[end];
			buffer.get(0, message);
			inbox.keep(message);
		}
		if (inbox.distinct() != before) {
			this.last = System.nanoTime();
			if (this.first == 0) {
				this.first = this.last;
			}
			this.distinct++;
		}
	}

	private static String id(ByteBuffer buffer, int end) {
		int matched = 0;
		for (int i = 0; i < end; i++) {
			byte letter = buffer.get(i);
			matched = (letter == MARK[matched]) ? matched + 1 : (letter == '\r') ? 1 : 0;
			if (matched == MARK.length) {
				int from = i + 1;
				int to = from;
				while (buffer.get(to) != '\r') {
					to++;
				}
				byte[] id = new byte[to - from];
				buffer.get(from, id);
				return new String(id, StandardCharsets.ISO_8859_1);
			}
		}
		throw new IllegalStateException("Something was posted without a webhook-id");
	}

	@Override
	public void close() throws IOException {
		this.selector.close();
		this.server.close();
	}

}
