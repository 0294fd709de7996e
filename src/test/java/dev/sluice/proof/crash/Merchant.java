package dev.sluice.proof.crash;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Map;

import dev.sluice.proof.Client;
import tools.jackson.databind.JsonNode;

/**
 * The demo merchant, who opens accounts at processors.
 *
 * @param port of the gateway
 */
record Merchant(int port) {

	/** Makes an account, and says what it is called. */
	String open(Map<String, Object> terms) throws IOException, InterruptedException {
		return send("POST", "", terms).path("id").asString();
	}

	void change(String account, Map<String, Object> change) throws IOException, InterruptedException {
		JsonNode _ = send("PATCH", "/" + account, change);
	}

	/** Where a processor tells what happens. */
	String notifications(String account) {
		return address() + "/processors/" + account + "/notifications";
	}

	private JsonNode send(String method, String path, Map<String, Object> body)
			throws IOException, InterruptedException {
		return Answers.to(HttpRequest.newBuilder(URI.create(address() + "/v1/processor-accounts" + path))
			.header("Authorization", "Bearer sk_demo_sluice")
			.header("Content-Type", "application/json")
			.method(method, BodyPublishers.ofString(Client.JSON.writeValueAsString(body))));
	}

	private String address() {
		return "http://127.0.0.1:" + this.port;
	}

}
