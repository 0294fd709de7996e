package dev.sluice.payments.idempotency;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

import dev.sluice.http.JsonBody;
import dev.sluice.payments.recording.Claim;
import dev.sluice.values.CardNumbers;
import dev.sluice.values.RawJson;

import org.springframework.web.reactive.function.server.ServerRequest;

/** Reads the {@code Idempotency-Key} header: a string of RFC 8941 in quotes, or bare. */
public final class IdempotencyHeader {

	private static final Pattern BARE = Pattern.compile("[\\x21-\\x7e]{1,255}");

	/** The loop is possessive, and so no recursion. */
	private static final Pattern QUOTED = Pattern.compile("\"((?:[\\x20-\\x7e&&[^\"\\\\]]|\\\\[\"\\\\])*+)\"");

	/** A key in quotes, of which each character has a backslash before it. */
	private static final int MAX_LENGTH = 512;

	private IdempotencyHeader() {
	}

	/**
	 * The claim that a request makes.
	 * @return empty where it has no such header
	 * @throws dev.sluice.http.Problem 400 where the header is not a key
	 */
	public static Optional<Claim> read(ServerRequest request, JsonBody body) {
		List<String> values = request.headers().header("Idempotency-Key");
		if (values.isEmpty()) {
			return Optional.empty();
		}
		String value = values.getFirst().strip();
		String key = (value.length() <= MAX_LENGTH) ? unquote(value) : "";
		if (values.size() > 1 || !BARE.matcher(key).matches() || CardNumbers.isIn(key)) {
			throw Refusals.invalidKey();
		}
		return Optional.of(new Claim(key, fingerprint(request, body)));
	}

	private static String unquote(String value) {
		if (!value.startsWith("\"")) {
			return value;
		}
		var quoted = QUOTED.matcher(value);
		return quoted.matches() ? quoted.group(1).replaceAll("\\\\(.)", "$1") : "";
	}

	/** The request's address beside its fields, whose names never hold a blank. */
	private static RawJson fingerprint(ServerRequest request, JsonBody body) {
		return body.withMember("request address", request.method().name() + " " + request.path());
	}

}
