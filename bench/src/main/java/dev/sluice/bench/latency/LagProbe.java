package dev.sluice.bench.latency;

import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.sluice.bench.gateway.Schema;
import org.HdrHistogram.Histogram;

/** Makes payments at one instance and looks for their events at another. */
final class LagProbe {

	private static final Pattern CREATED = Pattern
		.compile("\"type\":\"payment.created\",\"payment_id\":\"(pay_\\w+)\"");

	private static final Pattern ID = Pattern.compile("\\{\"id\":\"(pay_\\w+)\"");

	private final int payAt;

	private final int readAt;

	private final Histogram lags = new Histogram(TimeUnit.MINUTES.toNanos(5), 3);

	private long missing;

	private static long keys = System.currentTimeMillis() << 20;

	LagProbe(int payAt, int readAt) {
		this.payAt = payAt;
		this.readAt = readAt;
	}

	Histogram lags() {
		return this.lags;
	}

	/** How many events did not come. */
	long missing() {
		return this.missing;
	}

	/** Pays and reads for a while. */
	String slice(int rate, double seconds, boolean counts) throws Exception {
		Map<String, Long> answered = new ConcurrentHashMap<>();
		Map<String, Long> seen = new ConcurrentHashMap<>();
		try (HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
				InputStream stream = open(http)) {
			Thread reader = Thread.ofPlatform().daemon().start(() -> read(stream, seen));
			long period = TimeUnit.SECONDS.toNanos(1) / rate;
			long due = System.nanoTime();
			long end = due + (long) (seconds * 1e9);
			while (due < end) {
				LockSupport.parkNanos(due - System.nanoTime());
				due += period;
				pay(http, answered);
			}
			long patience = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
			while (System.nanoTime() < patience
					&& (answered.size() < rate * seconds || !seen.keySet().containsAll(answered.keySet()))) {
				Thread.sleep(20);
			}
			stream.close();
			reader.join(1000);
			http.shutdownNow();
		}
		return evaluate(answered, seen, counts);
	}

	private String evaluate(Map<String, Long> answered, Map<String, Long> seen, boolean counts) {
		Histogram slice = new Histogram(TimeUnit.MINUTES.toNanos(5), 3);
		long lost = 0;
		for (Map.Entry<String, Long> answer : answered.entrySet()) {
			Long at = seen.get(answer.getKey());
			if (at == null) {
				lost++;
			}
			else {
				slice.recordValue(Math.max(0, at - answer.getValue()));
			}
		}
		if (counts) {
			this.lags.add(slice);
			this.missing += lost;
		}
		return "%d events, p50 %.2f ms, p99 %.2f ms, longest %.2f ms, %d missing".formatted(slice.getTotalCount(),
				slice.getValueAtPercentile(50) / 1e6, slice.getValueAtPercentile(99) / 1e6, slice.getMaxValue() / 1e6,
				lost);
	}

	private InputStream open(HttpClient http) throws Exception {
		HttpResponse<InputStream> response = http.send(
				request(this.readAt, "/v1/events").header("Accept", "text/event-stream").build(),
				BodyHandlers.ofInputStream());
		if (response.statusCode() != 200) {
			throw new IllegalStateException("The stream was answered " + response.statusCode());
		}
		return response.body();
	}

	private void pay(HttpClient http, Map<String, Long> answered) {
		String key = "lag-" + Long.toString(nextKey(), 36).replaceAll("\\d", "z");
		HttpRequest request = request(this.payAt, "/v1/payments").header("Content-Type", "application/json")
			.header("Prefer", "respond-async")
			.header("Idempotency-Key", "lag-" + java.util.UUID.randomUUID())
			.POST(HttpRequest.BodyPublishers.ofString(Schema.BODY.replace("################", key)))
			.build();
		http.sendAsync(request, BodyHandlers.ofString()).thenAccept((response) -> {
			long now = System.nanoTime();
			Matcher id = ID.matcher(response.body());
			if (id.find()) {
				answered.put(id.group(1), now);
			}
		});
	}

	private static synchronized long nextKey() {
		return keys++;
	}

	private static void read(InputStream stream, Map<String, Long> seen) {
		try (var lines = new java.io.BufferedReader(new java.io.InputStreamReader(stream))) {
			for (String line = lines.readLine(); line != null; line = lines.readLine()) {
				long now = System.nanoTime();
				Matcher created = CREATED.matcher(line);
				if (created.find()) {
					seen.putIfAbsent(created.group(1), now);
				}
			}
		}
		catch (java.io.IOException ex) {
			// It was closed.
		}
	}

	private static HttpRequest.Builder request(int port, String path) {
		return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
			.header("Authorization", "Bearer " + Schema.KEY);
	}

}
