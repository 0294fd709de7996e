package dev.sluice.payments.idempotency;

import java.sql.Connection;
import java.sql.Statement;
import java.util.Map;

import dev.sluice.testing.Patience;
import dev.sluice.testing.SluiceTest;
import dev.sluice.testing.TestDatabase;
import dev.sluice.testing.TestMerchant;
import io.micrometer.core.instrument.MeterRegistry;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.core.env.Environment;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.reactive.server.WebTestClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Keys that come when there is no room for what they ask for. */
@SluiceTest
@TestPropertySource(properties = "sluice.journal.queue-size=1")
class OverloadedKeysTests {

	private static final Map<String, Object> SALE = Map.of("amount", 1999, "currency", "EUR", "payment_method",
			"pm_card_visa");

	private final DatabaseClient database;

	private final MeterRegistry meters;

	private final TestMerchant merchant;

	private final WebTestClient http;

	OverloadedKeysTests(@Autowired DatabaseClient database, @Autowired MeterRegistry meters,
			@LocalServerPort int port) {
		this.database = database;
		this.meters = meters;
		this.merchant = TestMerchant.create(database);
		this.http = WebTestClient.bindToServer()
			.responseTimeout(Patience.LONG)
			.baseUrl("http://localhost:" + port)
			.defaultHeaders((headers) -> headers.setBearerAuth(this.merchant.apiKey()))
			.build();
	}

	/** Looked up, they would be more of what is too much already. */
	@Test
	void areRefusedWithoutALookAndNotUsedUp(@Autowired Environment environment) throws Exception {
		pay("known").expectStatus().isCreated();

		Thread waiting;
		try (Connection connection = TestDatabase.of(environment).dataSource().getConnection();
				Statement statement = connection.createStatement()) {
			connection.setAutoCommit(false);
			statement.execute("select from journal_heads for update");
			waiting = Thread.startVirtualThread(() -> pay("waiting").expectStatus().isCreated());
			await().until(() -> this.meters.get("sluice.journal.appends.pending").gauge().value() == 1);

			refused("known");
			refused("new");
			connection.rollback();
		}
		waiting.join();

		assertThat(this.merchant.rows(this.database, "idempotency_keys")).isEqualTo(2);
		pay("known").expectStatus().isCreated().expectHeader().valueEquals("Idempotent-Replayed", "true");
		pay("new").expectStatus().isCreated().expectHeader().doesNotExist("Idempotent-Replayed");
	}

	private void refused(String key) {
		pay(key).expectStatus()
			.isEqualTo(HttpStatus.SERVICE_UNAVAILABLE)
			.expectHeader()
			.valueEquals("Retry-After", "1")
			.expectBody()
			.jsonPath("$.code")
			.isEqualTo("overloaded");
	}

	private WebTestClient.ResponseSpec pay(String key) {
		return this.http.post()
			.uri("/v1/payments")
			.contentType(MediaType.APPLICATION_JSON)
			.header("Idempotency-Key", key)
			.bodyValue(SALE)
			.exchange();
	}

}
