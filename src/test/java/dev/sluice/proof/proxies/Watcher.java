package dev.sluice.proof.proxies;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

import dev.sluice.testing.Patience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Reads the events through a proxy as an {@code EventSource} does: it comes back with the
 * last one that it has whenever the stream ends, and never again where it was answered
 * anything but a stream.
 */
final class Watcher {

	private final Queue<String> complaints = new ConcurrentLinkedQueue<>();

	private final AtomicInteger visits = new AtomicInteger();

	private final HttpsCaller caller;

	private volatile long position;

	private volatile boolean open = true;

	Watcher(HttpsCaller caller) {
		this.caller = caller;
		var _ = Thread.startVirtualThread(this::follow);
	}

	int visits() {
		return this.visits.get();
	}

	/** Has seen all up to this position, each once and in order. */
	void hasSeenAllUpTo(long last) {
		await().atMost(Patience.LONG).until(() -> this.position >= last || !this.complaints.isEmpty());
		assertThat(this.complaints).isEmpty();
		assertThat(this.position).isEqualTo(last);
	}

	/** Its caller has to be closed as well, who waits for the next event. */
	void end() {
		this.open = false;
	}

	private void follow() {
		while (this.open && this.complaints.isEmpty()) {
			try {
				visit();
			}
			catch (IOException ex) {
				pause();
			}
			catch (InterruptedException ex) {
				return;
			}
		}
	}

	private void visit() throws IOException, InterruptedException {
		HttpResponse<InputStream> answer = this.caller.stream(this.position);
		int _ = this.visits.incrementAndGet();
		try (BufferedReader lines = new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
			if (answer.statusCode() != 200) {
				this.complaints.add("answered " + answer.statusCode() + ": " + lines.readLine());
				return;
			}
			long id = 0;
			for (String line = lines.readLine(); line != null && this.open; line = lines.readLine()) {
				if (line.startsWith("id: ")) {
					id = Long.parseLong(line.substring(4));
				}
				else if (line.isEmpty() && id > 0) {
					take(id);
					id = 0;
				}
			}
		}
	}

	/** What is not whole, without an empty line at its end, is no event. */
	private void take(long id) {
		if (id != this.position + 1) {
			this.complaints.add("%d came after %d".formatted(id, this.position));
		}
		this.position = id;
	}

	private static void pause() {
		try {
			Thread.sleep(50);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
