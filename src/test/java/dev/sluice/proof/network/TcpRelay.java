package dev.sluice.proof.network;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;

import dev.sluice.testing.TestDatabase;
import org.jspecify.annotations.Nullable;

/**
 * The wire between an instance and PostgreSQL, or between a client and an instance, which
 * can be cut and clogged.
 */
public final class TcpRelay implements AutoCloseable {

	/** How PostgreSQL introduces the id of the process that serves a connection. */
	private static final String BACKEND_KEY = "K\0\0\0\f";

	private static final int REMEMBERED = 16 * 1024;

	private final TestDatabase database;

	private final ServerSocket server;

	private final List<Link> links = new CopyOnWriteArrayList<>();

	private final AtomicInteger heard = new AtomicInteger();

	private final AtomicInteger cuts = new AtomicInteger();

	private volatile Cut cut = Cut.NONE;

	private volatile boolean silent;

	private final AtomicReference<Delay> delay = new AtomicReference<>(new Delay(""));

	/** Before whatever listens at the database's host and port. */
	public TcpRelay(TestDatabase database) throws IOException {
		this(database, 0);
	}

	/** As well, at a port that somebody knows already. */
	public TcpRelay(TestDatabase database, int port) throws IOException {
		this.database = database;
		this.server = new ServerSocket(port, 0, InetAddress.getLoopbackAddress());
		Thread _ = Thread.startVirtualThread(this::accept);
	}

	/** The same database, over this wire. */
	public TestDatabase relayed() {
		return new TestDatabase("127.0.0.1", this.server.getLocalPort(), this.database.name(), this.database.user(),
				this.database.password());
	}

	/** The open connections on which the client said something like this when it came. */
	List<Link> linksThatSaid(String words) {
		return this.links.stream().filter((link) -> link.open && link.said.get().contains(words)).toList();
	}

	/**
	 * From now on, of the answers with these words each such one does not arrive: its
	 * connection is closed instead.
	 */
	public void cutEvery(int nth, String words) {
		this.cut = new Cut(words, nth, false);
	}

	/**
	 * From now on, of the answers with these words each such one does not arrive, and
	 * nothing after it on its connection, which stays open.
	 */
	void silenceEvery(int nth, String words) {
		this.cut = new Cut(words, nth, true);
	}

	/** All answers arrive again. */
	public void mend() {
		this.cut = Cut.NONE;
	}

	/**
	 * From now on nothing gets through on any connection, also on new ones, and nobody is
	 * told.
	 */
	public void fallSilent() {
		this.silent = true;
		this.links.forEach(Link::clog);
	}

	/** The next time that a client says something with these words, it is held back. */
	Delay delayNext(String words) {
		Delay next = new Delay(words);
		this.delay.set(next);
		return next;
	}

	/** New connections work again; those that fell silent stay so. */
	public void speakAgain() {
		this.silent = false;
	}

	/** How many connections were opened so far. */
	public int opened() {
		return this.links.size();
	}

	/** How many answers were withheld so far. */
	public int cuts() {
		return this.cuts.get();
	}

	private void accept() {
		try {
			while (true) {
				relay(this.server.accept());
			}
		}
		catch (IOException ex) {
			// Closed.
		}
	}

	/** Where nobody listens behind it, it hangs up. */
	private void relay(Socket client) throws IOException {
		try {
			this.links.add(new Link(client, new Socket(this.database.host(), this.database.port()), this.silent));
		}
		catch (ConnectException ex) {
			client.close();
		}
	}

	private boolean isCut(String answer) {
		Cut now = this.cut;
		if (now.nth == 0 || !answer.contains(now.words) || this.heard.incrementAndGet() % now.nth != 0) {
			return false;
		}
		this.cuts.incrementAndGet();
		return true;
	}

	@Override
	public void close() throws IOException {
		this.server.close();
		this.links.forEach(Link::close);
	}

	private record Cut(String words, int nth, boolean silently) {

		static final Cut NONE = new Cut("", 0, false);

	}

	/** One connection. */
	final class Link {

		private final Socket client;

		private final Socket postgres;

		private final AtomicReference<String> said = new AtomicReference<>("");

		private final AtomicReference<String> answered = new AtomicReference<>("");

		private volatile boolean open = true;

		private volatile boolean clogged;

		Link(Socket client, Socket postgres, boolean clogged) throws IOException {
			this.client = client;
			this.postgres = postgres;
			this.clogged = clogged;
			client.setTcpNoDelay(true);
			postgres.setTcpNoDelay(true);
			Thread _ = Thread.startVirtualThread(() -> carry(client, postgres, this::isSaid));
			Thread _ = Thread.startVirtualThread(() -> carry(postgres, client, this::isAnswered));
		}

		/** From now on nothing gets through in either direction, and nobody is told. */
		void clog() {
			this.clogged = true;
		}

		/** The id of PostgreSQL's process at the other end. */
		int backend() {
			String words = this.answered.get();
			int start = words.indexOf(BACKEND_KEY) + BACKEND_KEY.length();
			byte[] id = words.substring(start, start + 4).getBytes(StandardCharsets.ISO_8859_1);
			return ByteBuffer.wrap(id).getInt();
		}

		void close() {
			this.open = false;
			for (Socket socket : List.of(this.client, this.postgres)) {
				try {
					socket.close();
				}
				catch (IOException ex) {
					// Gone before.
				}
			}
		}

		private boolean isSaid(String words) {
			remember(this.said, words);
			TcpRelay.this.delay.get().hold(words, this);
			return true;
		}

		private boolean isAnswered(String words) {
			remember(this.answered, words);
			boolean silently = TcpRelay.this.cut.silently;
			boolean cut = isCut(words);
			this.clogged |= cut && silently;
			return !cut || silently;
		}

		private static void remember(AtomicReference<String> memory, String words) {
			if (memory.get().length() < REMEMBERED) {
				String _ = memory.accumulateAndGet(words, String::concat);
			}
		}

		private void carry(Socket from, Socket to, Predicate<String> passes) {
			byte[] buffer = new byte[64 * 1024];
			try {
				InputStream in = from.getInputStream();
				OutputStream out = to.getOutputStream();
				for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
					if (!passes.test(new String(buffer, 0, count, StandardCharsets.ISO_8859_1))) {
						break;
					}
					if (!this.clogged) {
						out.write(buffer, 0, count);
					}
				}
			}
			catch (IOException ex) {
				// One side is gone, so the other has to go.
			}
			close();
		}

	}

	/** Something that is said, and comes late. */
	static final class Delay {

		private final CountDownLatch end = new CountDownLatch(1);

		private final AtomicReference<@Nullable Link> held = new AtomicReference<>();

		private final String words;

		Delay(String words) {
			this.words = words;
		}

		private void hold(String said, Link link) {
			if (!this.words.isEmpty() && said.contains(this.words) && this.held.compareAndSet(null, link)) {
				try {
					this.end.await();
				}
				catch (InterruptedException ex) {
					Thread.currentThread().interrupt();
				}
			}
		}

		/** Whether somebody has said it, and it has not gone on yet. */
		boolean isUnderWay() {
			return this.held.get() != null && this.end.getCount() > 0;
		}

		/** It goes on now. */
		void end() {
			this.end.countDown();
		}

		/** Whether it has arrived, and its connection is closed. */
		boolean isOver() {
			return this.end.getCount() == 0 && !Objects.requireNonNull(this.held.get()).open;
		}

	}

}
