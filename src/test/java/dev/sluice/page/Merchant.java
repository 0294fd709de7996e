package dev.sluice.page;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The backend of the demo merchant: makes payments over the API while someone watches the
 * page.
 */
final class Merchant {

	static final String KEY = "sk_demo_sluice";

	private final HttpClient http = HttpClient.newHttpClient();

	private final URI gateway;

	Merchant(URI gateway) {
		this.gateway = gateway;
	}

	/** A payment of EUR 12.34 by an approved card. */
	void pays(String reference, String capture) {
		HttpRequest request = HttpRequest.newBuilder(this.gateway.resolve("/v1/payments"))
			.header("Authorization", "Bearer " + KEY)
			.header("Content-Type", "application/json")
			.POST(BodyPublishers.ofString("""
					{"amount": 1234, "currency": "EUR", "payment_method": "pm_card_visa", "reference": "%s",
					 "capture": "%s"}""".formatted(reference, capture)))
			.build();
		assertThat(send(request).statusCode()).isIn(201, 202);
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
