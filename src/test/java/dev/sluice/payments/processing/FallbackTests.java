package dev.sluice.payments.processing;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

import com.jayway.jsonpath.JsonPath;
import dev.sluice.SluiceApplication;
import dev.sluice.payments.words.PaymentId;
import dev.sluice.postgres.Connections;
import dev.sluice.testing.SluiceTest;
import dev.sluice.testing.TestDatabase;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.NettyOutbound;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerResponse;

import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Who is asked when the first processor does not do it: the next one, if the first
 * certainly did nothing.
 */
@SluiceTest
class FallbackTests {

	private static final int NOBODY = 9;

	private static final Duration PATIENCE = Duration.ofMinutes(1);

	/** Room for two calls to each, of which one waits for the other. */
	private static final String[] NARROW = { "--sluice.processors.simulator.max-connections=1",
			"--sluice.processors.simulator.max-pending-calls=1", "--sluice.processors.simulator.response-timeout=5s",
			"--sluice.payments.default-wait=500ms", "--sluice.operations.first-retry=50ms",
			"--sluice.operations.max-retry=500ms", "--sluice.operations.recovery-interval=50ms" };

	private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

	private final int backup;

	FallbackTests(@LocalServerPort int backup) {
		this.backup = backup;
	}

	@Test
	void asksTheNextOneWhereTheFirstCannotBeReached() throws Exception {
		try (ConfigurableApplicationContext gateway = gateway("http://127.0.0.1:" + NOBODY)) {
			String payment = post(gateway, "/v1/payments", "manual").body();

			assertThat(JsonPath.<String>read(payment, "$.status")).isEqualTo("authorized");
			assertThat(JsonPath.<String>read(payment, "$.operations[0].processor")).isEqualTo("backup");
			assertThat(JsonPath.<List<Map<String, String>>>read(payment, "$.operations[0].attempts"))
				.containsExactly(Map.of("processor", "simulator", "reason", "processor_unreachable"));

			String id = JsonPath.read(payment, "$.id");
			String captured = post(gateway, "/v1/payments/" + id + "/captures", null).body();
			assertThat(JsonPath.<String>read(captured, "$.status")).isEqualTo("captured");
			assertThat(JsonPath.<String>read(captured, "$.operations[1].processor")).isEqualTo("backup");
			assertThat(book(id).statusCode()).isEqualTo(200);
		}
	}

	@Test
	void asksTheNextOneWhereTheFirstSaysThatItDidNothing() throws Exception {
		DisposableServer refuses = HttpServer.create()
			.host("127.0.0.1")
			.handle((request, response) -> response.status(503).header("Sluice-Processed", "no").send())
			.bindNow();
		try (ConfigurableApplicationContext gateway = gateway("http://127.0.0.1:" + refuses.port())) {
			String payment = post(gateway, "/v1/payments", "automatic").body();

			assertThat(JsonPath.<String>read(payment, "$.status")).isEqualTo("captured");
			assertThat(JsonPath.<String>read(payment, "$.operations[0].attempts[0].reason")).isEqualTo("not_processed");
		}
		finally {
			refuses.disposeNow();
		}
	}

	@Test
	void asksTheNextOneWhereThereIsNoRoomToAskTheFirst() throws Exception {
		DisposableServer silent = HttpServer.create()
			.host("127.0.0.1")
			.handle((request, response) -> Mono.never())
			.bindNow();
		try (ConfigurableApplicationContext gateway = gateway("http://127.0.0.1:" + silent.port(), NARROW)) {
			await().atMost(PATIENCE).untilAsserted(() -> {
				String payment = post(gateway, "/v1/payments", "automatic").body();
				assertThat(JsonPath.<String>read(payment, "$.status")).isEqualTo("captured");
				assertThat(JsonPath.<String>read(payment, "$.operations[0].processor")).isEqualTo("backup");
				assertThat(JsonPath.<List<Map<String, String>>>read(payment, "$.operations[0].attempts"))
					.containsExactly(Map.of("processor", "simulator", "reason", "processor_overloaded"));
			});
		}
		finally {
			silent.disposeNow();
		}
	}

	@Test
	void comesBackToTheOneThatThereWasNoRoomFor() throws Exception {
		AtomicBoolean answers = new AtomicBoolean();
		DisposableServer silent = HttpServer.create()
			.host("127.0.0.1")
			.route((routes) -> routes
				.post("/**",
						(request,
								response) -> answers.get() ? response.header("Content-Type", "application/json")
									.sendString(Mono.just("{\"status\": \"approved\"}")) : Mono.never())
				.get("/**", (request, response) -> knowsNothing(response)))
			.bindNow();
		try (ConfigurableApplicationContext gateway = gateway("http://127.0.0.1:" + silent.port(),
				Stream.concat(Stream.of(NARROW),
						Stream.of("--sluice.processors.simulator.others.nobody=http://127.0.0.1:" + NOBODY,
								"--sluice.routing.processors=simulator,nobody"))
					.toArray(String[]::new))) {
			List<String> payments = new ArrayList<>();
			await().atMost(PATIENCE).untilAsserted(() -> {
				payments.add(JsonPath.read(post(gateway, "/v1/payments", "automatic").body(), "$.id"));
				assertThat(attempts(gateway, payments.getLast())).contains("processor_unreachable");
			});

			answers.set(true);

			await().atMost(PATIENCE).untilAsserted(() -> {
				String payment = get(gateway, "/v1/payments/" + payments.getLast());
				assertThat(JsonPath.<String>read(payment, "$.status")).isEqualTo("captured");
				assertThat(JsonPath.<String>read(payment, "$.operations[0].processor")).isEqualTo("simulator");
				assertThat(JsonPath.<List<Map<String, String>>>read(payment, "$.operations[0].attempts"))
					.containsExactly(Map.of("processor", "simulator", "reason", "processor_overloaded"),
							Map.of("processor", "nobody", "reason", "processor_unreachable"));
			});
		}
		finally {
			silent.disposeNow();
		}
	}

	@Test
	void asksNobodyElseWhereTheFirstMayHaveDoneIt() throws Exception {
		DisposableServer fails = HttpServer.create()
			.host("127.0.0.1")
			.handle((request,
					response) -> request.receive().then().then(Mono.defer(() -> response.status(500).send().then())))
			.bindNow();
		try (ConfigurableApplicationContext gateway = gateway("http://127.0.0.1:" + fails.port())) {
			HttpResponse<String> answer = post(gateway, "/v1/payments", "automatic");

			assertThat(answer.statusCode()).isEqualTo(202);
			assertThat(JsonPath.<String>read(answer.body(), "$.status")).isEqualTo("processing");
			assertThat(book(JsonPath.read(answer.body(), "$.id")).statusCode()).isEqualTo(404);
		}
		finally {
			fails.disposeNow();
		}
	}

	@Test
	void passesAProcessorOverWhoseBreakerIsOpen() throws Exception {
		DisposableServer fails = HttpServer.create()
			.host("127.0.0.1")
			.handle((request,
					response) -> request.receive().then().then(Mono.defer(() -> response.status(500).send().then())))
			.bindNow();
		try (ConfigurableApplicationContext gateway = gateway("http://127.0.0.1:" + fails.port(),
				"--sluice.processors.simulator.open-after=4", "--sluice.processors.simulator.open-for=10m")) {
			await().untilAsserted(() -> {
				String payment = post(gateway, "/v1/payments", "automatic").body();
				assertThat(JsonPath.<String>read(payment, "$.status")).isEqualTo("captured");
				assertThat(JsonPath.<String>read(payment, "$.operations[0].attempts[0].reason"))
					.isEqualTo("circuit_open");
			});
		}
		finally {
			fails.disposeNow();
		}
	}

	@Test
	void givesUpOnlyWhereTheProcessorItselfKnowsNothing() throws Exception {
		AtomicBoolean knowsNothing = new AtomicBoolean();
		DisposableServer forgets = HttpServer.create()
			.host("127.0.0.1")
			.route((routes) -> routes.post("/**", (request, response) -> response.status(500).send())
				.get("/**",
						(request, response) -> knowsNothing.get() ? knowsNothing(response)
								: response.status(500).send()))
			.bindNow();
		try (ConfigurableApplicationContext gateway = gateway("http://127.0.0.1:" + forgets.port(),
				"--sluice.operations.call-timeout=2s", "--sluice.operations.lease=5s",
				"--sluice.operations.give-up-after=6s", "--sluice.operations.first-retry=50ms",
				"--sluice.operations.max-retry=100ms", "--sluice.operations.recovery-interval=50ms")) {
			String id = JsonPath.read(post(gateway, "/v1/payments", "automatic").body(), "$.id");
			await().until(() -> tries(gateway, id) > 2);
			assertThat(JsonPath.<String>read(get(gateway, "/v1/payments/" + id), "$.status")).isEqualTo("processing");

			knowsNothing.set(true);

			await().atMost(PATIENCE)
				.untilAsserted(() -> assertThat(JsonPath.<String>read(get(gateway, "/v1/payments/" + id), "$.status"))
					.isEqualTo("failed"));
			assertThat(JsonPath.<String>read(get(gateway, "/v1/payments/" + id), "$.operations[0].reason"))
				.isEqualTo("given_up");
		}
		finally {
			forgets.disposeNow();
		}
	}

	@Test
	void failsWhereNobodyCouldBeReached() throws Exception {
		try (ConfigurableApplicationContext gateway = gateway("http://127.0.0.1:" + NOBODY,
				"--sluice.routing.currencies.EUR=simulator")) {
			String payment = post(gateway, "/v1/payments", "automatic").body();

			assertThat(JsonPath.<String>read(payment, "$.status")).isEqualTo("failed");
			assertThat(JsonPath.<String>read(payment, "$.operations[0].reason")).isEqualTo("processor_unreachable");
			assertThat(JsonPath.<Integer>read(payment, "$.amount_captured")).isZero();
		}
	}

	/** What a processor answers that was never asked for the operation. */
	private static NettyOutbound knowsNothing(HttpServerResponse response) {
		return response.status(404)
			.header("Content-Type", "application/problem+json")
			.sendString(Mono.just("{\"code\": \"operation_not_found\"}"));
	}

	private ConfigurableApplicationContext gateway(String first, String... more) {
		List<String> arguments = new ArrayList<>(
				List.of("--server.port=0", "--sluice.demo.enabled=true", "--sluice.processors.simulator.url=" + first,
						"--sluice.processors.simulator.others.backup=http://127.0.0.1:" + this.backup + "/simulator"));
		arguments.addAll(List.of(more));
		return new SpringApplicationBuilder(SluiceApplication.class).properties(TestDatabase.create().properties())
			.run(arguments.toArray(String[]::new));
	}

	private HttpResponse<String> post(ConfigurableApplicationContext gateway, String path, @Nullable String capture)
			throws Exception {
		int port = gateway.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
		String body = (capture != null)
				? "{\"amount\": 100, \"currency\": \"EUR\", \"payment_method\": \"pm_card_visa\", \"capture\": \"%s\"}"
					.formatted(capture)
				: "{}";
		return this.http.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
			.header("Authorization", "Bearer sk_demo_sluice")
			.header("Content-Type", "application/json")
			.POST(BodyPublishers.ofString(body))
			.build(), BodyHandlers.ofString());
	}

	private String get(ConfigurableApplicationContext gateway, String path) throws Exception {
		int port = gateway.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
		return this.http
			.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
				.header("Authorization", "Bearer sk_demo_sluice")
				.build(), BodyHandlers.ofString())
			.body();
	}

	private static int tries(ConfigurableApplicationContext gateway, String id) {
		return gateway.getBean(Connections.class)
			.exports()
			.client()
			.sql("select tries from operations where payment_id = $1")
			.bind(0, PaymentId.of(id).value())
			.mapValue(Integer.class)
			.one()
			.blockOptional()
			.orElse(0);
	}

	/** Of an operation that may be under way. */
	private static String attempts(ConfigurableApplicationContext gateway, String id) {
		return gateway.getBean(Connections.class)
			.exports()
			.client()
			.sql("select attempts::text from operations where payment_id = $1")
			.bind(0, PaymentId.of(id).value())
			.mapValue(String.class)
			.one()
			.blockOptional()
			.orElse("");
	}

	/** What the backup's own book says of a payment. */
	private HttpResponse<String> book(String payment) throws Exception {
		return this.http.send(
				HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + this.backup + "/simulator/v1/book/" + payment))
					.header("Authorization", "Bearer sim_demo_secret")
					.build(),
				BodyHandlers.ofString());
	}

}
