package dev.sluice.bench.gateway;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;

import dev.sluice.bench.programs.Application;
import dev.sluice.bench.programs.Postgres;
import dev.sluice.bench.run.Folders;
import dev.sluice.bench.run.Options;

/** The gateway, in demo mode for its merchant and key, on the database of this run. */
public final class Gateway {

	private static final String AUTHORIZATION = "Bearer " + Schema.KEY;

	private final Application application;

	public Gateway(String name, Options options, Postgres postgres, List<String> jvm, List<String> arguments)
			throws Exception {
		List<String> all = new ArrayList<>(postgres.arguments());
		all.add("--sluice.demo.enabled=true");
		all.addAll(arguments);
		String jar = options.text("jar", Folders.home().resolve("../target/sluice.jar").normalize().toString());
		this.application = new Application(name, jvm, List.of("-jar", jar), all, "/v1/currencies", AUTHORIZATION);
	}

	/** As many streams of one merchant as are wanted. */
	public static List<String> forStreams(List<String> given) {
		List<String> arguments = new ArrayList<>(
				List.of("--sluice.feed.max-streams=100000", "--sluice.feed.max-streams-per-merchant=100000"));
		arguments.addAll(given);
		return arguments;
	}

	/** Its process. */
	public Application application() {
		return this.application;
	}

	public int port() {
		return this.application.port();
	}

	public long cpuMicros() {
		return this.application.cpuMicros();
	}

	/** Makes a payment and waits for its outcome. */
	public void pay() throws Exception {
		try (HttpClient http = HttpClient.newHttpClient()) {
			HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + "/v1/payments"))
				.header("Authorization", AUTHORIZATION)
				.header("Content-Type", "application/json")
				.header("Idempotency-Key", "key-sample-of-a-payment")
				.POST(HttpRequest.BodyPublishers.ofString(Schema.BODY.replace('#', 'a')))
				.build();
			var response = http.send(request, BodyHandlers.ofString());
			if (response.statusCode() != 201) {
				throw new IllegalStateException(
						"A payment was answered " + response.statusCode() + ": " + response.body());
			}
		}
	}

}
