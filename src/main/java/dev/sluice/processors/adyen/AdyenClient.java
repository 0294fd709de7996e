package dev.sluice.processors.adyen;

import java.net.URI;
import java.util.Optional;
import java.util.function.Function;

import dev.sluice.processors.calls.Guard;
import dev.sluice.processors.calls.TransportFailure;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.WebClient;

/**
 * Speaks to Adyen over HTTP. It never sends a request twice by itself: that is decided by
 * whoever knows what came of the first.
 */
class AdyenClient {

	/** The version of the API that is spoken. */
	static final String VERSION = "/v72";

	private static final String TEST = "https://checkout-test.adyen.com";

	private final WebClient http;

	private final Function<AdyenAccess, Optional<URI>> address;

	private final JsonMapper json;

	private final Guard guard;

	/**
	 * One that gives up on test mode, and on each company's live mode, apart from one
	 * another.
	 * @param address what stands in for Adyen; empty where it is itself meant
	 */
	AdyenClient(WebClient http, Function<AdyenAccess, Optional<URI>> address, JsonMapper json, Guard guard) {
		this.http = http;
		this.address = address;
		this.json = json;
		this.guard = guard;
	}

	/**
	 * Asks Adyen.
	 * @return the answer, also one that refuses; an error where none came, or Adyen has
	 * failed just now. The breaker counts errors alone
	 */
	Mono<AdyenAnswer> send(AdyenAccess access, AdyenCall call) {
		return this.guard.within(access.line(),
				Mono.defer(() -> this.http.post()
					.uri(address(access, call))
					.headers((headers) -> fill(headers, access, call.key()))
					.bodyValue(this.json.writeValueAsBytes(call.body()))
					.exchangeToMono(this::read)));
	}

	/** As it is, so that it is not taken for a template. */
	private URI address(AdyenAccess access, AdyenCall call) {
		String base = this.address.apply(access).map(URI::toString).orElseGet(() -> adyen(access));
		return URI.create(base + VERSION + call.path());
	}

	/** Where the Checkout API is in a mode. */
	static String adyen(AdyenAccess access) {
		return (access.livePrefix() != null)
				? "https://%s-checkout-live.adyenpayments.com/checkout".formatted(access.livePrefix()) : TEST;
	}

	private static void fill(HttpHeaders headers, AdyenAccess access, @Nullable String key) {
		headers.set("X-API-Key", access.key());
		headers.setContentType(MediaType.APPLICATION_JSON);
		headers.set(HttpHeaders.ACCEPT, MediaType.APPLICATION_JSON_VALUE);
		if (key != null) {
			headers.set("Idempotency-Key", key);
		}
	}

	private Mono<AdyenAnswer> read(ClientResponse response) {
		return response.bodyToMono(byte[].class)
			.defaultIfEmpty(new byte[0])
			.map((body) -> answer(response.statusCode().value(), response.headers().asHttpHeaders(), body));
	}

	private AdyenAnswer answer(int status, HttpHeaders headers, byte[] body) {
		if (status >= 500) {
			throw new TransportFailure("http_" + status);
		}
		AdyenAnswer answer = new AdyenAnswer(status, "true".equals(headers.getFirst("transient-error")), tree(body));
		if (answer.isSuccess() && !answer.body().isObject()) {
			throw new TransportFailure("unreadable_answer");
		}
		return answer;
	}

	private JsonNode tree(byte[] body) {
		try {
			return this.json.readTree(body);
		}
		catch (JacksonException ex) {
			return MissingNode.getInstance();
		}
	}

}
