package dev.sluice.processors.stripe;

import java.net.URI;
import java.util.Optional;
import java.util.function.Supplier;

import dev.sluice.processors.calls.Guard;
import dev.sluice.processors.calls.TransportFailure;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.WebClient;

/**
 * Speaks to Stripe over HTTP. It never sends a request twice by itself: that is decided
 * by whoever knows what came of the first.
 */
class StripeClient {

	/** The version of the API that is spoken, whatever the account's own is. */
	static final String VERSION = "2026-07-29.dahlia";

	private final WebClient http;

	private final Supplier<URI> address;

	private final JsonMapper json;

	private final Guard guard;

	StripeClient(WebClient http, Supplier<URI> address, JsonMapper json, Guard guard) {
		this.http = http;
		this.address = address;
		this.json = json;
		this.guard = guard;
	}

	/**
	 * Asks Stripe.
	 * @return the answer, also one that refuses; an error where none came, or Stripe has
	 * failed just now. Errors alone count, against the mode of the account, so that what
	 * fails in test mode does not stop live payments
	 */
	Mono<StripeAnswer> send(StripeAccess access, StripeCall call) {
		return this.guard.within(access.mode().label(),
				Mono.defer(() -> request(access, call).exchangeToMono(this::read)));
	}

	private WebClient.RequestHeadersSpec<?> request(StripeAccess access, StripeCall call) {
		WebClient.RequestBodySpec request = this.http.method(call.changes() ? HttpMethod.POST : HttpMethod.GET)
			.uri(address(call))
			.headers((headers) -> fill(headers, access, call.key()));
		return call.changes() ? request.contentType(MediaType.APPLICATION_FORM_URLENCODED).bodyValue(call.encoded())
				: request;
	}

	/** As it is, so that it is not taken for a template. */
	private URI address(StripeCall call) {
		String query = (call.changes() || call.form().isEmpty()) ? "" : "?" + call.encoded();
		return URI.create(this.address.get() + call.path() + query);
	}

	private static void fill(HttpHeaders headers, StripeAccess access, @Nullable String key) {
		headers.setBearerAuth(access.key());
		headers.set("Stripe-Version", VERSION);
		headers.set(HttpHeaders.ACCEPT, MediaType.APPLICATION_JSON_VALUE);
		if (access.account() != null) {
			headers.set("Stripe-Account", access.account());
		}
		if (key != null) {
			headers.set("Idempotency-Key", key);
		}
	}

	private Mono<StripeAnswer> read(ClientResponse response) {
		return response.bodyToMono(byte[].class)
			.defaultIfEmpty(new byte[0])
			.map((body) -> answer(response.statusCode().value(), response.headers().asHttpHeaders(), body));
	}

	/** A failure that is repeated says nothing of how Stripe is now. */
	private StripeAnswer answer(int status, HttpHeaders headers, byte[] body) {
		boolean replayed = "true".equals(headers.getFirst("Idempotent-Replayed"));
		if (status >= 500 && !replayed) {
			throw new TransportFailure("http_" + status);
		}
		Optional<Boolean> retry = Optional.ofNullable(headers.getFirst("Stripe-Should-Retry")).map("true"::equals);
		StripeAnswer answer = new StripeAnswer(status, replayed, retry, tree(body));
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
