package dev.sluice.emulators.stripe;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

import dev.sluice.emulators.book.Owner;
import dev.sluice.emulators.stripe.forms.Shown;
import dev.sluice.emulators.stripe.forms.StripeError;
import dev.sluice.values.Sha256;
import org.jspecify.annotations.Nullable;

import org.springframework.web.reactive.function.server.ServerRequest;

/**
 * Who is calling. Any key of test mode is one, with an account of its own; keys
 * themselves are not kept.
 */
final class StripeCallers {

	static final String EMULATOR = "stripe";

	private static final Pattern KEY = Pattern.compile("[sr]k_test_[A-Za-z0-9_]{1,240}");

	private static final Pattern ACCOUNT = Pattern.compile("acct_[A-Za-z0-9]{1,32}");

	private StripeCallers() {
	}

	/**
	 * Whose objects a request can see.
	 * @throws StripeError 401 where nobody is calling, 403 for no account
	 */
	static Owner of(ServerRequest request) {
		String key = key(request.headers().firstHeader("Authorization"));
		String own = "acct_1" + Sha256.hex(key).substring(0, 16);
		String connected = request.headers().firstHeader("Stripe-Account");
		if (connected == null || connected.equals(own)) {
			return new Owner(EMULATOR, own);
		}
		if (!ACCOUNT.matcher(connected).matches()) {
			throw StripeError.of(403, "invalid_request_error", "account_invalid",
					"The provided key does not have access to account '" + Shown.of(connected)
							+ "' (or that account does not exist). Application access may have been revoked.");
		}
		return new Owner(EMULATOR, connected + "@" + own);
	}

	private static String key(@Nullable String header) {
		String key = read((header != null) ? header : "").orElseThrow(() -> StripeError.of(401, "invalid_request_error",
				null,
				"You did not provide an API key. You need to provide your API key in the Authorization header, using "
						+ "Bearer auth (e.g. 'Authorization: Bearer YOUR_SECRET_KEY'). See "
						+ "https://stripe.com/docs/api#authentication for details, or we can help at "
						+ "https://support.stripe.com/."));
		if (!KEY.matcher(key).matches()) {
			throw invalid();
		}
		return key;
	}

	/** What is wrong with a key is not said by repeating it. */
	static StripeError invalid() {
		return StripeError.of(401, "invalid_request_error", null,
				"Invalid API Key provided. The emulator takes any secret key of test mode (sk_test_...).");
	}

	private static Optional<String> read(String header) {
		if (header.regionMatches(true, 0, "Bearer ", 0, 7)) {
			return Optional.of(header.substring(7).strip()).filter((key) -> !key.isEmpty());
		}
		if (header.regionMatches(true, 0, "Basic ", 0, 6)) {
			return user(header.substring(6).strip());
		}
		return Optional.empty();
	}

	private static Optional<String> user(String basic) {
		try {
			String pair = new String(Base64.getDecoder().decode(basic), StandardCharsets.UTF_8);
			int end = pair.indexOf(':');
			return Optional.of((end < 0) ? pair : pair.substring(0, end)).filter((key) -> !key.isEmpty());
		}
		catch (IllegalArgumentException ex) {
			return Optional.empty();
		}
	}

}
