package dev.sluice.payments.housekeeping;

import java.util.Map;

import com.jayway.jsonpath.JsonPath;
import dev.sluice.payments.lifecycle.PaymentId;
import dev.sluice.testing.Patience;
import dev.sluice.testing.SluiceTest;
import dev.sluice.testing.TestMerchant;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.MediaType;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.test.web.reactive.server.WebTestClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Authorizations that have run out. */
@SluiceTest
class ExpiryTests {

	private static final String MANUAL = """
			{"amount": 100, "currency": "EUR", "payment_method": "pm_card_visa", "capture": "manual"}""";

	private final DatabaseClient database;

	private final Housekeeping housekeeping;

	private final WebTestClient http;

	ExpiryTests(@Autowired DatabaseClient database, @Autowired Housekeeping housekeeping, @LocalServerPort int port) {
		this.database = database;
		this.housekeeping = housekeeping;
		this.http = WebTestClient.bindToServer()
			.responseTimeout(Patience.LONG)
			.baseUrl("http://localhost:" + port)
			.defaultHeader("Authorization", "Bearer " + TestMerchant.create(database).apiKey())
			.defaultHeader("Prefer", "wait=30")
			.build();
	}

	@Test
	void givesUpAnAuthorizationThatHasRunOut() {
		Mono<Void> scheduled = this.housekeeping.expireAuthorizations();
		scheduled.block();
		String untouched = pay();
		String partly = pay();
		assertThat(capture(partly, "{\"amount\": 40}", 201)).contains("partially_captured");
		for (String id : new String[] { untouched, partly }) {
			expire(id);
		}
		String refused = capture(untouched, "{}", 409);
		assertThat(JsonPath.<String>read(refused, "$.code")).isEqualTo("not_capturable");
		assertThat(JsonPath.<Map<String, Object>>read(refused, "$.available_actions"))
			.isEqualTo(Map.of("capture", 0, "refund", 0, "void", true));

		await().untilAsserted(() -> {
			this.database.sql("delete from job_leases").then().block();
			scheduled.block();
			assertThat(status(untouched)).isEqualTo("expired");
		});
		assertThat(status(partly)).isEqualTo("captured");
	}

	/** As if it had been authorized a week ago. */
	private void expire(String id) {
		this.database.sql("""
				update payments set version = version + 1, expires_at = now(),
				  data = jsonb_set(jsonb_set(data::jsonb, '{expires_at}', '"2020-01-01T00:00:00Z"'), '{version}',
				    to_jsonb(version + 1))::json
				 where payment_id = $1""").bind(0, PaymentId.of(id).value()).then().block();
	}

	private String pay() {
		return JsonPath.read(post("/v1/payments", MANUAL, 201), "$.id");
	}

	private String capture(String id, String body, int status) {
		return post("/v1/payments/" + id + "/captures", body, status);
	}

	private String post(String uri, String body, int status) {
		return answer(this.http.post().uri(uri).contentType(MediaType.APPLICATION_JSON).bodyValue(body), status);
	}

	private String status(String id) {
		return JsonPath.read(answer(this.http.get().uri("/v1/payments/" + id), 200), "$.status");
	}

	private static String answer(WebTestClient.RequestHeadersSpec<?> request, int status) {
		return String.valueOf(request.exchange()
			.expectStatus()
			.isEqualTo(status)
			.expectBody(String.class)
			.returnResult()
			.getResponseBody());
	}

}
