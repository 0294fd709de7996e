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

	/** Of a capture. */
	static final long CAPTURED = 700;

	/** Of a refund. */
	static final long REFUNDED = 300;

	/** Makes a payment that is captured later, or at once, and answers its id. */
	String pay(boolean atOnce) {
		return post("", "{\"amount\": %d, \"currency\": \"EUR\", \"capture\": \"%s\", \"payment_method\": %s}"
			.formatted(AMOUNT, atOnce ? "automatic" : "manual", this.method)).path("id").asString();
	}

	/** Asks for a change of a payment. */
	void ask(String payment, Deed deed) {
		JsonNode _ = switch (deed) {
			case CAPTURE -> post("/" + payment + "/captures", "{\"amount\": " + CAPTURED + "}");
			case REFUND -> post("/" + payment + "/refunds", "{\"amount\": " + REFUNDED + "}");
			case VOID -> post("/" + payment + "/voids", "{}");
			case AUTHORIZE, SALE -> throw new IllegalArgumentException(deed.kind());
		};
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
