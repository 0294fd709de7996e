package dev.sluice.proof.destinations;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntSupplier;
import java.util.stream.Collectors;

import com.jayway.jsonpath.JsonPath;

/**
 * Comes for the events of a consumer until it is closed, from wherever a gateway is; it
 * does all, some or nothing of what it is given, and tells so.
 */
final class Reader implements AutoCloseable {

	private static final Duration PATIENCE = Duration.ofSeconds(20);

	private final HttpClient http = HttpClient.newHttpClient();

	private final List<Given> given = new CopyOnWriteArrayList<>();

	private final AtomicLong acknowledged = new AtomicLong();

	private final String key;

	private final String path;

	private final IntSupplier port;

	private final Random chance;

	private final Thread thread = Thread.ofPlatform().name("reader").unstarted(this::read);

	private volatile boolean closed;

	private Reader(String key, String path, int index, IntSupplier port) {
		this.key = key;
		this.path = path;
		this.port = port;
		this.chance = new Random(index);
	}

	static Reader start(String key, String consumer, int index, IntSupplier port) {
		Reader reader = new Reader(key, "/v1/destinations/" + consumer, index, port);
		reader.thread.start();
		return reader;
	}

	/** What all of them were given, in the order in which it came. */
	static List<Given> given(List<Reader> readers) {
		return readers.stream()
			.flatMap((reader) -> reader.given.stream())
			.sorted(Comparator.comparingLong(Given::at))
			.toList();
	}

	/** How many events the gateway has said are done. */
	long acknowledged() {
		return this.acknowledged.get();
	}

	private void read() {
		while (!this.closed) {
			try {
				work();
			}
			catch (IOException ex) {
				// A gateway that is away is another one soon.
				Thread.onSpinWait();
			}
			catch (InterruptedException ex) {
				return;
			}
		}
	}

	private void work() throws IOException, InterruptedException {
		int limit = 1 + this.chance.nextInt(6);
		HttpResponse<String> answer = this.http
			.send(request("/events?wait=1&lease_seconds=1&limit=" + limit).GET().build(), BodyHandlers.ofString());
		if (answer.statusCode() != 200) {
			return;
		}
		long at = System.nanoTime();
		List<Number> positions = JsonPath.read(answer.body(), "$.data[*].id");
		List<String> payments = JsonPath.read(answer.body(), "$.data[*].payment_id");
		double chance = this.chance.nextDouble();
		int done = (chance < 0.2) ? 0 : (chance < 0.4) ? positions.size() / 2 : positions.size();
		for (int index = 0; index < positions.size(); index++) {
			this.given.add(new Given(at, positions.get(index).longValue(), payments.get(index), index < done));
		}
		if (done > 0) {
			acknowledge(JsonPath.read(answer.body(), "$.lease"), positions.get(done - 1).longValue());
		}
	}

	private void acknowledge(String lease, long position) throws IOException, InterruptedException {
		HttpRequest request = request("/ack").header("Content-Type", "application/json")
			.POST(BodyPublishers.ofString("{\"lease\": \"%s\", \"position\": %d}".formatted(lease, position)))
			.build();
		HttpResponse<String> answer = this.http.send(request, BodyHandlers.ofString());
		if (answer.statusCode() == 200) {
			long _ = this.acknowledged.addAndGet(JsonPath.<Integer>read(answer.body(), "$.acknowledged"));
		}
	}

	private HttpRequest.Builder request(String what) {
		return HttpRequest.newBuilder(URI.create("http://localhost:" + this.port.getAsInt() + this.path + what))
			.header("Authorization", "Bearer " + this.key)
			.timeout(PATIENCE);
	}

	@Override
	public void close() {
		this.closed = true;
		this.thread.interrupt();
		try {
			this.thread.join();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		this.http.close();
	}

	/**
	 * An event that somebody was given.
	 *
	 * @param at when, by {@link System#nanoTime}
	 * @param isTold whether it was told to be done
	 */
	record Given(long at, long position, String payment, boolean isTold) {

		/** The positions of each payment in the order in which they came first. */
		static Map<String, List<Long>> firstArrivals(List<Given> given) {
			return given.stream()
				.collect(Collectors.groupingBy(Given::payment, Collectors.mapping(Given::position, Collectors
					.collectingAndThen(Collectors.toList(), (positions) -> positions.stream().distinct().toList()))));
		}

	}

}
