package dev.sluice.page.browser;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The backend of a merchant: makes payments over the API while someone watches the page.
 */
public final class Merchant {

	/** Of the demo merchant. */
	public static final String KEY = "sk_demo_sluice";

	private final HttpClient http = HttpClient.newHttpClient();

	private final URI gateway;

	private final String key;

	public Merchant(URI gateway) {
		this(gateway, KEY);
	}

	public Merchant(URI gateway, String key) {
		this.gateway = gateway;
		this.key = key;
	}

	/** A payment of EUR 12.34 by an approved card. */
	public void pays(String reference, String capture) {
		var _ = pays(1234, "EUR", "pm_card_visa", reference, capture);
	}

	/** A payment, once its processor has answered. */
	public JsonNode pays(long amount, String currency, String method, String reference, String capture) {
		return posts("/v1/payments", """
				{"amount": %d, "currency": "%s", "payment_method": "%s", "reference": "%s", "capture": "%s"}"""
			.formatted(amount, currency, method, reference, capture));
	}

	/** Captures, refunds or voids a payment. */
	public JsonNode operates(JsonNode payment, String operations, String body) {
		return posts("/v1/payments/" + payment.path("id").asString() + "/" + operations, body);
	}

	public JsonNode reads(String path) {
		HttpResponse<String> answer = send(request(path).build());
		assertThat(answer.statusCode()).isEqualTo(200);
		return JsonMapper.shared().readTree(answer.body());
	}

	public JsonNode posts(String path, String body) {
		HttpResponse<String> answer = send(
				request(path).header("Content-Type", "application/json").POST(BodyPublishers.ofString(body)).build());
		assertThat(answer.statusCode()).as(answer.body()).isIn(201, 202);
		return JsonMapper.shared().readTree(answer.body());
	}

	private HttpRequest.Builder request(String path) {
		return HttpRequest.newBuilder(this.gateway.resolve(path)).header("Authorization", "Bearer " + this.key);
	}

	private HttpResponse<String> send(HttpRequest request) {
		try {
			return this.http.send(request, BodyHandlers.ofString());
		}
		catch (IOException ex) {
			throw new IllegalStateException("The gateway does not answer", ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException("Interrupted", ex);
		}
	}

}
