package dev.sluice.processors.matrix;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.sluice.testing.Ports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The wire between the gateway and a processor, which can be cut in several ways. */
final class Wire implements AutoCloseable {

	private static final Pattern KEY = Pattern.compile("(?i)\r\nidempotency-key: *(op_[0-9a-z]+)");

	private final int port = Ports.free();

	private final Set<Link> links = ConcurrentHashMap.newKeySet();

	private final Set<String> swallowed = ConcurrentHashMap.newKeySet();

	private volatile State state = State.SOUND;

	private volatile int target;

	private volatile ServerSocket server;

	Wire() {
		this.server = listen();
	}

	/** Where it begins. */
	int port() {
		return this.port;
	}

	/** Where it leads. */
	void to(int port) {
		this.target = port;
	}

	/** What went over it before is not mended by this. */
	void become(State next) throws IOException {
		boolean wasClosed = this.state == State.CLOSED;
		this.state = next;
		this.swallowed.clear();
		if (next == State.CLOSED) {
			this.server.close();
			this.links.forEach(Link::hangUp);
			await().untilAsserted(() -> assertThat(this.links).isEmpty());
		}
		else if (wasClosed) {
			this.server = listen();
		}
	}

	/** The idempotency keys of what did not come through since it became so. */
	Set<String> swallowed() {
		return Set.copyOf(this.swallowed);
	}

	private ServerSocket listen() {
		try {
			ServerSocket listening = new ServerSocket(this.port, 0, InetAddress.getLoopbackAddress());
			Thread _ = Thread.startVirtualThread(() -> accept(listening));
			return listening;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private void accept(ServerSocket listening) {
		try {
			while (true) {
				Link link = new Link(listening.accept(), new Socket(InetAddress.getLoopbackAddress(), this.target));
				this.links.add(link);
				link.open();
			}
		}
		catch (IOException ex) {
			// Closed.
		}
	}

	@Override
	public void close() throws IOException {
		this.server.close();
		this.links.forEach(Link::close);
	}

	/** What comes through. */
	enum State {

		/** Everything. */
		SOUND,
		/** No request. */
		DEAF,
		/** No answer. */
		MUTE,
		/** Nobody listens. */
		CLOSED

	}

	/** One connection; where something was lost on it, all that follows is. */
	private final class Link {

		private final Socket client;

		private final Socket processor;

		private volatile String key = "";

		private volatile boolean lost;

		Link(Socket client, Socket processor) {
			this.client = client;
			this.processor = processor;
		}

		void open() {
			Thread _ = Thread.startVirtualThread(() -> carry(this.client, this.processor, State.DEAF));
			Thread _ = Thread.startVirtualThread(() -> carry(this.processor, this.client, State.MUTE));
		}

		private void carry(Socket from, Socket to, State loses) {
			byte[] buffer = new byte[64 * 1024];
			try {
				InputStream in = from.getInputStream();
				OutputStream out = to.getOutputStream();
				for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
					if (loses == State.DEAF) {
						note(new String(buffer, 0, count, StandardCharsets.ISO_8859_1));
					}
					if (this.lost || Wire.this.state == loses) {
						this.lost = true;
						Wire.this.swallowed.add(this.key);
					}
					else {
						out.write(buffer, 0, count);
					}
				}
			}
			catch (IOException ex) {
				// One side is gone, so the other has to go.
			}
			close();
		}

		private void note(String said) {
			Matcher found = KEY.matcher(said);
			if (found.find()) {
				this.key = found.group(1);
			}
		}

		/** The other side closes it then. */
		void hangUp() {
			try {
				this.client.shutdownOutput();
			}
			catch (IOException ex) {
				close();
			}
		}

		void close() {
			try (this.client; this.processor) {
				Wire.this.links.remove(this);
			}
			catch (IOException ex) {
				// Gone before.
			}
		}

	}

}
