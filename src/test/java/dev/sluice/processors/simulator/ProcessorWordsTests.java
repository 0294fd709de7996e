package dev.sluice.processors.simulator;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

import com.jayway.jsonpath.JsonPath;
import dev.sluice.merchants.MerchantId;
import dev.sluice.payments.words.PaymentId;
import dev.sluice.testing.Shop;
import dev.sluice.testing.SluiceTest;
import dev.sluice.testing.WebhookSignature;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.MediaType;
import org.springframework.r2dbc.core.DatabaseClient;

import static dev.sluice.testing.Shop.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/** What a processor may say, and what is kept of it. */
@SluiceTest
class ProcessorWordsTests {

	private static final List<String> SHOWN_AT = List.of("/v1/payments", "/v1/payments/summary?window=1h",
			"/v1/payments?status=declined", "/v1/events?after=0", "/v1/payments/{id}", "/v1/payments/{id}/events");

	private final DatabaseClient database;

	private final Shop shop;

	ProcessorWordsTests(@Autowired DatabaseClient database, @LocalServerPort int port) {
		this.database = database;
		this.shop = Shop.open(database, port);
	}

	static Stream<Arguments> words() {
		return Stream.of(arguments("a\\u0000b", "ab"), arguments("\\u001b[31mred\\u009b\\r\\n", "[31mred"),
				arguments("a\\r\\n b", "a b"), arguments("half \\ud83d", "half"), arguments("\\u0000", null),
				arguments("4111 1111 1111 1111", "****"), arguments("=1+1", "=1+1"), arguments("💳", "💳"));
	}

	@ParameterizedTest
	@MethodSource("words")
	void cleansWhatACallbackSays(String sent, String kept) {
		String payment = declined(sent, sent);

		assertThat(read(payment, "$.decline.code")).isEqualTo((kept != null) ? kept : "generic_decline");
		assertThat(read(payment, "$.operations[0].reason")).isEqualTo(read(payment, "$.decline.code"));
		assertThat(read(payment, "$.decline.message")).isEqualTo((kept != null) ? kept : "The card was declined.");
		assertEverythingCanBeRead(read(payment, "$.id"));
	}

	@Test
	void keepsSomuchAndNoMoreOfWhatACallbackSays() {
		String payment = declined("💳".repeat(5_000), "é".repeat(20_000));

		assertThat(read(payment, "$.decline.code")).isEqualTo("💳".repeat(100));
		assertThat(read(payment, "$.decline.message")).isEqualTo("é".repeat(500));
		assertEverythingCanBeRead(read(payment, "$.id"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "null", "[]", "17", "\"declined\"", "true", "", "{", "{}", "{'status': 'approved'}",
			"{'operation': '{op}', 'payment': '{pay}', 'status': {}}",
			"{'operation': '{op}', 'payment': '{pay}', 'status': 'declined', 'code': 5}",
			"{'operation': '{op}', 'payment': '{pay}', 'status': 'declined', 'message': ['x']}",
			"{'operation': ['{op}'], 'payment': '{pay}', 'status': 'declined'}",
			"{'operation': '{op}', 'payment': '{pay}', 'status': 'declined', 'status': 'approved'}" })
	void refusesACallbackThatIsNone(String body) {
		String asked = this.shop.create("automatic", "pm_card_3ds", "wait=30", 201);

		String problem = callback(asked, body.replace('\'', '"'), 400);

		assertThat(read(problem, "$.status")).isEqualTo("400");
		assertThat(read(problem, "$.trace_id")).isNotEmpty();
		assertThat(read(this.shop.show(read(asked, "$.id")), "$.status")).isEqualTo("requires_action");
	}

	/** Rows of a time when words were kept as they came. */
	@Test
	void sumsUpWhatWasKeptUncleanBefore() {
		String payment = read(declined("do_not_honor", "No."), "$.id");
		UUID id = PaymentId.read(payment).orElseThrow().value();
		for (String code : List.of("a\\u0000b", "\\\\u0000", "\\\\\\u0000\\u0000", "x".repeat(60_000),
				"4111111111111111")) {
			this.database.sql("""
					insert into payments select merchant_id, gen_random_uuid(), version, position, status, currency,
					  amount, amount_authorized, amount_captured, capture_pending, amount_refunded, refund_pending,
					  reference, expires_at, created_at, replace(data::text, '"do_not_honor"', $2)::json
					 from payments where merchant_id = $1 and payment_id = $3""")
				.bind(0, this.shop.merchant().id())
				.bind(1, '"' + code + '"')
				.bind(2, id)
				.then()
				.block();
		}

		String summary = get("/v1/payments/summary?window=1h", payment);

		assertThat(JsonPath.<List<String>>read(summary, "$.declines[*].code")).containsExactlyInAnyOrder("ab",
				"\\u0000", "\\", "x".repeat(100), "****", "do_not_honor");
	}

	private String declined(String code, String message) {
		String asked = this.shop.create("automatic", "pm_card_3ds", "wait=30", 201);
		String body = "{\"operation\": \"{op}\", \"payment\": \"{pay}\", \"status\": \"declined\", \"new\": [1],"
				+ " \"code\": \"%s\", \"message\": \"%s\"}".formatted(code, message);
		var _ = callback(asked, body, 204);
		return this.shop.show(read(asked, "$.id"));
	}

	private String callback(String payment, String template, int status) {
		String id = read(payment, "$.id");
		String body = template.replace("{op}", read(payment, "$.operations[0].id")).replace("{pay}", id);
		String now = Long.toString(Instant.now().getEpochSecond());
		return String.valueOf(this.shop.gateway()
			.post()
			.uri("/callbacks/simulator/" + new MerchantId(this.shop.merchant().id()) + "/" + id)
			.contentType(MediaType.APPLICATION_JSON)
			.header("webhook-id", "msg_1")
			.header("webhook-timestamp", now)
			.header("webhook-signature", WebhookSignature.of("msg_1", now, body))
			.bodyValue(body)
			.exchange()
			.expectStatus()
			.isEqualTo(status)
			.expectBody(String.class)
			.returnResult()
			.getResponseBody());
	}

	private void assertEverythingCanBeRead(String id) {
		for (String url : SHOWN_AT) {
			assertThat(get(url, id)).isNotEmpty();
			assertThat(get(url, id, MediaType.parseMediaType(url.startsWith("/v1/payments?") ? "text/csv" : "*/*")))
				.isNotEmpty();
		}
	}

	private String get(String url, String id) {
		return get(url, id, MediaType.APPLICATION_JSON);
	}

	private String get(String url, String id, MediaType type) {
		return String.valueOf(this.shop.http()
			.get()
			.uri(url, id)
			.accept(type)
			.exchange()
			.expectStatus()
			.isOk()
			.expectBody(String.class)
			.returnResult()
			.getResponseBody());
	}

}
