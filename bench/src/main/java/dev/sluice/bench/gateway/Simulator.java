package dev.sluice.bench.gateway;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

import dev.sluice.bench.programs.Application;

/** The gateway's simulator in a process and a database of its own. */
public final class Simulator {

	private static final String DATABASE = "simulator";

	private final Application application;

	/** Starts it. */
	public Simulator(Installation installation) throws Exception {
		this.application = installation.program("Simulator", "simulator", DATABASE, "/simulator/v1/payment_methods",
				"Bearer " + Schema.SIMULATOR_SECRET);
	}

	/** Its process. */
	public Application application() {
		return this.application;
	}

	/** Where gateways find it. */
	public String url() {
		return "http://127.0.0.1:" + this.application.port() + "/simulator";
	}

	/** Where it tells how an operation stands. */
	public static String path(String operation) {
		return "/simulator/v1/operations/" + operation;
	}

	/** Asks it for something behind its address; an answer but 2xx is an error. */
	public String ask(String method, String path, String body) throws Exception {
		try (HttpClient http = HttpClient.newHttpClient()) {
			HttpRequest request = HttpRequest.newBuilder(URI.create(url() + path))
				.header("Authorization", "Bearer " + Schema.SIMULATOR_SECRET)
				.header("Content-Type", "application/json")
				.method(method, BodyPublishers.ofString(body))
				.build();
			HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
			if (response.statusCode() / 100 != 2) {
				throw new IllegalStateException(
						method + " " + path + " was answered " + response.statusCode() + ": " + response.body());
			}
			return response.body();
		}
	}

}
