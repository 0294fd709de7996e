package dev.sluice.payments.idempotency;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

import dev.sluice.testing.Shop;
import dev.sluice.testing.SluiceTest;
import dev.sluice.testing.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.core.env.Environment;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.test.web.reactive.server.EntityExchangeResult;

import static dev.sluice.testing.Shop.read;
import static org.assertj.core.api.Assertions.assertThat;

/** Requests that come again while the processor still works on the first one. */
@SluiceTest
class PendingRequestTests {

	private static final String NO_PAYMENT = """
			insert into idempotency_keys (merchant_id, key, request, payment_id, operation_id, created_at)
			values ($1, $2, '{}', $3, $3, now())""";

	private static final JsonMapper JSON = JsonMapper.shared();

	private final DatabaseClient database;

	private final Environment environment;

	private final Shop shop;

	PendingRequestTests(@Autowired DatabaseClient database, @Autowired Environment environment,
			@LocalServerPort int port) {
		this.database = database;
		this.environment = environment;
		this.shop = Shop.open(database, port);
	}

	static Stream<Arguments> requests() {
		return Stream.of(Arguments.of("automatic", "", Shop.terms("automatic", "pm_card_visa"), "captured"),
				Arguments.of("manual", "/captures", "{}", "captured"),
				Arguments.of("manual", "/captures", "{\"amount\": 40}", "partially_captured"),
				Arguments.of("automatic", "/refunds", "{\"amount\": 40}", "partially_refunded"),
				Arguments.of("manual", "/voids", "{}", "voided"));
	}

	@ParameterizedTest
	@MethodSource("requests")
	void showsThePaymentAsItIsUntilThereIsAnOutcome(String capture, String path, String body, String outcome)
			throws SQLException {
		String uri = path.isEmpty() ? "/v1/payments" : "/v1/payments/" + this.shop.pay(capture, "pm_card_visa") + path;
		String key = UUID.randomUUID().toString();
		CompletableFuture<EntityExchangeResult<String>> waiting;
		EntityExchangeResult<String> first;
		try (Connection processor = stopTheProcessor()) {
			first = keyed(uri, body, key, "respond-async");
			String payment = "/v1/payments/" + read(first.getResponseBody(), "$.id");

			EntityExchangeResult<String> again = keyed(uri, body, key, "respond-async");
			EntityExchangeResult<String> other = keyed(uri,
					path.isEmpty() ? Shop.terms("manual", "pm_card_visa") : "{\"amount\": 41}", key, "respond-async");
			waiting = CompletableFuture.supplyAsync(() -> keyed(uri, body, key, "wait=60"));

			assertThat(first.getStatus().value()).isEqualTo(202);
			assertThat(again.getStatus().value()).isEqualTo(202);
			assertThat(again.getResponseHeaders().getFirst("Idempotent-Replayed")).isEqualTo("true");
			assertThat(again.getResponseHeaders().getFirst(HttpHeaders.LOCATION)).isEqualTo(payment);
			assertThat(JSON.readTree(again.getResponseBody())).isEqualTo(JSON.readTree(first.getResponseBody()));
			assertThat(other.getStatus().value()).isEqualTo(422);
			assertThat(waiting).isNotDone();
			processor.rollback();
		}
		EntityExchangeResult<String> late = waiting.join();

		assertThat(late.getStatus().value()).isEqualTo(201);
		assertThat(late.getResponseHeaders().getFirst("Idempotent-Replayed")).isEqualTo("true");
		assertThat(read(late.getResponseBody(), "$.status")).isEqualTo(outcome);
		assertThat(keyed(uri, body, key, "respond-async").getResponseBody()).isEqualTo(late.getResponseBody());
	}

	@Test
	void showsWhatElseHappenedToThePaymentMeanwhile() throws SQLException {
		String payment = this.shop.pay("manual", "pm_card_visa");
		String uri = "/v1/payments/" + payment + "/captures";
		String key = UUID.randomUUID().toString();
		try (Connection processor = stopTheProcessor()) {
			EntityExchangeResult<String> first = keyed(uri, "{\"amount\": 10}", key, "respond-async");
			EntityExchangeResult<String> _ = keyed(uri, "{\"amount\": 20}", "another-" + key, "respond-async");

			EntityExchangeResult<String> again = keyed(uri, "{\"amount\": 10}", key, "respond-async");

			assertThat(again.getStatus().value()).isEqualTo(202);
			assertThat(read(first.getResponseBody(), "$.version")).isEqualTo("3");
			assertThat(read(again.getResponseBody(), "$.version")).isEqualTo("4");
			assertThat(again.getResponseBody()).isEqualTo(this.shop.show(payment));
			processor.rollback();
		}
	}

	@Test
	void asksToTryAgainWhereTheFirstRequestHasLeftNothingYet() {
		String key = UUID.randomUUID().toString();
		this.database.sql(NO_PAYMENT)
			.bind(0, this.shop.merchant().id())
			.bind(1, key)
			.bind(2, UUID.randomUUID())
			.then()
			.block();

		EntityExchangeResult<String> refused = keyed("/v1/payments", Shop.terms("manual", "pm_card_visa"), key,
				"wait=1");

		assertThat(refused.getStatus().value()).isEqualTo(409);
		assertThat(read(refused.getResponseBody(), "$.code")).isEqualTo("idempotency_key_in_use");
		assertThat(refused.getResponseHeaders().getFirst(HttpHeaders.RETRY_AFTER)).isEqualTo("1");
	}

	/** Until the connection rolls back, or is closed. */
	private Connection stopTheProcessor() throws SQLException {
		Connection connection = TestDatabase.of(this.environment).dataSource().getConnection();
		connection.setAutoCommit(false);
		connection.createStatement().execute("lock table simulator.operations in exclusive mode");
		return connection;
	}

	private EntityExchangeResult<String> keyed(String uri, String body, String key, String prefer) {
		return this.shop.http()
			.post()
			.uri(uri)
			.contentType(MediaType.APPLICATION_JSON)
			.header("Idempotency-Key", key)
			.header("Prefer", prefer)
			.bodyValue(body)
			.exchange()
			.expectBody(String.class)
			.returnResult();
	}

}
