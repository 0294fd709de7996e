package dev.sluice.processors.matrix;

import java.util.Objects;

import dev.sluice.testing.Shop;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.http.MediaType;

/**
 * Asks the gateway for operations over HTTP, and waits for none of them.
 *
 * @param method what is paid with
 */
record Till(Shop shop, String method) {

	/** Of a payment, in cents. */
	static final long AMOUNT = 1099;

	/** Makes a manual payment, and answers its id. */
	String pay() {
		return post("", "{\"amount\": " + AMOUNT
				+ ", \"currency\": \"EUR\", \"capture\": \"manual\", \"payment_method\": " + this.method + "}")
			.path("id")
			.asString();
	}

	/** Asks for captures or refunds of a payment. */
	void ask(String payment, String what, long amount) {
		JsonNode _ = post("/" + payment + "/" + what, "{\"amount\": " + amount + "}");
	}

	/** Somebody has found in the processor's book that it was done, at which charge. */
	void resolve(String payment, String operation, @Nullable String charge) {
		JsonNode _ = post("/" + payment + "/operations/" + operation + "/resolution",
				"{\"outcome\": \"succeeded\", \"processor_reference\": \"" + charge + "\"}");
	}

	/** A payment as it is. */
	JsonNode show(String payment) {
		return JsonMapper.shared().readTree(this.shop.show(payment));
	}

	private JsonNode post(String path, String body) {
		byte[] answer = this.shop.http()
			.post()
			.uri("/v1/payments" + path)
			.header("Prefer", "wait=0")
			.contentType(MediaType.APPLICATION_JSON)
			.bodyValue(body)
			.exchange()
			.expectStatus()
			.is2xxSuccessful()
			.expectBody()
			.returnResult()
			.getResponseBody();
		return JsonMapper.shared().readTree(Objects.requireNonNull(answer));
	}

}
