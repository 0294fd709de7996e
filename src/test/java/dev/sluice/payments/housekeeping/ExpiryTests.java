package dev.sluice.payments.housekeeping;

import java.util.Map;

import com.jayway.jsonpath.JsonPath;
import dev.sluice.payments.words.PaymentId;
import dev.sluice.testing.Shop;
import dev.sluice.testing.SluiceTest;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.r2dbc.core.DatabaseClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Authorizations that have run out. */
@SluiceTest
class ExpiryTests {

	private final DatabaseClient database;

	private final Housekeeping housekeeping;

	private final Shop shop;

	ExpiryTests(@Autowired DatabaseClient database, @Autowired Housekeeping housekeeping, @LocalServerPort int port) {
		this.database = database;
		this.housekeeping = housekeeping;
		this.shop = Shop.open(database, port);
	}

	@Test
	void givesUpAnAuthorizationThatHasRunOut() {
		Mono<Void> scheduled = this.housekeeping.expireAuthorizations();
		scheduled.block();
		String untouched = this.shop.pay("manual", "pm_card_visa");
		String partly = this.shop.pay("manual", "pm_card_visa");
		assertThat(this.shop.post(partly, "captures", "{\"amount\": 40}", 201)).contains("partially_captured");
		for (String id : new String[] { untouched, partly }) {
			expire(id);
		}
		String refused = this.shop.post(untouched, "captures", null, 409);
		assertThat(JsonPath.<String>read(refused, "$.code")).isEqualTo("not_capturable");
		assertThat(JsonPath.<Map<String, Object>>read(refused, "$.available_actions"))
			.isEqualTo(Map.of("capture", 0, "refund", 0, "void", true));

		await().untilAsserted(() -> {
			this.database.sql("delete from job_leases").then().block();
			scheduled.block();
			assertThat(Shop.read(this.shop.show(untouched), "$.status")).isEqualTo("expired");
		});
		assertThat(Shop.read(this.shop.show(partly), "$.status")).isEqualTo("captured");
		assertThat(this.shop.http()
			.get()
			.uri("/v1/payments/" + untouched + "/events?types=payment.expired")
			.exchange()
			.expectBody(String.class)
			.returnResult()
			.getResponseBody()).contains("\"actor\":{\"type\":\"sluice\",\"name\":\"expiry\"}");
	}

	/** As if it had been authorized a week ago. */
	private void expire(String id) {
		this.database.sql("""
				update payments set version = version + 1, expires_at = now(),
				  data = jsonb_set(jsonb_set(data::jsonb, '{expires_at}', '"2020-01-01T00:00:00Z"'), '{version}',
				    to_jsonb(version + 1))::json
				 where payment_id = $1""").bind(0, PaymentId.of(id).value()).then().block();
	}

}
