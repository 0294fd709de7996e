package dev.sluice.proof;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;

/**
 * An answer that is read off the wire as it comes, as fast as its reader likes. Its end
 * is clean, or an error.
 */
public final class Download implements AutoCloseable {

	/** Only there so that nothing hangs for ever. */
	private static final Duration PATIENCE = Duration.ofMinutes(2);

	private final Socket socket;

	private final InputStream wire;

	private final InputStream body;

	private final String head;

	private Download(Socket socket) throws IOException {
		this.socket = socket;
		socket.setSoTimeout(Math.toIntExact(PATIENCE.toMillis()));
		this.wire = new BufferedInputStream(socket.getInputStream());
		this.head = head(this.wire);
		boolean chunked = this.head.toLowerCase(Locale.ROOT).contains("transfer-encoding: chunked");
		this.body = chunked ? new BufferedInputStream(new Chunks(this.wire)) : this.wire;
	}

	/** Waits until the head of the answer is there. */
	public static Download get(int port, String path, String... headers) throws IOException {
		Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
		return get(socket, path, headers);
	}

	/**
	 * With a small buffer of its own, so that the sender soon feels a reader that
	 * dawdles.
	 */
	public static Download getThroughAThinPipe(int port, String path, String... headers) throws IOException {
		Socket socket = new Socket();
		socket.setReceiveBufferSize(8 * 1024);
		socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
		return get(socket, path, headers);
	}

	private static Download get(Socket socket, String path, String... headers) throws IOException {
		try {
			socket.getOutputStream().write(request("GET", path, headers));
			return new Download(socket);
		}
		catch (IOException ex) {
			socket.close();
			throw ex;
		}
	}

	/** The bytes of a request of the demo merchant. */
	public static byte[] request(String method, String path, String... headers) {
		return """
				%s %s HTTP/1.1\r
				Host: localhost\r
				Authorization: Bearer sk_demo_sluice\r
				%s\r
				""".formatted(method, path, headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n")
			.getBytes(StandardCharsets.UTF_8);
	}

	public int status() {
		return Integer.parseInt(this.head.substring(9, 12));
	}

	/** Without the framing; ends where the server said so, and fails where it did not. */
	public InputStream body() {
		return this.body;
	}

	/** Leaves in the rudest way: the other side gets a reset. */
	void reset() throws IOException {
		this.socket.setSoLinger(true, 0);
		this.socket.close();
	}

	@Override
	public void close() throws IOException {
		this.socket.close();
	}

	private static String head(InputStream wire) throws IOException {
		StringBuilder head = new StringBuilder();
		for (String line = line(wire); !line.isEmpty(); line = line(wire)) {
			head.append(line).append('\n');
		}
		return head.toString();
	}

	private static String line(InputStream wire) throws IOException {
		StringBuilder line = new StringBuilder();
		for (int next = wire.read(); next != '\n'; next = wire.read()) {
			if (next < 0) {
				throw new EOFException("The answer was cut off");
			}
			line.append((char) next);
		}
		return line.toString().strip();
	}

	/** What is in the chunks of a chunked body, up to the empty one. */
	private static final class Chunks extends InputStream {

		private final InputStream wire;

		private int left;

		private boolean ended;

		Chunks(InputStream wire) {
			this.wire = wire;
		}

		@Override
		public int read() throws IOException {
			byte[] one = new byte[1];
			return (read(one, 0, 1) < 0) ? -1 : one[0] & 0xff;
		}

		@Override
		public int read(byte[] target, int offset, int length) throws IOException {
			if (this.left == 0 && !this.ended) {
				this.left = Integer.parseInt(line(this.wire), 16);
				this.ended = this.left == 0;
				if (this.ended) {
					String _ = line(this.wire);
				}
			}
			if (this.ended) {
				return -1;
			}
			int count = this.wire.read(target, offset, Math.min(length, this.left));
			if (count < 0) {
				throw new EOFException("The answer was cut off within a chunk");
			}
			this.left -= count;
			if (this.left == 0) {
				String _ = line(this.wire);
			}
			return count;
		}

		@Override
		public int available() throws IOException {
			return Math.min(this.left, this.wire.available());
		}

	}

}
