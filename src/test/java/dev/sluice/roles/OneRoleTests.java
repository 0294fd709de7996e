package dev.sluice.roles;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import dev.sluice.proof.Client;
import dev.sluice.proof.Instance;
import dev.sluice.testing.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** Gateways with a single role: what they serve, and what they leave to others. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OneRoleTests {

	private static final Set<String> DUTIES = Set.of("consumers", "eventStreams", "couriers", "holding", "recovery",
			"retention", "housekeeping", "deliveryPurge", "warmUp");

	private static final Map<Role, Set<String>> OF_ROLE = Map.of(Role.API, Set.of("consumers", "warmUp"), Role.FEED,
			Set.of("eventStreams", "warmUp"), Role.DESTINATIONS, Set.of("couriers", "holding"), Role.RECOVERY,
			Set.of("recovery"), Role.HOUSEKEEPING, Set.of("retention", "housekeeping", "deliveryPurge"));

	private static final String HEALTH = "/actuator/health/readiness";

	private final HttpClient http = HttpClient.newHttpClient();

	private final Map<Role, Instance> instances = new EnumMap<>(Role.class);

	@BeforeAll
	void start() {
		TestDatabase database = TestDatabase.create();
		for (Role role : Role.values()) {
			this.instances.put(role, Instance.start(database, Map.of("sluice.roles", role.label(),
					"management.server.port", "0", "spring.r2dbc.pool.max-size", "4")));
		}
	}

	@AfterAll
	void stop() {
		this.instances.values().forEach(Instance::close);
		this.http.close();
	}

	@ParameterizedTest
	@CsvSource({ "GET, /v1/payments, 200, api", "POST, /v1/payments, 415, api", "GET, /v1/currencies, 200, api",
			"GET, /v1/destinations, 200, api", "POST, /v1/destinations, 415, api", "GET, /v1/api-keys, 200, api",
			"GET, /v1/audit, 200, api", "GET, /v1/payments/pay_01h2xcejqtf2nbrexx3vqjhp41, 404, api",
			"GET, /v1/destinations/dst_01h2xcejqtf2nbrexx3vqjhp41/events, 404, api", "GET, /v1, 404, api",
			"GET, /v1/nothing/here, 404, api", "PUT, /v1/payments, 405, api", "OPTIONS, /v1/payments, 204, api",
			"POST, /callbacks/simulator/mer_01h2xcejqtf2nbrexx3vqjhp41/pay_01h2xcejqtf2nbrexx3vqjhp41, 401, api",
			"GET, /openapi.yaml, 200, api", "GET, /asyncapi.yaml, 200, api", "GET, /docs, 200, api",
			"GET, /docs/docs.js, 200, api", "GET, /v1/events, 200, feed", "HEAD, /v1/events, 200, feed",
			"OPTIONS, /v1/events, 204, feed", "GET, /v1/payments/pay_01h2xcejqtf2nbrexx3vqjhp41/events, 404, feed",
			"GET, /v1/session, 401, feed", "POST, /v1/session, 415, feed", "GET, /, 200, feed",
			"GET, /index.html, 200, feed", "GET, /page/frame/app.js, 200, feed", "GET, /demo, 200, feed",
			"GET, /sign-in/options, 200, feed", "GET, /nothing.png, 404, feed" })
	void eachServesWhatItIsThereForAndNothingElse(String method, String path, int status, String server)
			throws Exception {
		for (Role role : Role.values()) {
			HttpResponse<String> answer = ask(role, method, path, true);

			if (role.label().equals(server)) {
				assertThat(answer.statusCode()).as("%s: %s", role, answer.body()).isEqualTo(status);
			}
			else {
				assertThat(answer.statusCode()).as("%s: %s", role, answer.body()).isEqualTo(421);
				assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
				assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
				assertThat(answer.body()).contains(method.equals("HEAD") ? "" : "\"code\":\"misdirected\"");
			}
		}
	}

	@Test
	void theProblemSaysWhoServesItAndWhatIsServedHere() throws Exception {
		HttpResponse<String> answer = ask(Role.API, "GET", "/v1/events?after=0", true);

		JsonNode problem = Client.JSON.readTree(answer.body());
		assertThat(problem.propertyNames()).containsExactly("type", "title", "status", "detail", "instance", "code",
				"trace_id");
		assertThat(problem.path("type").asString()).isEqualTo("urn:sluice:problem:misdirected");
		assertThat(problem.path("title").asString()).isEqualTo("Misdirected Request");
		assertThat(problem.path("status").asInt()).isEqualTo(421);
		assertThat(problem.path("detail").asString())
			.isEqualTo("This address is served by instances with the role feed; the roles of this one: api.");
		assertThat(problem.path("instance").asString()).isEqualTo("/v1/events");
		assertThat(problem.path("code").asString()).isEqualTo("misdirected");
		assertThat(answer.headers().firstValue("Request-Id")).contains(problem.path("trace_id").asString());
	}

	/** Nothing is looked up, counted or read for it. */
	@Test
	void whoAsksIsNotLookedAtBefore() throws Exception {
		assertThat(ask(Role.FEED, "POST", "/v1/payments", false).statusCode()).isEqualTo(421);
		assertThat(ask(Role.API, "GET", "/v1/payments", false).statusCode()).isEqualTo(401);
		assertThat(ask(Role.RECOVERY, "GET", "/v1/payments", false).headers().map()).doesNotContainKey("RateLimit");
	}

	@ParameterizedTest
	@EnumSource
	void eachTellsHowItIs(Role role) throws Exception {
		Instance instance = instance(role);
		HttpRequest probe = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + instance.managementPort() + HEALTH))
			.build();

		assertThat(this.http.send(probe, BodyHandlers.ofString()).statusCode()).isEqualTo(200);
	}

	@ParameterizedTest
	@EnumSource
	void eachDoesWhatItIsThereForAndNothingElse(Role role) {
		assertThat(DUTIES).filteredOn(instance(role).context()::containsBean)
			.containsExactlyInAnyOrderElementsOf(OF_ROLE.get(role));
	}

	@ParameterizedTest
	@EnumSource
	void theSimulatorIsWhereItIsSwitchedOn(Role role) throws Exception {
		assertThat(ask(role, "GET", "/simulator/v1/payment_methods", true).statusCode()).isNotEqualTo(421);
	}

	private Instance instance(Role role) {
		return Objects.requireNonNull(this.instances.get(role));
	}

	private HttpResponse<String> ask(Role role, String method, String path, boolean known)
			throws IOException, InterruptedException {
		HttpRequest.Builder request = HttpRequest
			.newBuilder(URI.create("http://127.0.0.1:" + instance(role).port() + path))
			.method(method, BodyPublishers.noBody());
		if (known) {
			request.header("Authorization", "Bearer sk_demo_sluice");
		}
		return this.http.send(request.build(), BodyHandlers.ofString());
	}

}
