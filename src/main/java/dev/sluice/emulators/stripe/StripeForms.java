package dev.sluice.emulators.stripe;

import java.util.Arrays;
import java.util.stream.Collectors;

import dev.sluice.emulators.stripe.forms.StripeError;
import dev.sluice.http.Problem;
import dev.sluice.http.WholeBody;
import dev.sluice.values.Sha256;
import reactor.core.publisher.Mono;

import org.springframework.http.HttpMethod;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.ServerRequest;

/** Reads what a request says, in its address and in its body. */
class StripeForms {

	private final WholeBody bodies;

	StripeForms(WholeBody bodies) {
		this.bodies = bodies;
	}

	/**
	 * The pairs of a request as one form.
	 * @return never empty; a {@link StripeError} where there is no form
	 */
	Mono<String> read(ServerRequest request) {
		String query = request.uri().getRawQuery();
		String asked = (query != null) ? query : "";
		if (request.method().equals(HttpMethod.GET)) {
			return Mono.just(asked);
		}
		return this.bodies.read(request).map((body) -> {
			checkType(request);
			return asked.isEmpty() ? body.toString() : asked + "&" + body;
		}).onErrorResume(Problem.class, (problem) -> none(problem, asked));
	}

	private static Mono<String> none(Problem problem, String asked) {
		return problem.code().equals("body_missing") ? Mono.just(asked)
				: Mono.error(StripeError.of(problem.status().value(), "invalid_request_error", null, problem.detail()));
	}

	private static void checkType(ServerRequest request) {
		if (!isForm(request)) {
			throw StripeError.ofRequest(null,
					"Invalid request (check that your POST content type is "
							+ "application/x-www-form-urlencoded). If you have any questions, we can help at "
							+ "https://support.stripe.com/.");
		}
	}

	private static boolean isForm(ServerRequest request) {
		try {
			return request.headers()
				.contentType()
				.filter(MediaType.APPLICATION_FORM_URLENCODED::isCompatibleWith)
				.isPresent();
		}
		catch (InvalidMediaTypeException ex) {
			return false;
		}
	}

	/** What is asked for, in words that are the same for the same request. */
	static String fingerprint(ServerRequest request, String form) {
		String pairs = Arrays.stream(form.split("&", -1)).sorted().collect(Collectors.joining("&"));
		return Sha256.hex(request.method() + " " + request.path() + " " + pairs);
	}

}
