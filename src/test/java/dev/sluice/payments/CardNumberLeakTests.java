package dev.sluice.payments;

import java.net.URI;
import java.util.List;

import com.jayway.jsonpath.JsonPath;
import dev.sluice.testing.Patience;
import dev.sluice.testing.SluiceTest;
import dev.sluice.testing.TestMerchant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.MediaType;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.test.web.reactive.server.EntityExchangeResult;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.test.web.reactive.server.WebTestClient.RequestHeadersSpec;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Wherever a card number is sent, it is refused, and found neither in an answer, nor in a
 * log, nor in a row.
 */
@SluiceTest
@ExtendWith(OutputCaptureExtension.class)
class CardNumberLeakTests {

	private static final String CARD = "4242424242424242";

	private final DatabaseClient database;

	private final TestMerchant merchant;

	private final String gateway;

	private final WebTestClient http;

	CardNumberLeakTests(@Autowired DatabaseClient database, @LocalServerPort int port) {
		this.database = database;
		this.merchant = TestMerchant.create(database);
		this.gateway = "http://localhost:" + port;
		this.http = WebTestClient.bindToServer()
			.responseTimeout(Patience.LONG)
			.baseUrl(this.gateway)
			.defaultHeader("Authorization", "Bearer " + this.merchant.apiKey())
			.build();
	}

	@Test
	void leavesNoTrace(CapturedOutput output) {
		List<RequestHeadersSpec<?>> requests = List.of(pay("\"reference\": \"" + CARD + "\""),
				pay("\"description\": \"paid by " + CARD + ", thanks\""), pay("\"customer\": " + CARD),
				pay("\"metadata\": {\"" + CARD + "\": \"x\"}"), pay("\"metadata\": {\"x\": \"" + CARD + "\"}"),
				pay("\"" + CARD + "\": 1"), pay("\"return_url\": \"https://shop.example/" + CARD + "\""),
				pay("\"return_url\": \"https://shop.example/4242%204242%204242%204242\""),
				pay("\"reference\": \"4242  4242  4242  4242\""), pay("\"description\": \"" + CARD + "face\""),
				pay("\"capture\": \"" + CARD + "\""), pay("\"reference\": \"x\"").header("Idempotency-Key", CARD),
				this.http.get().uri("/v1/payments/" + CARD), this.http.get().uri("/v1/payments?reference=" + CARD),
				this.http.get().uri("/v1/payments?" + CARD + "=1"),
				this.http.get().uri("/v1/events?after=" + CARD + "x"));

		for (RequestHeadersSpec<?> request : requests) {
			EntityExchangeResult<String> answer = request.exchange().expectBody(String.class).returnResult();
			assertThat(answer.getStatus().is4xxClientError()).as(String.valueOf(answer.getResponseBody())).isTrue();
			assertThat(answer.getResponseBody()).doesNotContain(CARD);
		}

		assertThat(output.getAll()).doesNotContain(CARD);
		assertThat(List.of("payments", "journal", "operations", "idempotency_keys"))
			.allSatisfy((table) -> assertThat(this.merchant.rows(this.database, table)).isZero());
	}

	/** A 5xx is logged with its path. */
	@ParameterizedTest
	@ValueSource(strings = { CARD, "4242%204242%204242%204242", "4242%2D4242%2d4242%2D4242",
			"4242%20%204242%20%204242%2042%342", "%34%32%34%32%34%32%34%32%34%32%34%32%34%32%34%32",
			"4242%C2%A04242%C2%A04242%C2%A04242" })
	void repeatsNoPathWithACardNumber(String encoded, CapturedOutput output) {
		URI address = URI.create(this.gateway + "/v1/payments/" + encoded + "?q=" + encoded);
		assertThat(instance(address, this.merchant.apiKey(), 422)).isEqualTo("/v1/payments/****");
		this.database.sql("alter table api_keys rename to api_keys_away").then().block();
		try {
			assertThat(instance(address, "sk_test_not_seen_before", 500)).isEqualTo("/v1/payments/****");
		}
		finally {
			this.database.sql("alter table api_keys_away rename to api_keys").then().block();
		}

		assertThat(output.getAll()).contains("GET /v1/payments/**** failed")
			.doesNotContain(encoded)
			.doesNotContain(CARD);
	}

	private String instance(URI address, String key, int status) {
		String body = this.http.get()
			.uri(address)
			.headers((headers) -> headers.setBearerAuth(key))
			.exchange()
			.expectStatus()
			.isEqualTo(status)
			.expectBody(String.class)
			.returnResult()
			.getResponseBody();
		return JsonPath.read(body, "$.instance");
	}

	private RequestHeadersSpec<?> pay(String field) {
		return this.http.post()
			.uri("/v1/payments")
			.contentType(MediaType.APPLICATION_JSON)
			.bodyValue("{\"amount\": 100, \"currency\": \"EUR\", \"payment_method\": \"pm_card_visa\", " + field + "}");
	}

}
