package dev.sluice.proof;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A merchant's backend that does what it should: it sends each request with a key, and
 * again until it is answered for good.
 */
public final class Client {

	public static final JsonMapper JSON = JsonMapper.shared();

	private static final Duration PATIENCE = Duration.ofSeconds(20);

	/** "Try again", as opposed to "not so". */
	private static final Set<String> CONTENTION = Set.of("idempotency_key_in_use", "contention");

	private final HttpClient http = HttpClient.newBuilder()
		.version(HttpClient.Version.HTTP_1_1)
		.connectTimeout(PATIENCE)
		.build();

	private final Queue<Reply> answers = new ConcurrentLinkedQueue<>();

	private final List<Integer> ports;

	/** Speaks to any of the gateways on these ports. */
	public Client(List<Integer> ports) {
		this.ports = ports;
	}

	/** What was answered for good so far. */
	public List<Reply> answers() {
		return List.copyOf(this.answers);
	}

	/**
	 * Asks until there is an answer: the payment after the operation, or a refusal.
	 */
	public Reply ask(String key, String path, Map<String, Object> body) throws InterruptedException {
		while (true) {
			Reply reply = tryOnce(key, path, body);
			if (!reply.isOpen()) {
				this.answers.add(reply);
				return reply;
			}
			Thread.sleep(ThreadLocalRandom.current().nextInt(20, 60));
		}
	}

	private Reply tryOnce(String key, String path, Map<String, Object> body) throws InterruptedException {
		try {
			return send(key, path, body);
		}
		catch (IOException ex) {
			return new Reply(key, 0, false, false, String.valueOf(ex));
		}
	}

	/** One request, whatever comes of it. */
	public Reply send(String key, String path, Map<String, Object> body) throws IOException, InterruptedException {
		int port = this.ports.get(ThreadLocalRandom.current().nextInt(this.ports.size()));
		HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
			.timeout(PATIENCE)
			.header("Authorization", "Bearer sk_demo_sluice")
			.header("Content-Type", "application/json")
			.header("Idempotency-Key", key)
			.POST(BodyPublishers.ofString(JSON.writeValueAsString(body)))
			.build();
		HttpResponse<String> response = this.http.send(request, BodyHandlers.ofString());
		Reply reply = new Reply(key, response.statusCode(),
				response.headers().firstValue("Idempotent-Replayed").isPresent(),
				response.headers().firstValue("Retry-After").isPresent(), response.body());
		assertThat(reply.isExpected()).as("%s %s: %s", path, body, reply).isTrue();
		return reply;
	}

	/**
	 * What came back.
	 *
	 * @param status of HTTP; 0 where there was no answer
	 * @param retriable whether it says when to try again
	 */
	public record Reply(String key, int status, boolean replayed, boolean retriable, String body) {

		public boolean isDone() {
			return this.status == 201;
		}

		/** Worth another try, with the same key. */
		public boolean isOpen() {
			return this.status == 202 || this.status == 0 || this.status >= 500
					|| (this.status == 409 && CONTENTION.contains(text("code")));
		}

		private boolean isExpected() {
			return isOpen() || isDone() || this.status == 409
					|| (this.status == 422 && text("code").startsWith("amount_exceeds_"));
		}

		public JsonNode json() {
			return JSON.readTree(this.body);
		}

		public String text(String field) {
			return json().path(field).asString("");
		}

	}

}
