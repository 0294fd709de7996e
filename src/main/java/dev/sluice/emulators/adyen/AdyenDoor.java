package dev.sluice.emulators.adyen;

import java.util.List;
import java.util.regex.Pattern;

import dev.sluice.emulators.adyen.requests.ServiceError;
import org.jspecify.annotations.Nullable;

import org.springframework.web.reactive.function.server.ServerRequest;

/** Who may ask: whoever has a key that looks like one of Adyen's for tests. */
final class AdyenDoor {

	private static final Pattern KEY = Pattern.compile("(?:AQE|test)[\\x21-\\x7e]{1,600}");

	private static final Pattern IDEMPOTENCY_KEY = Pattern.compile("[\\x20-\\x7e]{1,64}");

	private AdyenDoor() {
	}

	/**
	 * @throws ServiceError.Refused where the caller is not known
	 */
	static void check(ServerRequest request) {
		List<String> keys = request.headers().header("X-API-Key");
		if (keys.size() != 1 || !KEY.matcher(keys.getFirst()).matches()) {
			throw ServiceError.unauthorized().refused();
		}
	}

	/**
	 * The key of the request; null where it has none.
	 * @throws ServiceError.Refused where it is none
	 */
	static @Nullable String idempotencyKey(ServerRequest request) {
		List<String> keys = request.headers().header("Idempotency-Key");
		if (keys.isEmpty()) {
			return null;
		}
		if (keys.size() != 1 || !IDEMPOTENCY_KEY.matcher(keys.getFirst()).matches()) {
			throw ServiceError.malformed("The idempotency key is too long: it may have at most 64 characters")
				.refused();
		}
		return keys.getFirst();
	}

}
