package dev.sluice.destinations.webhooks;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import dev.sluice.testing.Patience;
import org.jspecify.annotations.Nullable;

import static org.awaitility.Awaitility.await;

/** A server on the loopback that answers each request with bytes as they are. */
final class Receiver implements AutoCloseable {

	private final ServerSocket server;

	private final Script script;

	private final BlockingQueue<Received> received = new LinkedBlockingQueue<>();

	private final Set<Socket> open = ConcurrentHashMap.newKeySet();

	private final AtomicInteger connections = new AtomicInteger();

	private final AtomicInteger most = new AtomicInteger();

	private final AtomicInteger left = new AtomicInteger();

	Receiver(ServerSocket server, Script script) {
		this.server = server;
		this.script = script;
		var _ = Thread.ofVirtual().start(this::accept);
	}

	Receiver(Script script) {
		this(socket(), script);
	}

	/** It says this and waits for more. */
	static Receiver saying(String answer) {
		return new Receiver((socket) -> say(socket, answer));
	}

	/** It says a status, and nothing else. */
	static Receiver saying(int status) {
		return saying("HTTP/1.1 " + status + " Any\r\ncontent-length: 0\r\n\r\n");
	}

	/** It says this and ends the connection. */
	static Receiver leavingAfter(String answer) {
		return new Receiver((socket) -> {
			say(socket, answer);
			socket.close();
		});
	}

	static void say(Socket socket, String answer) throws IOException {
		OutputStream out = socket.getOutputStream();
		out.write(answer.getBytes(StandardCharsets.UTF_8));
		out.flush();
	}

	private static ServerSocket socket() {
		try {
			return new ServerSocket(0, 50, InetAddress.ofLiteral("127.0.0.1"));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	int port() {
		return this.server.getLocalPort();
	}

	String url() {
		return "http://127.0.0.1:" + port() + "/hooks";
	}

	/** The next request that came. */
	Received next() throws InterruptedException {
		Received next = this.received.poll(Patience.LONG.toMillis(), TimeUnit.MILLISECONDS);
		if (next == null) {
			throw new AssertionError("No request came");
		}
		return next;
	}

	/** How many connections there were. */
	int connections() {
		return this.connections.get();
	}

	/** How many there were at once, at the most. */
	int mostConnections() {
		return this.most.get();
	}

	/** Until the other side has ended so many connections. */
	void awaitLeft(int count) {
		await().until(() -> this.left.get() == count);
	}

	private void accept() {
		while (!this.server.isClosed()) {
			try {
				Socket socket = this.server.accept();
				this.connections.incrementAndGet();
				this.open.add(socket);
				this.most.accumulateAndGet(this.open.size(), Math::max);
				var _ = Thread.ofVirtual().start(() -> serve(socket));
			}
			catch (IOException ex) {
				// It was closed, or the other side did not like its certificate.
			}
		}
	}

	private void serve(Socket socket) {
		try (socket) {
			Received request = read(socket.getInputStream());
			while (request != null) {
				this.received.add(request);
				this.script.answer(socket);
				request = read(socket.getInputStream());
			}
		}
		catch (IOException ex) {
			// The other side is gone, or this one.
		}
		finally {
			this.open.remove(socket);
			this.left.incrementAndGet();
		}
	}

	private static @Nullable Received read(InputStream in) throws IOException {
		ByteArrayOutputStream head = new ByteArrayOutputStream();
		while (!head.toString(StandardCharsets.UTF_8).endsWith("\r\n\r\n")) {
			int next = in.read();
			if (next < 0) {
				return null;
			}
			head.write(next);
		}
		List<String> lines = head.toString(StandardCharsets.UTF_8).lines().toList();
		Map<String, List<String>> headers = new TreeMap<>();
		for (String line : lines.subList(1, lines.size() - 1)) {
			String[] parts = line.split(": ", 2);
			headers.put(parts[0].toLowerCase(Locale.ROOT), List.of(parts[1]));
		}
		int length = Integer.parseInt(headers.getOrDefault("content-length", List.of("0")).getFirst());
		return new Received(lines.getFirst(), headers, new String(in.readNBytes(length), StandardCharsets.UTF_8));
	}

	@Override
	public void close() throws IOException {
		this.server.close();
		for (Socket socket : this.open) {
			socket.close();
		}
	}

	/** What is done once a request was read. */
	interface Script {

		void answer(Socket socket) throws IOException;

	}

	/** A request as it came; the names of its headers are in small letters. */
	record Received(String line, Map<String, List<String>> headers, String body) {

		String header(String name) {
			return this.headers.getOrDefault(name, List.of("")).getFirst();
		}

	}

}
