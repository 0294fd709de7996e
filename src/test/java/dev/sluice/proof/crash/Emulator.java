package dev.sluice.proof.crash;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

import dev.sluice.proof.Client;
import dev.sluice.testing.Rows;
import dev.sluice.testing.SluiceProcess;
import dev.sluice.testing.TestDatabase;
import tools.jackson.databind.JsonNode;

/**
 * The emulator of a processor, in a process of its own.
 *
 * @param book where it has written what it did
 */
record Emulator(String name, SluiceProcess process, Rows book, long seed) implements AutoCloseable {

	/**
	 * Answers are lost and spoilt after the work is done, requests fail before it, and
	 * notifications come late, twice and in any order.
	 */
	private static final Map<String, Object> BAD_DAY = Map.ofEntries(
			Map.entry("latency", Map.of("min_ms", 0, "median_ms", 3, "p99_ms", 40)),
			Map.entry("error_before_rate", 0.05), Map.entry("error_after_rate", 0.1),
			Map.entry("lost_answer_rate", 0.1), Map.entry("half_answer_rate", 0.05),
			Map.entry("too_many_requests_rate", 0.1), Map.entry("duplicate_notification_rate", 0.3),
			Map.entry("late_notification_rate", 0.3), Map.entry("late_by_ms", 700),
			Map.entry("forged_notification_rate", 0.1), Map.entry("shuffle_notifications", true));

	/** It tells until the gateway is there again, however long that takes. */
	static Emulator start(String name, Path folder, long seed, String... more) throws IOException {
		TestDatabase database = TestDatabase.create();
		SluiceProcess process = SluiceProcess.start(folder,
				database.arguments(Stream
					.concat(Stream.of("emulate", name, "--server.port=0", "--sluice.emulators.notices.attempts=1000",
							"--sluice.emulators.notices.longest-pause=500ms"), Stream.of(more))
					.toArray(String[]::new)))
			.awaitOutput("Started StandaloneEmulator");
		return new Emulator(name, process, new Rows(database.dataSource()), seed);
	}

	/** Where gateways find it. */
	String url() {
		return "http://127.0.0.1:" + this.process.port() + "/emulators/" + this.name;
	}

	/** The beginning of a request to it. */
	HttpRequest.Builder request(String path) {
		return HttpRequest.newBuilder(URI.create(url() + path));
	}

	/** Settles something before the bad day. */
	JsonNode send(String method, String path, Map<String, Object> body, String... headers)
			throws IOException, InterruptedException {
		HttpRequest.Builder request = request(path).header("Content-Type", "application/json")
			.method(method, BodyPublishers.ofString(Client.JSON.writeValueAsString(body)));
		return Answers.to((headers.length > 0) ? request.headers(headers) : request);
	}

	void hasABadDay() throws IOException, InterruptedException {
		Map<String, Object> faults = new HashMap<>(BAD_DAY);
		faults.put("seed", this.seed);
		JsonNode _ = send("PUT", "/faults", faults);
	}

	@Override
	public void close() throws IOException {
		this.process.close();
	}

}
