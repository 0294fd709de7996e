package dev.sluice.bench.gateway;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;

import dev.sluice.bench.programs.Application;
import dev.sluice.bench.programs.Postgres;

/** The gateway, in demo mode for its merchant and key, on the database of this run. */
public final class Gateway {

	/** Among its arguments where it is to get warm by itself before it is ready. */
	public static final String WARM_UP = "--sluice.warm-up.enabled=true";

	private static final String AUTHORIZATION = "Bearer " + Schema.KEY;

	private final Application application;

	Gateway(String name, String jar, List<String> jvm, Postgres postgres, List<String> arguments) throws Exception {
		List<String> all = new ArrayList<>(postgres.arguments());
		all.add("--sluice.demo.enabled=true");
		all.add("--management.server.port=-1");
		all.add("--sluice.limits.enabled=false");
		all.add("--sluice.load.max-requests=2000000000");
		all.add("--sluice.load.max-lag=1h");
		if (!arguments.contains(WARM_UP)) {
			all.add("--sluice.warm-up.enabled=false");
		}
		all.addAll(arguments);
		this.application = new Application(name, jvm, List.of("-jar", jar), all, "/v1/currencies", AUTHORIZATION);
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

	/** The first events of a merchant, each as readers are shown it. */
	public List<String> events(String key, int count) throws Exception {
		try (HttpClient http = HttpClient.newHttpClient()) {
			HttpRequest request = HttpRequest
				.newBuilder(URI.create("http://127.0.0.1:" + port() + "/v1/events?after=0"))
				.header("Authorization", "Bearer " + key)
				.header("Accept", "application/x-ndjson")
				.build();
			try (var lines = http.send(request, BodyHandlers.ofLines()).body()) {
				return lines.limit(count).toList();
			}
		}
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
