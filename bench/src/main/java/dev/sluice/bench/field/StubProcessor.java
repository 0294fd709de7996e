package dev.sluice.bench.field;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.Queue;

import dev.sluice.bench.gateway.Wire;
import dev.sluice.bench.programs.Processes;

/**
 * A card processor that approves of everything: at once, or of as many calls as it is
 * allowed to.
 */
public final class StubProcessor implements AutoCloseable, Runnable {

	private static final String BODY = "{\"status\":\"approved\"}";

	private static final byte[] ANSWER = Wire
		.ascii("HTTP/1.1 201 Created\r\nContent-Type: application/json\r\nContent-Length: " + BODY.length() + "\r\n\r\n"
				+ BODY);

	private final Selector selector = Selector.open();

	private final ServerSocketChannel server = ServerSocketChannel.open();

	private final Queue<Caller> held = new ArrayDeque<>();

	private volatile long allowed = Long.MAX_VALUE;

	private volatile long answered;

	public StubProcessor() throws IOException {
		this.server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1024);
		this.server.configureBlocking(false);
		this.server.register(this.selector, SelectionKey.OP_ACCEPT);
		Thread.ofPlatform().daemon().name("stub-processor").start(this);
		Processes.closeAtEnd(this);
	}

	public int port() {
		return this.server.socket().getLocalPort();
	}

	long answered() {
		return this.answered;
	}

	/** Answers so many calls in all since its start, and holds the rest. */
	void allow(long calls) {
		this.allowed = calls;
		this.selector.wakeup();
	}

	/** Answers everything at once. */
	void release() {
		allow(Long.MAX_VALUE);
	}

	@Override
	public void run() {
		try {
			while (this.selector.isOpen()) {
				this.selector.select(this::serve, 200);
				while (this.answered < this.allowed && !this.held.isEmpty()) {
					answer(this.held.poll());
				}
			}
		}
		catch (IOException | java.nio.channels.ClosedSelectorException ex) {
			// The end.
		}
	}

	private void serve(SelectionKey key) {
		try {
			if (key.isAcceptable()) {
				SocketChannel channel = this.server.accept();
				channel.configureBlocking(false);
				channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
				channel.register(this.selector, SelectionKey.OP_READ, new Caller(channel));
				return;
			}
			Caller caller = (Caller) key.attachment();
			if (caller.channel.read(caller.buffer) < 0) {
				caller.channel.close();
				return;
			}
			int end = Wire.end(caller.buffer, 0);
			if (end > 0) {
				caller.buffer.clear();
				if (this.answered < this.allowed) {
					answer(caller);
				}
				else {
					this.held.add(caller);
				}
			}
		}
		catch (IOException ex) {
			key.cancel();
		}
	}

	@SuppressWarnings("NonAtomicOperationOnVolatileField")
	private void answer(Caller caller) {
		try {
			caller.channel.write(ByteBuffer.wrap(ANSWER));
			this.answered++;
		}
		catch (IOException ex) {
			// It has left.
		}
	}

	@Override
	public void close() throws IOException {
		this.selector.close();
		this.server.close();
	}

	/** A connection of the gateway. */
	private static final class Caller {

		final SocketChannel channel;

		final ByteBuffer buffer = ByteBuffer.allocateDirect(16 * 1024);

		Caller(SocketChannel channel) {
			this.channel = channel;
		}

	}

}
