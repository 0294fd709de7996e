package dev.sluice.payments;

import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

import com.jayway.jsonpath.JsonPath;
import dev.sluice.testing.SluiceTest;
import dev.sluice.testing.TestDatabase;
import dev.sluice.testing.TestMerchant;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.core.env.Environment;
import org.springframework.http.MediaType;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.reactive.server.EntityExchangeResult;
import org.springframework.test.web.reactive.server.WebTestClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** More requests about one payment than may wait for it. */
@SluiceTest
@TestPropertySource(properties = { "sluice.payments.queue-size=3", "sluice.postgres.statement-timeout=60s",
		"sluice.postgres.answer-timeout=70s", "sluice.journal.append-timeout=80s" })
class CrowdedPaymentTests {

	private static final Duration PATIENCE = Duration.ofMinutes(1);

	private static final Map<String, Object> AUTHORIZATION = Map.of("amount", 1999, "currency", "EUR", "payment_method",
			"pm_card_visa", "capture", "manual");

	private static final Map<String, Object> CAPTURE = Map.of("amount", 10);

	private final WebTestClient http;

	CrowdedPaymentTests(@Autowired DatabaseClient database, @LocalServerPort int port) {
		String key = TestMerchant.create(database).apiKey();
		this.http = WebTestClient.bindToServer()
			.baseUrl("http://localhost:" + port)
			.responseTimeout(PATIENCE)
			.defaultHeaders((headers) -> headers.setBearerAuth(key))
			.build();
	}

	@Test
	void areToldToTryAgainAndUseNoKeyUp(@Autowired Environment environment) throws Exception {
		String captures = "/v1/payments/" + id(post("authorization", "/v1/payments", AUTHORIZATION)) + "/captures";
		List<Asked> asked;
		try (Connection connection = TestDatabase.of(environment).dataSource().getConnection();
				Statement statement = connection.createStatement()) {
			connection.setAutoCommit(false);
			statement.execute("select from journal_heads for update");

			asked = IntStream.range(0, 5).mapToObj((i) -> ask("capture-" + i, captures)).toList();

			await().atMost(PATIENCE).until(() -> asked.stream().filter(Asked::isAnswered).count() == 2);
			assertThat(asked).filteredOn(Asked::isAnswered).allSatisfy(CrowdedPaymentTests::isRefused);
			connection.rollback();
		}

		List<Asked> refused = asked.stream().filter((one) -> one.answer().join().getStatus().value() == 409).toList();
		assertThat(refused).hasSize(2);
		assertThat(asked).filteredOn((one) -> !refused.contains(one)).allSatisfy(CrowdedPaymentTests::isDone);
		assertThat(refused).map((one) -> ask(one.key(), captures)).allSatisfy(CrowdedPaymentTests::isDone);
	}

	private static void isRefused(Asked asked) {
		EntityExchangeResult<String> answer = asked.answer().join();
		assertThat(answer.getStatus().value()).isEqualTo(409);
		assertThat(answer.getResponseHeaders().getFirst("Retry-After")).isEqualTo("1");
		assertThat(JsonPath.<String>read(String.valueOf(answer.getResponseBody()), "$.code")).isEqualTo("contention");
	}

	private static void isDone(Asked asked) {
		EntityExchangeResult<String> answer = asked.answer().join();
		assertThat(answer.getStatus().value()).isEqualTo(201);
		assertThat(answer.getResponseHeaders().containsHeader("Idempotent-Replayed")).isFalse();
	}

	private static String id(EntityExchangeResult<String> made) {
		assertThat(made.getStatus().value()).isEqualTo(201);
		return String.valueOf(made.getResponseHeaders().getLocation()).replaceFirst(".*/", "");
	}

	private Asked ask(String key, String path) {
		CompletableFuture<EntityExchangeResult<String>> answer = new CompletableFuture<>();
		var _ = Thread.startVirtualThread(() -> {
			try {
				var _ = answer.complete(post(key, path, CAPTURE));
			}
			catch (RuntimeException | AssertionError ex) {
				var _ = answer.completeExceptionally(ex);
			}
		});
		return new Asked(key, answer);
	}

	private EntityExchangeResult<String> post(String key, String path, Map<String, Object> body) {
		return this.http.post()
			.uri(path)
			.contentType(MediaType.APPLICATION_JSON)
			.header("Idempotency-Key", key)
			.bodyValue(body)
			.exchange()
			.expectBody(String.class)
			.returnResult();
	}

	private record Asked(String key, CompletableFuture<EntityExchangeResult<String>> answer) {

		boolean isAnswered() {
			return this.answer.isDone();
		}

	}

}
