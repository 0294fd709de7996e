package dev.sluice.emulators.stripe;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.UUID;

import dev.sluice.testing.Patience;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Speaks to the Stripe emulator over HTTP, with an account of its own. */
final class Emulator {

	static final JsonMapper JSON = JsonMapper.shared();

	private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

	private final String base;

	private final String key = newKey();

	Emulator(int port) {
		this.base = "http://127.0.0.1:" + port + "/emulators/stripe";
	}

	static String newKey() {
		return "sk_test_" + UUID.randomUUID().toString().replace("-", "");
	}

	String base() {
		return this.base;
	}

	String key() {
		return this.key;
	}

	Reply get(String path) throws IOException, InterruptedException {
		return send("GET", path, null, null);
	}

	Reply post(String path, String form) throws IOException, InterruptedException {
		return send("POST", path, form, null);
	}

	Reply post(String path, String form, String idempotencyKey) throws IOException, InterruptedException {
		return send("POST", path, form, idempotencyKey);
	}

	Reply send(String method, String path, @Nullable String form, @Nullable String idempotencyKey)
			throws IOException, InterruptedException {
		HttpRequest.Builder request = request(path).header("Authorization", "Bearer " + this.key)
			.method(method, (form != null) ? BodyPublishers.ofString(form) : BodyPublishers.noBody());
		if (form != null) {
			request.header("Content-Type", "application/x-www-form-urlencoded");
		}
		if (idempotencyKey != null) {
			request.header("Idempotency-Key", idempotencyKey);
		}
		return send(request);
	}

	HttpRequest.Builder request(String path) {
		return HttpRequest.newBuilder(URI.create(path.startsWith("http") ? path : this.base + path))
			.timeout(Patience.LONG);
	}

	Reply send(HttpRequest.Builder request) throws IOException, InterruptedException {
		HttpResponse<String> response = this.http.send(request.build(), BodyHandlers.ofString());
		return new Reply(response);
	}

	/** Puts faults in force. */
	void faults(String json) throws IOException, InterruptedException {
		Reply reply = send(
				request("/faults").header("Content-Type", "application/json").PUT(BodyPublishers.ofString(json)));
		if (reply.status() != 200) {
			throw new AssertionError(reply.text());
		}
	}

	void noFaults() throws IOException, InterruptedException {
		Reply _ = send(request("/faults").DELETE());
	}

	/** Answers a challenge at its page. */
	String decide(String page, String decision) throws IOException, InterruptedException {
		return send(request(page).header("Content-Type", "application/x-www-form-urlencoded")
			.POST(BodyPublishers.ofString("decision=" + decision))).text();
	}

	/** What was answered. */
	record Reply(HttpResponse<String> response) {

		int status() {
			return this.response.statusCode();
		}

		String text() {
			return this.response.body();
		}

		JsonNode json() {
			return JSON.readTree(text());
		}

		String get(String name) {
			return json().path(name).asString("");
		}

		JsonNode error() {
			return json().path("error");
		}

		String code() {
			return error().path("code").asString("");
		}

		String header(String name) {
			return this.response.headers().firstValue(name).orElse("");
		}

	}

}
