package dev.sluice.processors.stripe;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.UUID;

import dev.sluice.testing.Patience;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/** The emulator as somebody sees it who has the same key, and can disturb it. */
public final class EmulatedStripe {

	private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

	private final String base;

	private final String key = "sk_test_" + UUID.randomUUID().toString().replace("-", "");

	/** The emulator at the application on this port. */
	public EmulatedStripe(int port) {
		this("http://127.0.0.1:" + port + "/emulators/stripe");
	}

	private EmulatedStripe(String base) {
		this.base = base;
	}

	/** The same emulator with another key. */
	EmulatedStripe another() {
		return new EmulatedStripe(this.base);
	}

	String base() {
		return this.base;
	}

	/** The secret key. */
	public String key() {
		return this.key;
	}

	JsonNode get(String path) {
		return get(path, null);
	}

	JsonNode get(String path, @Nullable String account) {
		HttpRequest.Builder request = authorized(path);
		return send((account != null) ? request.header("Stripe-Account", account) : request);
	}

	/** Posts a form. */
	public JsonNode post(String path, String form) {
		return send(authorized(path).header("Content-Type", "application/x-www-form-urlencoded")
			.POST(BodyPublishers.ofString(form)));
	}

	/** All payments of the account. */
	public List<JsonNode> payments() {
		return get("/v1/payment_intents?limit=100").path("data").valueStream().toList();
	}

	JsonNode payment(@Nullable Object id) {
		return get("/v1/payment_intents/" + id + "?expand%5B%5D=latest_charge");
	}

	/** All refunds of the account. */
	public List<JsonNode> refunds() {
		return get("/v1/refunds?limit=100").path("data").valueStream().toList();
	}

	/** Lets go wrong what a plan says, until it is replaced. */
	public void faults(String json) {
		JsonNode plan = send(
				request("/faults").header("Content-Type", "application/json").PUT(BodyPublishers.ofString(json)));
		assertThat(plan.has("lost_answer_rate")).as(plan.toString()).isTrue();
	}

	/** Nothing goes wrong any more. */
	public void noFaults() {
		var _ = text(request("/faults").DELETE());
	}

	/** Answers a challenge at its page. */
	void decide(Object page, String decision) {
		var _ = text(HttpRequest.newBuilder(URI.create(String.valueOf(page)))
			.timeout(Patience.LONG)
			.header("Content-Type", "application/x-www-form-urlencoded")
			.POST(BodyPublishers.ofString("decision=" + decision)));
	}

	private HttpRequest.Builder authorized(String path) {
		return request(path).header("Authorization", "Bearer " + this.key);
	}

	private HttpRequest.Builder request(String path) {
		return HttpRequest.newBuilder(URI.create(this.base + path)).timeout(Patience.LONG);
	}

	private JsonNode send(HttpRequest.Builder request) {
		return JsonMapper.shared().readTree(text(request));
	}

	private String text(HttpRequest.Builder request) {
		try {
			return this.http.send(request.build(), BodyHandlers.ofString()).body();
		}
		catch (IOException ex) {
			throw new AssertionError(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new AssertionError(ex);
		}
	}

}
