package dev.sluice.proof;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

import dev.sluice.proof.LiveStream.Event;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A reader that follows the journal from its beginning for as long as it is open, comes
 * back with the position it has seen whenever a stream ends, and notices every hole,
 * repeat and disorder.
 */
public final class Follower implements AutoCloseable {

	/** Only there so that nothing hangs for ever. */
	private static final Duration PATIENCE = Duration.ofMinutes(6);

	private static final int LONGEST_STAY = 200;

	private final List<Integer> ports;

	private final @Nullable Random restless;

	private final Map<String, Integer> versions = new HashMap<>();

	private final Queue<String> complaints = new ConcurrentLinkedQueue<>();

	private volatile long position;

	private final AtomicInteger visits = new AtomicInteger();

	private volatile boolean open = true;

	private volatile @Nullable LiveStream stream;

	private final Thread thread;

	private Follower(List<Integer> ports, @Nullable Random restless) {
		this.ports = ports;
		this.restless = restless;
		this.thread = Thread.startVirtualThread(this::follow);
	}

	/** Stays for as long as it is served. */
	public static Follower of(int port) {
		return new Follower(List.of(port), null);
	}

	/** Leaves at random and comes back through any of the instances. */
	public static Follower restless(List<Integer> ports, Random random) {
		return new Follower(ports, random);
	}

	public long position() {
		return this.position;
	}

	public int visits() {
		return this.visits.get();
	}

	/** Has seen all up to this position, each once and in order. */
	public void hasSeenAllUpTo(long position) {
		await().atMost(PATIENCE).until(() -> this.position >= position || !this.complaints.isEmpty());
		assertThat(this.complaints).isEmpty();
		assertThat(this.position).isEqualTo(position);
	}

	private void follow() {
		while (this.open) {
			try {
				visit();
			}
			catch (IOException ex) {
				pause();
			}
			catch (RuntimeException | AssertionError ex) {
				this.complaints.add(String.valueOf(ex));
			}
		}
	}

	private void visit() throws IOException {
		int _ = this.visits.incrementAndGet();
		int stay = (this.restless != null) ? 1 + this.restless.nextInt(LONGEST_STAY) : Integer.MAX_VALUE;
		int port = this.ports.get((this.restless != null) ? this.restless.nextInt(this.ports.size()) : 0);
		try (LiveStream visited = LiveStream.after(this.position, port)) {
			this.stream = visited;
			for (Event event = visited.next(); event != null && this.open; event = visited.next()) {
				take(event);
				stay--;
				if (stay == 0) {
					leave(visited);
					return;
				}
			}
		}
	}

	private void leave(LiveStream visited) throws IOException {
		if (this.restless != null && this.restless.nextBoolean()) {
			visited.reset();
		}
	}

	private void take(Event event) {
		JsonNode json = event.json();
		if (event.id() != this.position + 1 || json.path("id").asLong() != event.id()) {
			this.complaints.add("%s came after %d".formatted(event, this.position));
		}
		int version = json.path("version").asInt();
		Integer before = this.versions.put(json.path("payment_id").asString(), version);
		if (version != ((before != null) ? before : 0) + 1) {
			this.complaints.add("%s came after version %s".formatted(event, before));
		}
		this.position = event.id();
	}

	private static void pause() {
		try {
			Thread.sleep(20);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	@Override
	public void close() throws IOException {
		this.open = false;
		while (this.thread.isAlive()) {
			LiveStream current = this.stream;
			if (current != null) {
				current.close();
			}
			pause();
		}
	}

}
