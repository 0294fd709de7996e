package dev.sluice.http.server;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import java.util.Map;

import dev.sluice.testing.Patience;
import dev.sluice.testing.SluiceProcess;
import dev.sluice.testing.TestDatabase;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A real process whose log is read by programs. */
class StructuredLogTests {

	private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";

	private final TestDatabase database = TestDatabase.create();

	private final JsonMapper json = new JsonMapper();

	@TempDir
	private Path folder;

	@ParameterizedTest
	@CsvSource({ "ecs, /http/request/id, /trace/id, /error/stack_trace",
			"logstash, /http.request.id, /trace.id, /stack_trace" })
	void isJsonLineByLineAndSaysWhichRequestALineBelongsTo(String format, String request, String trace,
			String stackTrace) throws Exception {
		String[] arguments = this.database.arguments("--server.port=0", "--sluice.demo.enabled=true",
				"--logging.structured.format.console=" + format);
		try (SluiceProcess process = SluiceProcess.startWithoutTests(this.folder, arguments)
			.awaitOutput("Sluice is ready")) {
			WebTestClient http = client(process.port());
			askWithAWrongKey(http);
			payWithoutAnAnswer(http);
			var _ = process.awaitOutput("will be looked up");
			askForWhatIsBroken(http);

			List<JsonNode> lines = process.output().lines().map(this.json::readTree).toList();
			assertThat(lines).hasSizeGreaterThan(5).allMatch(JsonNode::isObject);
			assertThat(lines).filteredOn((line) -> message(line).contains("invalid_api_key"))
				.singleElement()
				.satisfies((line) -> assertThat(texts(line, request, trace)).containsExactly("wrong-key", TRACE));
			assertThat(lines).filteredOn((line) -> message(line).contains("will be looked up"))
				.singleElement()
				.satisfies((line) -> assertThat(texts(line, request, trace)).containsExactly("lost-1", "lost-1"));
			assertThat(lines).filteredOn((line) -> message(line).contains("GET /v1/payments failed"))
				.singleElement()
				.satisfies((line) -> assertThat(texts(line, request, trace)).containsExactly(TRACE, TRACE))
				.satisfies((line) -> assertThat(line.at(stackTrace).asString()).contains("\n\tat "));
			assertThat(lines).filteredOn((line) -> message(line).contains("Sluice is ready"))
				.singleElement()
				.satisfies((line) -> assertThat(message(line)).contains("\n"))
				.satisfies((line) -> assertThat(line.at(request).isMissingNode()).isTrue());
		}
	}

	private static void askWithAWrongKey(WebTestClient http) {
		http.get()
			.uri("/v1/payments")
			.header("Authorization", "Bearer sk_test_nobody_has_this_key")
			.header("Request-Id", "wrong-key")
			.header("traceparent", "00-" + TRACE + "-00f067aa0ba902b7-01")
			.exchange()
			.expectStatus()
			.isUnauthorized();
	}

	/** The processor does it, and the answer is lost. */
	private static void payWithoutAnAnswer(WebTestClient http) {
		http.put()
			.uri("/simulator/v1/faults")
			.header("Authorization", "Bearer sim_demo_secret")
			.bodyValue(Map.of("drop_after_rate", 1))
			.exchange()
			.expectStatus()
			.is2xxSuccessful();
		http.post()
			.uri("/v1/payments")
			.header("Authorization", "Bearer sk_demo_sluice")
			.header("Request-Id", "lost-1")
			.header("Prefer", "respond-async")
			.contentType(MediaType.APPLICATION_JSON)
			.bodyValue(Map.of("amount", 100, "currency", "EUR", "payment_method", "pm_card_visa"))
			.exchange()
			.expectStatus()
			.isAccepted();
	}

	private void askForWhatIsBroken(WebTestClient http) throws Exception {
		await().atMost(Patience.LONG).ignoreExceptions().until(() -> {
			try (Connection connection = this.database.dataSource().getConnection();
					Statement statement = connection.createStatement()) {
				statement.execute("alter table payments rename column data to moved");
				return true;
			}
		});
		http.get()
			.uri("/v1/payments")
			.header("Authorization", "Bearer sk_demo_sluice")
			.header("traceparent", "00-" + TRACE + "-00f067aa0ba902b7-01")
			.exchange()
			.expectStatus()
			.is5xxServerError();
	}

	private static WebTestClient client(int port) {
		return WebTestClient.bindToServer().responseTimeout(Patience.LONG).baseUrl("http://localhost:" + port).build();
	}

	private static String message(JsonNode line) {
		return line.path("message").asString();
	}

	private static List<String> texts(JsonNode line, String... pointers) {
		return List.of(pointers).stream().map((pointer) -> line.at(pointer).asString()).toList();
	}

}
