package dev.sluice.emulators.adyen;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

import dev.sluice.http.JsonBody;
import dev.sluice.values.WebAddress;
import org.jspecify.annotations.Nullable;

/**
 * What a merchant sets up at Adyen for its account.
 *
 * @param notificationUrl where notifications are sent; null for nowhere
 * @param hmacKey with which they are signed, in hexadecimal digits
 * @param captures whether a payment may be captured in several parts
 * @param manualCapture whether nothing is captured unless that is asked for
 */
record AccountSettings(@Nullable WebAddress notificationUrl, String hmacKey, Captures captures, boolean manualCapture) {

	/** The key of accounts that have set none. */
	static final String HMAC_KEY = "44782DEF547AAA06C910C43932B1EB0C71FC68D9D0C057550C48EC2ACF6BA056";

	/** Of an account that has set nothing. */
	static final AccountSettings NONE = new AccountSettings(null, HMAC_KEY, Captures.ONCE, false);

	private static final Pattern KEY = Pattern.compile("(?:[0-9A-Fa-f]{2}){16,64}");

	private static final int WORD = 200;

	/**
	 * @throws dev.sluice.http.Problem 422 with every field at fault
	 */
	static AccountSettings read(JsonBody body) {
		String url = body.optionalText("notification_url", WebAddress.MAX_LENGTH);
		Optional<WebAddress> address = Optional.ofNullable(url).flatMap(WebAddress::read);
		if (url != null && address.isEmpty()) {
			body.reject("notification_url", "invalid_url", WebAddress.EXPECTATION);
		}
		String key = body.optionalText("hmac_key", WORD);
		if (key != null && !KEY.matcher(key).matches()) {
			body.reject("hmac_key", "invalid_key", "must be 16 to 64 bytes in hexadecimal digits");
		}
		Optional<Captures> captures = body.optional("captures", WORD, Captures::find, "unknown_captures",
				"must be once or many");
		boolean manual = body.optionalBoolean("manual_capture").orElse(false);
		body.finish();
		return new AccountSettings(address.orElse(null), (key != null) ? key : HMAC_KEY, captures.orElse(Captures.ONCE),
				manual);
	}

	@Override
	public String toString() {
		return "AccountSettings[notificationUrl=" + this.notificationUrl + ", captures=" + this.captures + "]";
	}

	/** How often a payment may be captured; what is left over is let go. */
	enum Captures {

		ONCE, MANY;

		static Optional<Captures> find(String text) {
			return switch (text) {
				case "once" -> Optional.of(ONCE);
				case "many" -> Optional.of(MANY);
				default -> Optional.empty();
			};
		}

		String text() {
			return name().toLowerCase(Locale.ROOT);
		}

	}

}
