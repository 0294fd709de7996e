package dev.sluice.payments.idempotency;

import java.util.List;
import java.util.UUID;

import com.jayway.jsonpath.JsonPath;
import dev.sluice.testing.Shop;
import dev.sluice.testing.SluiceTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.test.web.reactive.server.EntityExchangeResult;

import static dev.sluice.testing.Shop.read;
import static org.assertj.core.api.Assertions.assertThat;

/** Requests that come again with the key of an earlier one. */
@SluiceTest
class RepeatedRequestTests {

	private final Shop shop;

	RepeatedRequestTests(@Autowired DatabaseClient database, @LocalServerPort int port) {
		this.shop = Shop.open(database, port);
	}

	@Test
	void answersARepeatedRequestAsTheFirstTime() {
		String key = UUID.randomUUID().toString();
		EntityExchangeResult<String> first = keyed("/v1/payments", Shop.terms("manual", "pm_card_visa"), key);
		String id = read(first.getResponseBody(), "$.id");
		EntityExchangeResult<String> captured = keyed("/v1/payments/" + id + "/captures", "{\"amount\": 40}",
				"c-" + key);

		EntityExchangeResult<String> again = keyed("/v1/payments", Shop.terms("manual", "pm_card_visa"),
				"\"" + key + "\"");
		EntityExchangeResult<String> capturedAgain = keyed("/v1/payments/" + id + "/captures", "{\"amount\": 40}",
				"c-" + key);

		assertThat(again.getStatus().value()).isEqualTo(201);
		assertThat(again.getResponseBody()).isEqualTo(first.getResponseBody());
		assertThat(again.getResponseHeaders().getFirst("Idempotent-Replayed")).isEqualTo("true");
		assertThat(again.getResponseHeaders().getFirst(HttpHeaders.LOCATION)).isEqualTo("/v1/payments/" + id);
		assertThat(first.getResponseHeaders().getFirst("Idempotent-Replayed")).isNull();
		assertThat(capturedAgain.getResponseBody()).isEqualTo(captured.getResponseBody());
		assertThat(JsonPath.<Integer>read(this.shop.show(id), "$.amount_captured")).isEqualTo(40);
	}

	@Test
	void refusesAKeyThatStoodForAnotherRequestAndSaysWhatDiffers() {
		String key = UUID.randomUUID().toString();
		assertThat(keyed("/v1/payments", Shop.terms("manual", "pm_card_visa"), key).getStatus().value()).isEqualTo(201);

		EntityExchangeResult<String> other = keyed("/v1/payments", Shop.terms("automatic", "pm_card_visa"), key);

		assertThat(other.getStatus().value()).isEqualTo(422);
		assertThat(read(other.getResponseBody(), "$.code")).isEqualTo("idempotency_key_reused");
		assertThat(JsonPath.<List<String>>read(other.getResponseBody(), "$.errors[*].pointer"))
			.containsExactly("/capture");
	}

	@Test
	void takesFieldsInAnotherOrderForTheSameRequest() {
		String key = UUID.randomUUID().toString();
		String body = "{\"amount\": 100, \"currency\": \"EUR\", \"payment_method\": \"pm_card_visa\", \"metadata\": {%s}}";

		EntityExchangeResult<String> first = keyed("/v1/payments", body.formatted("\"a\": \"1\", \"b\": \"2\""), key);
		EntityExchangeResult<String> again = keyed("/v1/payments", body.formatted("\"b\": \"2\", \"a\": \"1\""), key);

		assertThat(again.getStatus().value()).isEqualTo(201);
		assertThat(again.getResponseBody()).isEqualTo(first.getResponseBody());
	}

	@Test
	void doesNotKeepARefusal() {
		String key = UUID.randomUUID().toString();

		assertThat(keyed("/v1/payments", "{\"amount\": 0}", key).getStatus().value()).isEqualTo(422);
		assertThat(keyed("/v1/payments", Shop.terms("manual", "pm_card_visa"), key).getStatus().value()).isEqualTo(201);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "two words", "\"open", "k\u00e9y", "4242424242424242" })
	void refusesAKeyThatIsNone(String key) {
		EntityExchangeResult<String> refused = keyed("/v1/payments", Shop.terms("manual", "pm_card_visa"), key);

		assertThat(refused.getStatus().value()).isEqualTo(400);
		assertThat(read(refused.getResponseBody(), "$.code")).isEqualTo("invalid_idempotency_key");
	}

	@ParameterizedTest
	@ValueSource(strings = { "kk", "\\\"", "\\\\" })
	void refusesAKeyAsLongAsAHeadMayBe(String unit) {
		refusesAKeyThatIsNone("\"" + unit.repeat(7_500) + "\"");
	}

	private EntityExchangeResult<String> keyed(String uri, String body, String key) {
		return this.shop.http()
			.post()
			.uri(uri)
			.contentType(MediaType.APPLICATION_JSON)
			.header("Idempotency-Key", key)
			.header("Prefer", "wait=60")
			.bodyValue(body)
			.exchange()
			.expectBody(String.class)
			.returnResult();
	}

}
