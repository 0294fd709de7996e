package dev.sluice.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;

/** Sends bytes to a server as they are, which no HTTP client would. */
public record RawHttp(int port) {

	private static final Duration PATIENCE = Duration.ofSeconds(30);

	/**
	 * Sends a whole request and reads until the server closes. A server may answer before
	 * it has read everything and refuse the rest.
	 */
	public Answer send(byte[] request) {
		try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), this.port)) {
			socket.setSoTimeout(Math.toIntExact(PATIENCE.toMillis()));
			Thread writer = Thread.ofVirtual().start(() -> write(socket, request));
			byte[] answer = read(socket);
			writer.join(PATIENCE);
			return Answer.parse(answer);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	/** Sends bytes and reads, as text, until something has come or the server closes. */
	public String read(byte[] request, String end) {
		try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), this.port)) {
			socket.setSoTimeout(Math.toIntExact(PATIENCE.toMillis()));
			socket.getOutputStream().write(request);
			StringBuilder answer = new StringBuilder();
			for (int c = socket.getInputStream().read(); c >= 0; c = socket.getInputStream().read()) {
				answer.append((char) c);
				if (c == end.charAt(end.length() - 1) && answer.toString().endsWith(end)) {
					break;
				}
			}
			return answer.toString();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static void write(Socket socket, byte[] request) {
		try {
			OutputStream out = socket.getOutputStream();
			out.write(request);
			out.flush();
		}
		catch (IOException ex) {
			// It has heard enough.
		}
	}

	private static byte[] read(Socket socket) throws IOException {
		ByteArrayOutputStream answer = new ByteArrayOutputStream();
		InputStream in = socket.getInputStream();
		byte[] buffer = new byte[8192];
		try {
			for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
				answer.write(buffer, 0, count);
			}
		}
		catch (IOException ex) {
			if (answer.size() == 0) {
				throw ex;
			}
		}
		return answer.toByteArray();
	}

	/**
	 * What came back.
	 *
	 * @param headers by name, in any case
	 */
	public record Answer(int status, TreeMap<String, String> headers, String body) {

		static Answer parse(byte[] bytes) {
			String text = new String(bytes, StandardCharsets.UTF_8);
			int end = text.indexOf("\r\n\r\n");
			List<String> lines = text.substring(0, Math.max(0, end)).lines().toList();
			if (lines.isEmpty()) {
				throw new IllegalStateException("Not an answer: " + text);
			}
			TreeMap<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
			lines.stream().skip(1).forEach((line) -> {
				int colon = line.indexOf(':');
				headers.merge(line.substring(0, colon), line.substring(colon + 1).strip(), (a, b) -> a + ", " + b);
			});
			return new Answer(Integer.parseInt(lines.getFirst().substring(9, 12)), headers, text.substring(end + 4));
		}

		public String header(String name) {
			return this.headers.getOrDefault(name, "");
		}

	}

}
