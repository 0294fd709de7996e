package dev.sluice.proof.fuzz;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;

/** By which header the schemes of the description are satisfied. */
final class Credentials {

	/** What the gateway is given as {@code sluice.operator.key}. */
	static final String OPERATOR_KEY = "operator-key-of-the-fuzzer-0123456789";

	private final HttpClient http = HttpClient.newHttpClient();

	private final URI session;

	private volatile String cookie = "";

	Credentials(String gateway) {
		this.session = URI.create(gateway + "/v1/session");
	}

	/** Signs in, for the first time or when the session was ended. */
	Credentials renew() throws IOException, InterruptedException {
		HttpRequest request = HttpRequest.newBuilder(this.session)
			.header("Content-Type", "application/json")
			.POST(BodyPublishers.ofString("{\"api_key\":\"sk_demo_sluice\"}"))
			.build();
		this.http.send(request, BodyHandlers.ofString())
			.headers()
			.firstValue("Set-Cookie")
			.ifPresent((line) -> this.cookie = line.replaceAll(";.*", ""));
		return this;
	}

	/** Whole lines; a session may change things from its own page alone. */
	String line(String scheme) {
		return switch (scheme) {
			case "apiKey" -> "Authorization: Bearer sk_demo_sluice";
			case "session" -> "Cookie: " + this.cookie + "\r\nSec-Fetch-Site: same-origin";
			case "operatorKey" -> "Authorization: Bearer " + OPERATOR_KEY;
			default -> throw new IllegalStateException("Nothing is known that satisfies " + scheme);
		};
	}

}
