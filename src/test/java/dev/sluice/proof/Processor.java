package dev.sluice.proof;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** The simulator as a test speaks to it: its book and its faults. */
public record Processor(int port, HttpClient http) {

	/**
	 * A fifth of the answers is lost after the work is done, a tenth of the requests
	 * fails before, and callbacks come late, twice and in any order.
	 */
	private static final Map<String, Object> BAD_DAY = Map.of("latency",
			Map.of("min_ms", 0, "median_ms", 3, "p99_ms", 40), "error_before_rate", 0.1, "error_after_rate", 0.1,
			"drop_after_rate", 0.1, "duplicate_callback_rate", 0.3, "late_callback_rate", 0.3, "late_by_ms", 700,
			"shuffle_callbacks", true, "callbacks_for_all", true);

	public Processor(int port) {
		this(port, HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build());
	}

	public String url() {
		return "http://127.0.0.1:" + this.port + "/simulator";
	}

	public void hasABadDay(long seed) throws IOException, InterruptedException {
		Map<String, Object> faults = new HashMap<>(BAD_DAY);
		faults.put("seed", seed);
		plan(faults);
	}

	public void plan(Map<String, Object> faults) throws IOException, InterruptedException {
		HttpResponse<String> answer = send("PUT", "/v1/faults", Client.JSON.writeValueAsString(faults));
		assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
	}

	/** One line per payment, by its id. */
	public Map<String, JsonNode> book() throws IOException, InterruptedException {
		return send("GET", "/v1/book", "").body()
			.lines()
			.map(Client.JSON::readTree)
			.collect(Collectors.toMap((line) -> line.path("payment").asString(), Function.identity()));
	}

	/** The line of one payment. */
	public JsonNode book(String payment) throws IOException, InterruptedException {
		return Client.JSON.readTree(send("GET", "/v1/book/" + payment, "").body());
	}

	private HttpResponse<String> send(String method, String path, String body)
			throws IOException, InterruptedException {
		HttpRequest request = HttpRequest.newBuilder(URI.create(url() + path))
			.header("Authorization", "Bearer sim_demo_secret")
			.header("Content-Type", "application/json")
			.method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
			.build();
		return this.http.send(request, BodyHandlers.ofString());
	}

}
