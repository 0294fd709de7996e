package dev.sluice.proof.destinations;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;

import com.jayway.jsonpath.JsonPath;
import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import dev.sluice.testing.Ports;

/**
 * A merchant's own server, written down to its sockets, so that it can behave as badly as
 * servers do.
 */
public final class Receiver implements AutoCloseable {

	private final ServerSocket server;

	private final List<Message> seen = new ArrayList<>();

	private final List<Message> taken = new ArrayList<>();

	private final Map<Socket, Boolean> open = new ConcurrentHashMap<>();

	private volatile Function<Message, Conduct> manners = (message) -> Conduct.TAKE;

	public Receiver() throws IOException {
		this(Ports.free());
	}

	/** At a port that somebody knows already. */
	public Receiver(int port) throws IOException {
		this.server = new ServerSocket(port, 200, InetAddress.getLoopbackAddress());
		var _ = Thread.ofVirtual().start(this::accept);
	}

	/** From now on it behaves like this; it is asked on many threads. */
	public Receiver behaving(Function<Message, Conduct> conduct) {
		this.manners = conduct;
		return this;
	}

	public int port() {
		return this.server.getLocalPort();
	}

	public String url(String path) {
		return "http://127.0.0.1:" + port() + path;
	}

	/** All that it answered with 2xx, in the order of arrival; some perhaps twice. */
	public List<Message> taken() {
		synchronized (this.taken) {
			return List.copyOf(this.taken);
		}
	}

	/** Of one path. */
	public List<Message> taken(String path) {
		return taken().stream().filter((message) -> message.path().equals(path)).toList();
	}

	/** All that came whole, whatever was answered. */
	public List<Message> seen() {
		synchronized (this.seen) {
			return List.copyOf(this.seen);
		}
	}

	private void accept() {
		while (!this.server.isClosed()) {
			try {
				Socket socket = this.server.accept();
				this.open.put(socket, true);
				var _ = Thread.ofVirtual().start(() -> serve(socket));
			}
			catch (IOException ex) {
				return;
			}
		}
	}

	private void serve(Socket socket) {
		try (socket) {
			InputStream in = new BufferedInputStream(socket.getInputStream());
			while (answer(socket, in)) {
				socket.getOutputStream().flush();
			}
		}
		catch (IOException ex) {
			// whoever is gone is gone
		}
		finally {
			this.open.remove(socket);
		}
	}

	/** Answers one request; whether the connection stays. */
	private boolean answer(Socket socket, InputStream in) throws IOException {
		String line = line(in);
		if (line.isEmpty()) {
			return false;
		}
		Map<String, String> headers = new TreeMap<>();
		for (String header = line(in); !header.isEmpty(); header = line(in)) {
			int colon = header.indexOf(':');
			headers.put(header.substring(0, colon).toLowerCase(Locale.ROOT), header.substring(colon + 1).strip());
		}
		byte[] body = in.readNBytes(Integer.parseInt(headers.getOrDefault("content-length", "0")));
		Message message = new Message(line.substring(line.indexOf(' ') + 1, line.lastIndexOf(' ')), headers,
				new String(body, StandardCharsets.UTF_8));
		synchronized (this.seen) {
			this.seen.add(message);
		}
		return behave(socket, message, this.manners.apply(message));
	}

	private boolean behave(Socket socket, Message message, Conduct conduct) throws IOException {
		switch (conduct) {
			case TAKE -> {
				synchronized (this.taken) {
					this.taken.add(message);
				}
				write(socket, "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
			}
			case REFUSE -> write(socket, "HTTP/1.1 500 Not Today\r\nContent-Length: 4\r\n\r\nsick");
			case GONE -> write(socket, "HTTP/1.1 410 Gone\r\nContent-Length: 0\r\n\r\n");
			case BUSY -> write(socket, "HTTP/1.1 429 Busy\r\nRetry-After: 1\r\nContent-Length: 0\r\n\r\n");
			case GARBAGE -> write(socket, "this is not the web\r\n\r\n");
			case CLOSE_HALFWAY -> write(socket, "HTTP/1.1 200 OK\r\nContent-Le");
			case HANG -> hang(socket);
			case HANG_UP -> {
				// nothing is said
			}
		}
		return conduct == Conduct.TAKE || conduct == Conduct.REFUSE || conduct == Conduct.BUSY;
	}

	private static void write(Socket socket, String text) throws IOException {
		socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
		socket.getOutputStream().flush();
	}

	/** Until the other side has had enough. */
	private static void hang(Socket socket) throws IOException {
		while (socket.getInputStream().read() >= 0) {
			// nothing is said
		}
	}

	private static String line(InputStream in) throws IOException {
		StringBuilder line = new StringBuilder();
		for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
			if (next != '\r') {
				line.append((char) next);
			}
		}
		return line.toString();
	}

	@Override
	public void close() throws IOException {
		this.server.close();
		for (Socket socket : this.open.keySet()) {
			socket.close();
		}
	}

	/** What it does with a message. */
	public enum Conduct {

		/** Says 200. */
		TAKE,

		/** Says 500. */
		REFUSE,

		/** Says 410. */
		GONE,

		/** Says 429, and when to come again. */
		BUSY,

		/** Says something that is not HTTP. */
		GARBAGE,

		/** Closes in the middle of its answer. */
		CLOSE_HALFWAY,

		/** Says nothing, for ever. */
		HANG,

		/** Closes without a word. */
		HANG_UP

	}

	/**
	 * A message as it came.
	 *
	 * @param headers by their names in small letters
	 */
	public record Message(String path, Map<String, String> headers, String body) {

		/** The same however often it comes. */
		public String id() {
			return this.headers.getOrDefault("webhook-id", "");
		}

		public String payment() {
			return JsonPath.read(this.body, "$.payment_id");
		}

		/** What it is about: a payment, or a destination. */
		public String subject() {
			Map<String, Object> event = JsonPath.read(this.body, "$");
			return String.valueOf(event.getOrDefault("payment_id", event.get("destination_id")));
		}

		public String type() {
			return JsonPath.read(this.body, "$.type");
		}

		public long position() {
			return JsonPath.<Number>read(this.body, "$.id").longValue();
		}

		/** Fails where it is not signed with this secret. */
		public void verify(String secret) throws Exception {
			Map<String, List<String>> all = this.headers.entrySet()
				.stream()
				.collect(Collectors.toMap(Map.Entry::getKey, (header) -> List.of(header.getValue())));
			try {
				new Webhook(secret).verify(this.body, HttpHeaders.of(all, (name, value) -> true));
			}
			catch (WebhookVerificationException ex) {
				throw new AssertionError("The signature of " + id(), ex);
			}
		}

		/** The first arrivals of each subject, in the order in which they came. */
		public static Map<String, List<Long>> firstArrivals(List<Message> messages) {
			return messages.stream()
				.collect(Collectors.groupingBy(Message::subject, Collectors.collectingAndThen(Collectors.toList(),
						(all) -> all.stream().map(Message::position).distinct().toList())));
		}

	}

}
