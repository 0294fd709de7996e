package dev.sluice.bench.load;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

import dev.sluice.bench.gateway.Wire;

/** One kept connection, with at most one request under way. */
final class Exchange implements AutoCloseable {

	private final SocketChannel channel;

	private final Requests requests;

	private final ByteBuffer out;

	private final ByteBuffer in = ByteBuffer.allocateDirect(256 * 1024);

	private long since;

	Exchange(int port, Selector selector, Requests requests) throws IOException {
		this.requests = requests;
		this.out = ByteBuffer.allocateDirect(requests.longest());
		this.channel = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
		this.channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
		this.channel.configureBlocking(false);
		this.channel.register(selector, SelectionKey.OP_READ, this);
	}

	/** Sends the next request, which counts from a time on. */
	void send(long from) throws IOException {
		this.out.clear();
		this.requests.next(this.out);
		this.out.flip();
		this.since = from;
		while (this.out.hasRemaining()) {
			this.channel.write(this.out);
		}
	}

	/** The status of the answer, or -1 where it is not all there. */
	int receive() throws IOException {
		if (this.channel.read(this.in) < 0) {
			throw new IOException("The server closed the connection");
		}
		return (Wire.end(this.in, 0) < 0) ? -1 : Wire.status(this.in, 0);
	}

	/** Since when the answer was waited for. */
	long since() {
		return this.since;
	}

	/** What was answered, in short. */
	String answer() {
		byte[] text = new byte[Math.min(700, this.in.position())];
		this.in.get(0, text);
		return new String(text, StandardCharsets.UTF_8);
	}

	/** Makes room for the next answer. */
	void done() {
		this.in.clear();
	}

	@Override
	public void close() throws IOException {
		this.channel.close();
	}

}
