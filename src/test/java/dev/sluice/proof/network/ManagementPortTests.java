package dev.sluice.proof.network;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;

import dev.sluice.proof.Instance;
import dev.sluice.testing.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** What probes are told, where callers do not come, and nothing else. */
class ManagementPortTests {

	/** Only there so that nothing hangs for ever. */
	private static final Duration PATIENCE = Duration.ofMinutes(2);

	private static final String LIVENESS = "/actuator/health/liveness";

	private static final String READINESS = "/actuator/health/readiness";

	private final HttpClient client = HttpClient.newHttpClient();

	private final TestDatabase database = TestDatabase.create();

	private TcpRelay relay;

	private Instance gateway;

	@BeforeEach
	void start() throws Exception {
		this.relay = new TcpRelay(this.database);
		this.gateway = Instance.start(this.relay.relayed(), Map.of("management.server.port", "0"));
	}

	@AfterEach
	void stop() throws Exception {
		this.gateway.close();
		this.relay.close();
		this.client.close();
	}

	@Test
	void tellsHowTheGatewayIsAndNothingElse() throws Exception {
		for (String path : new String[] { "/actuator/health", LIVENESS, READINESS }) {
			assertThat(get(path).body()).as(path).contains("\"status\":\"UP\"").doesNotContain("PostgreSQL", "details");
			assertThat(get(path).headers().firstValue("Date")).as(path).isPresent();
			assertThat(ask(this.gateway.port(), path, "GET").statusCode()).as(path).isEqualTo(404);
		}
		for (String path : new String[] { "/", "/index.html", "/docs", "/openapi.yaml", "/asyncapi.yaml", "/demo",
				"/sign-in", "/v1/payments", "/v1/session", "/actuator/env", "/actuator/heapdump", "/actuator/beans",
				"/actuator/shutdown" }) {
			assertThat(get(path).statusCode()).as(path).isEqualTo(404);
			assertThat(ask(this.gateway.managementPort(), path, "POST").statusCode()).as(path).isEqualTo(404);
		}
		assertThat(get("/v1/payments").body()).contains("\"code\":\"not_found\"");
		assertThat(get("/actuator/../v1/payments").statusCode()).isEqualTo(400);
	}

	@Test
	void saysThatItIsNotReadyWhileTheDatabaseIsAway() throws Exception {
		this.relay.fallSilent();
		await().atMost(PATIENCE).until(() -> get(READINESS).statusCode() == 503);

		assertThat(get(READINESS).body()).contains("\"status\":\"DOWN\"").doesNotContain("Exception");
		assertThat(get(LIVENESS).statusCode()).isEqualTo(200);
		this.relay.speakAgain();
		await().atMost(PATIENCE).until(() -> get(READINESS).statusCode() == 200);
	}

	@Test
	void isNeverThatOfCallers() {
		String port = Integer.toString(this.gateway.managementPort() + 1);

		assertThatThrownBy(
				() -> Instance.start(this.database, Map.of("server.port", port, "management.server.port", port))
					.close())
			.hasStackTraceContaining("Name another port than server.port");
	}

	@ParameterizedTest
	@ValueSource(strings = { "/", "/v1" })
	void hasNoPlaceForTheRoutesOfCallers(String base) {
		assertThatThrownBy(() -> Instance
			.start(this.database, Map.of("management.server.port", "0", "management.endpoints.web.base-path", base))
			.close()).hasStackTraceContaining("Endpoints need a path of their own");
	}

	private HttpResponse<String> get(String path) throws IOException, InterruptedException {
		return ask(this.gateway.managementPort(), path, "GET");
	}

	private HttpResponse<String> ask(int port, String path, String method) throws IOException, InterruptedException {
		return this.client.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
			.method(method, BodyPublishers.noBody())
			.header("Authorization", "Bearer sk_demo_sluice")
			.build(), BodyHandlers.ofString());
	}

}
