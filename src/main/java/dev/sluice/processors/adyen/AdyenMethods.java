package dev.sluice.processors.adyen;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import dev.sluice.payments.port.MethodType.Field;
import dev.sluice.payments.port.MethodType.Form;
import dev.sluice.payments.port.MethodType;
import dev.sluice.payments.words.PaymentMethod;

/**
 * What can be charged at Adyen: cards, as they are stored there for a shopper, or as
 * Adyen's own code has encrypted them in a browser.
 */
final class AdyenMethods {

	private static final String NAME = "adyen";

	private static final String STORED = "stored_payment_method";

	private static final String SHOPPER = "shopper_reference";

	private static final String MODEL = "recurring_processing_model";

	private static final String NUMBER = "encrypted_card_number";

	private static final String MONTH = "encrypted_expiry_month";

	private static final String YEAR = "encrypted_expiry_year";

	private static final String CODE = "encrypted_security_code";

	private static final String HOLDER = "holder_name";

	private static final String OFF_SESSION = "off_session";

	private static final String USER_AGENT = "user_agent";

	private static final String ACCEPT = "accept_header";

	private static final Form PIXELS = new Form(Pattern.compile("[0-9]{1,5}"), "must be a number of pixels");

	private static final Form DEPTH = new Form(Pattern.compile("1|4|8|15|16|24|30|32|48"),
			"must be 1, 4, 8, 15, 16, 24, 30, 32 or 48");

	private static final Form MINUTES = new Form(Pattern.compile("-?[0-9]{1,4}"), "must be a number of minutes");

	private static final Form YES_OR_NO = new Form(Pattern.compile("true|false"), "must be true or false");

	/** What tells of the shopper's browser, which Adyen wants as a whole. */
	private static final List<Field> BROWSER = List.of(new Field(USER_AGENT, 400, false), new Field(ACCEPT, 200, false),
			new Field("language", 20, false), new Field("color_depth", 2, DEPTH), new Field("screen_height", 5, PIXELS),
			new Field("screen_width", 5, PIXELS), new Field("time_zone_offset", 5, MINUTES),
			new Field("java_enabled", 5, YES_OR_NO));

	/** An encrypted card, by our names and by Adyen's, in the order of ours. */
	static final Map<String, String> ENCRYPTED = Collections
		.unmodifiableMap(new TreeMap<>(Map.of(NUMBER, "encryptedCardNumber", MONTH, "encryptedExpiryMonth", YEAR,
				"encryptedExpiryYear", CODE, "encryptedSecurityCode", HOLDER, "holderName")));

	/**
	 * A payment method that is written as an object: a stored card or an encrypted one.
	 */
	static final MethodType TYPE = new MethodType(NAME,
			Stream
				.concat(Stream.of(new Field(STORED, 64, false), new Field(SHOPPER, 256, false),
						new Field(MODEL, 30, false), new Field(OFF_SESSION, 5, false), secret(NUMBER, 2000),
						secret(MONTH, 2000), secret(YEAR, 2000), secret(CODE, 2000), secret(HOLDER, 150)),
						BROWSER.stream())
				.toList(),
			BROWSER.stream().map(Field::name).toList());

	private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9]{1,64}");

	/** Adyen wants three characters at least. */
	private static final Pattern SHOPPER_FORM = Pattern.compile("[ -~]{3,256}");

	private static final List<String> MODELS = List.of("CardOnFile", "Subscription", "UnscheduledCardOnFile");

	private AdyenMethods() {
	}

	private static Field secret(String name, int maxLength) {
		return new Field(name, maxLength, false, true, null);
	}

	/** Whether it is one of Adyen's, as far as its form tells. */
	static boolean accepts(PaymentMethod method) {
		String model = method.detail(MODEL);
		String offSession = method.detail(OFF_SESSION);
		return NAME.equals(method.type()) && (isEncrypted(method) ? isWhole(method) : isStored(method))
				&& (model == null || MODELS.contains(model))
				&& (offSession == null || List.of("true", "false").contains(offSession));
	}

	private static boolean isStored(PaymentMethod method) {
		return TOKEN.matcher(stored(method)).matches() && SHOPPER_FORM.matcher(shopper(method)).matches();
	}

	/** Who types a card in is there, and does not use a stored one. */
	private static boolean isWhole(PaymentMethod method) {
		return method.detail(NUMBER) != null && method.detail(MONTH) != null && method.detail(YEAR) != null
				&& method.detail(STORED) == null && method.detail(MODEL) == null && !isOffSession(method)
				&& (method.detail(SHOPPER) == null || SHOPPER_FORM.matcher(shopper(method)).matches());
	}

	/** Whether it is a card as it was encrypted in a browser. */
	static boolean isEncrypted(PaymentMethod method) {
		return method.hasSecrets();
	}

	static String stored(PaymentMethod method) {
		return Objects.requireNonNullElse(method.detail(STORED), "");
	}

	/** Whose it is at Adyen. */
	static String shopper(PaymentMethod method) {
		return Objects.requireNonNullElse(method.detail(SHOPPER), "");
	}

	/** Whether the shopper is not there to be asked. */
	static boolean isOffSession(PaymentMethod method) {
		return "true".equals(method.detail(OFF_SESSION));
	}

	/** For what the card was stored, where nothing is said: as it is used. */
	static String model(PaymentMethod method) {
		return Objects.requireNonNullElse(method.detail(MODEL),
				isOffSession(method) ? "UnscheduledCardOnFile" : "CardOnFile");
	}

	/** Whether the shopper's browser is known, which issuers want for 3-D Secure. */
	static boolean hasBrowser(PaymentMethod method) {
		return BROWSER.stream().allMatch((field) -> method.detail(field.name()) != null);
	}

}
