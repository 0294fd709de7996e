package dev.sluice.proof.observe;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import dev.sluice.proof.Instance;
import dev.sluice.proof.LiveStream;
import dev.sluice.testing.Ports;
import dev.sluice.testing.TestDatabase;
import dev.sluice.testing.observe.Observation;
import dev.sluice.testing.observe.Prometheus;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A gateway that has had something to do: what it shows is what its page tells, and what
 * the alerts and the dashboard ask for is there.
 */
class MetricsTests {

	private static final Path PAGE = Path.of("docs", "metrics.md");

	private static final Pattern ROW = Pattern.compile("^\\| `(sluice_\\w+)` \\| (\\w+) \\|", Pattern.MULTILINE);

	private static final Pattern SHOWN = Pattern.compile("^# TYPE (sluice_\\w+) (\\w+)$", Pattern.MULTILINE);

	private static final Pattern NAME = Pattern
		.compile("\\b(?:sluice|jvm|process|system|logback|executor)_[a-z0-9_]+(?=[\\[{ )]|$)");

	@TempDir
	private static Path folder;

	private static Instance gateway;

	private static HttpClient client;

	@BeforeAll
	static void makePayments() throws Exception {
		client = HttpClient.newHttpClient();
		gateway = Instance.start(TestDatabase.create(),
				Map.of("management.server.port", "0", "sluice.destinations.kafka.bootstrap-servers",
						"127.0.0.1:" + Ports.free(), "sluice.limits.redis.url", "redis://127.0.0.1:" + Ports.free(),
						"sluice.destinations.lag.interval", "200ms", "sluice.operations.due-interval", "200ms",
						"sluice.feed.max-streams-per-merchant", "1"));
		assertThat(post("/v1/destinations", """
				{"type":"webhook","url":"http://127.0.0.1:%d/hook","from":"beginning"}""".formatted(Ports.free()))
			.statusCode()).isEqualTo(201);
		for (String method : List.of("pm_card_visa", "pm_card_declined_insufficient_funds", "pm_card_3ds",
				"pm_card_pending")) {
			assertPaid(method);
		}
		try (LiveStream stream = LiveStream.after(0, gateway.port())) {
			assertThat(stream.next()).isNotNull();
			assertThat(send(HttpRequest.newBuilder(address("/v1/events")).header("Accept", "text/event-stream"))
				.statusCode()).isEqualTo(429);
		}
	}

	@AfterAll
	static void stop() {
		gateway.close();
		client.close();
	}

	@Test
	void areThoseOfTheirPage() throws Exception {
		await().untilAsserted(() -> assertThat(shown()).isEqualTo(told()));
	}

	@Test
	void areToldApartByNothingThatCallersChoose() throws Exception {
		assertThat(send(HttpRequest.newBuilder(address("/v1/payments/" + "x".repeat(20)))
			.method("BREW", BodyPublishers.noBody())).statusCode()).isGreaterThanOrEqualTo(400);
		assertThat(pay("pm_card_declined_" + "x".repeat(10)).statusCode()).isIn(201, 422);

		assertThat(scrape())
			.contains("sluice_http_requests_seconds_count{method=\"POST\",route=\"/v1/payments\",status=\"2xx\"}")
			.doesNotContain("BREW", "xxxxx", "mer_", "pay_", "dst_");
	}

	@Test
	void sayWhatIsRunning() throws Exception {
		String info = management("/actuator/info");

		assertThat(info).contains("\"roles\":[\"api\",", "\"java\":{", "\"version\":")
			.doesNotContain("password", "sk_");
	}

	@Test
	@EnabledIf(value = "dev.sluice.testing.observe.Prometheus#isInstalled", disabledReason = Prometheus.MISSING)
	void answerWhatAlertsAndTheDashboardAsk() throws Exception {
		Path rules = Files.copy(Observation.RULES, folder.resolve("sluice.rules.yml"));
		Path configuration = folder.resolve("prometheus.yml");
		Files.writeString(configuration,
				Files.readString(Observation.SCRAPING)
					.replaceAll("(scrape_interval|scrape_timeout|evaluation_interval): \\w+", "$1: 1s")
					.replaceAll("- sluice\\S*:8081", "- 127.0.0.1:" + gateway.managementPort()));
		assertThat(configuration).content()
			.contains(Integer.toString(gateway.managementPort()), rules.getFileName().toString());

		try (Prometheus prometheus = Prometheus.start(folder, configuration)) {
			assertPaid("pm_card_visa");
			await().until(() -> prometheus.query("count_over_time(sluice_load[1m]) >= 3").size() == 1);
			assertPaid("pm_card_visa");
			await().untilAsserted(() -> {
				for (JsonNode panel : Observation.panels()) {
					for (String query : Observation.queries(panel)) {
						assertThat(prometheus.query(query)).as(query).isNotEmpty();
					}
				}
			});
			for (Observation.Alert alert : Observation.alerts()) {
				assertThat(prometheus.query(alert.query())).as(alert.name()).isNotNull();
				assertThat(NAME.matcher(alert.query()).results().map((name) -> name.group()).toList()).as(alert.name())
					.isSubsetOf(prometheus.names());
			}
		}
	}

	private static Map<String, String> told() throws IOException {
		return ROW.matcher(Files.readString(PAGE))
			.results()
			.collect(Collectors.toMap((row) -> row.group(1), (row) -> row.group(2), (one, other) -> one + " twice",
					TreeMap::new));
	}

	/** The greatest of some time is shown beside its sum. */
	private static Map<String, String> shown() throws Exception {
		Map<String, String> all = SHOWN.matcher(scrape())
			.results()
			.collect(Collectors.toMap((type) -> type.group(1), (type) -> type.group(2), (one, other) -> one,
					TreeMap::new));
		all.keySet().removeIf((name) -> name.endsWith("_max") && all.containsKey(name.replaceFirst("_max$", "")));
		return all;
	}

	private static String scrape() throws Exception {
		return management("/actuator/prometheus");
	}

	private static String management(String path) throws Exception {
		URI address = URI.create("http://127.0.0.1:" + gateway.managementPort() + path);
		HttpResponse<String> answer = client.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString());
		assertThat(answer.statusCode()).isEqualTo(200);
		return answer.body();
	}

	private static HttpResponse<String> pay(String method) throws Exception {
		return post("/v1/payments", """
				{"amount":1999,"currency":"EUR","payment_method":"%s"}""".formatted(method));
	}

	private static void assertPaid(String method) throws Exception {
		assertThat(pay(method).statusCode()).isIn(201, 202);
	}

	private static HttpResponse<String> post(String path, String body) throws Exception {
		return send(HttpRequest.newBuilder(address(path))
			.header("Content-Type", "application/json")
			.header("Prefer", "wait=1")
			.POST(BodyPublishers.ofString(body)));
	}

	private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
		return client.send(request.header("Authorization", "Bearer sk_demo_sluice").build(), BodyHandlers.ofString());
	}

	private static URI address(String path) {
		return URI.create("http://127.0.0.1:" + gateway.port() + path);
	}

}
