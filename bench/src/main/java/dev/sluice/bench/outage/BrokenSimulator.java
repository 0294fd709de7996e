package dev.sluice.bench.outage;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;

import dev.sluice.bench.gateway.Installation;
import dev.sluice.bench.gateway.Schema;
import dev.sluice.bench.programs.Application;

/**
 * The gateway's simulator in a process and a database of its own, which does what it is
 * asked and answers 500 until it is mended.
 */
final class BrokenSimulator {

	private static final String DATABASE = "simulator";

	private static final String ANSWERS_500 = "{\"error_after_rate\": 1.0}";

	private final Application application;

	BrokenSimulator(Installation installation) throws Exception {
		this.application = installation.program("Simulator", "simulator", DATABASE, "/simulator/v1/payment_methods",
				"Bearer " + Schema.SIMULATOR_SECRET);
	}

	Application application() {
		return this.application;
	}

	/** Where gateways find it. */
	String url() {
		return "http://127.0.0.1:" + this.application.port() + "/simulator";
	}

	/** Where it tells how an operation stands. */
	static String path(String operation) {
		return "/simulator/v1/operations/" + operation;
	}

	void breakDown() throws Exception {
		faults("PUT", ANSWERS_500);
	}

	void mend() throws Exception {
		faults("DELETE", "");
	}

	private void faults(String method, String body) throws Exception {
		try (HttpClient http = HttpClient.newHttpClient()) {
			HttpRequest request = HttpRequest.newBuilder(URI.create(url() + "/v1/faults"))
				.header("Authorization", "Bearer " + Schema.SIMULATOR_SECRET)
				.header("Content-Type", "application/json")
				.method(method, BodyPublishers.ofString(body))
				.build();
			var response = http.send(request, BodyHandlers.ofString());
			if (response.statusCode() / 100 != 2) {
				throw new IllegalStateException(
						"Faults were answered " + response.statusCode() + ": " + response.body());
			}
		}
	}

}
