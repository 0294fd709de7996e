package dev.sluice.processors.simulator;

import java.time.Instant;
import java.util.Base64;

import com.jayway.jsonpath.JsonPath;
import dev.sluice.merchants.MerchantId;
import dev.sluice.testing.Shop;
import dev.sluice.testing.SluiceTest;
import dev.sluice.testing.WebhookSignature;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.MediaType;
import org.springframework.r2dbc.core.DatabaseClient;

import static dev.sluice.testing.Shop.read;
import static org.assertj.core.api.Assertions.assertThat;

/** Whose word about an operation is taken. */
@SluiceTest
class CallbackRoutesTests {

	private final Shop shop;

	CallbackRoutesTests(@Autowired DatabaseClient database, @LocalServerPort int port) {
		this.shop = Shop.open(database, port);
	}

	@Test
	void believesACallbackByItsSignatureAndAgeAlone() {
		String asked = this.shop.create("automatic", "pm_card_3ds", "wait=30", 201);
		String id = read(asked, "$.id");
		String body = "{\"operation\": \"%s\", \"payment\": \"%s\", \"status\": \"approved\"}"
			.formatted(read(asked, "$.operations[0].id"), id);
		long now = Instant.now().getEpochSecond();

		callback(id, body, now, "v1," + Base64.getEncoder().encodeToString(new byte[32]), 401);
		callback(id, body, now - 3600, signature(body, now - 3600), 401);
		callback(id, body.replace("approved", "declined"), now, signature(body, now), 401);
		callback(read(this.shop.create("manual", "pm_card_visa", "wait=30", 201), "$.id"), body, now,
				signature(body, now), 401);
		assertThat(read(this.shop.show(id), "$.status")).isEqualTo("requires_action");

		callback(id, body, now, signature(body, now), 204);
		callback(id, body, now, signature(body, now), 204);
		assertThat(read(this.shop.show(id), "$.status")).isEqualTo("captured");
		assertThat(JsonPath.<Integer>read(this.shop.show(id), "$.version")).isEqualTo(3);
	}

	@Test
	void knowsNoOtherProcessorThanThoseThatAreConfigured() {
		String asked = this.shop.create("automatic", "pm_card_3ds", "wait=30", 201);
		String id = read(asked, "$.id");
		String body = "{\"operation\": \"%s\", \"payment\": \"%s\", \"status\": \"approved\"}"
			.formatted(read(asked, "$.operations[0].id"), id);
		long now = Instant.now().getEpochSecond();

		callback("elsewhere", id, body, now, signature(body, now), 404);

		assertThat(read(this.shop.show(id), "$.status")).isEqualTo("requires_action");
	}

	private void callback(String payment, String body, long timestamp, String signature, int status) {
		callback("simulator", payment, body, timestamp, signature, status);
	}

	private void callback(String processor, String payment, String body, long timestamp, String signature, int status) {
		this.shop.gateway()
			.post()
			.uri("/callbacks/" + processor + "/" + new MerchantId(this.shop.merchant().id()) + "/" + payment)
			.contentType(MediaType.APPLICATION_JSON)
			.header("webhook-id", "msg_1")
			.header("webhook-timestamp", Long.toString(timestamp))
			.header("webhook-signature", signature)
			.bodyValue(body)
			.exchange()
			.expectStatus()
			.isEqualTo(status);
	}

	private static String signature(String body, long timestamp) {
		return WebhookSignature.of("msg_1", Long.toString(timestamp), body);
	}

}
