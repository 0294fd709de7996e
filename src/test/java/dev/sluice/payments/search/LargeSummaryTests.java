package dev.sluice.payments.search;

import java.time.Duration;
import java.util.Objects;
import java.util.UUID;

import dev.sluice.memory.AnswerMemory;
import dev.sluice.memory.Holding;
import dev.sluice.testing.Patience;
import dev.sluice.testing.SluiceTest;
import dev.sluice.testing.TestMerchant;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.MediaType;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.reactive.server.WebTestClient;

/** Summaries that are longer than what is usually taken for one. */
@SluiceTest
@TestPropertySource(properties = { "sluice.memory.answers=24MB", "sluice.memory.max-wait=200ms" })
class LargeSummaryTests {

	private static final Duration PATIENCE = Duration.ofMinutes(1);

	private static final int BUCKETS = 1400;

	/** The merchant's payment over and over, with ids that tell the time. */
	private static final String LOAD = """
			insert into payments (merchant_id, payment_id, version, position, status, currency, amount,
			  amount_authorized, amount_captured, capture_pending, amount_refunded, refund_pending, created_at, data)
			select merchant_id, (lpad(to_hex((extract(epoch from at) * 1000)::bigint), 12, '0') || '70008000'
			         || lpad(to_hex(i), 12, '0'))::uuid, version, position, status, currency, amount, amount_authorized,
			       amount_captured, capture_pending, amount_refunded, refund_pending, at, data
			  from payments, generate_series(1, %d) i, lateral (select now() - i * interval '30 seconds' as at) times
			 where merchant_id = $1""".formatted(BUCKETS);

	@LocalServerPort
	private int port;

	@Autowired
	private DatabaseClient database;

	@Autowired
	private AnswerMemory memory;

	@Test
	void areReadWithMoreRoomAndRefusedWhereThereIsNone() {
		TestMerchant merchant = TestMerchant.create(this.database);
		WebTestClient http = client(merchant.apiKey());
		pay(http);
		this.database.sql(LOAD).bind(0, merchant.id()).then().block(PATIENCE);

		summary(http, "12h").expectStatus().isOk().expectBody().jsonPath("$.data[1399]").exists();

		Holding other = this.memory.open(() -> {
		});
		Holding held = Objects
			.requireNonNull(this.memory.await(other, new UUID(0, 1), 8 * 1024 * 1024).block(PATIENCE));
		summary(http, "12h").expectStatus()
			.isEqualTo(503)
			.expectHeader()
			.exists("Retry-After")
			.expectBody()
			.jsonPath("$.code")
			.isEqualTo("overloaded");
		summary(http, "5m").expectStatus().isOk();
		held.end();
		summary(http, "12h").expectStatus().isOk();
	}

	private WebTestClient client(String key) {
		return WebTestClient.bindToServer()
			.responseTimeout(Patience.LONG)
			.baseUrl("http://localhost:" + this.port)
			.defaultHeader("Authorization", "Bearer " + key)
			.codecs((codecs) -> codecs.defaultCodecs().maxInMemorySize(16 * 1024 * 1024))
			.build();
	}

	private static void pay(WebTestClient http) {
		var _ = http.post()
			.uri("/v1/payments")
			.contentType(MediaType.APPLICATION_JSON)
			.bodyValue("""
					{"amount": 1999, "currency": "EUR", "payment_method": "pm_card_visa"}""")
			.exchange()
			.expectStatus()
			.isCreated();
	}

	private static WebTestClient.ResponseSpec summary(WebTestClient http, String window) {
		return http.get().uri("/v1/payments/summary?bucket=30s&window=" + window).exchange();
	}

}
