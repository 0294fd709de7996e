package dev.sluice.emulators.adyen.requests;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a payment says of the shopper's browser. Nothing is done with it, but 3-D Secure
 * wants it as a whole; of an app no more than its headers.
 */
final class BrowserInfo {

	private static final List<String> HEADERS = List.of("acceptHeader", "userAgent");

	private static final List<String> NUMBERS = List.of("colorDepth", "screenHeight", "screenWidth", "timeZoneOffset");

	private static final String LANGUAGE = "language";

	private static final String JAVA = "javaEnabled";

	private static final String JAVA_SCRIPT = "javaScriptEnabled";

	private static final int LONGEST = 2048;

	private BrowserInfo() {
	}

	/**
	 * Looks at that of a payment, where it is there.
	 * @throws ServiceError.Refused where it is not as it must be
	 */
	static void check(Fields payment) {
		if (!payment.has("browserInfo")) {
			return;
		}
		boolean app = List.of("iOS", "Android").contains(payment.word("channel"));
		Set<String> whole = new TreeSet<>(HEADERS);
		whole.addAll(NUMBERS);
		whole.addAll(List.of(LANGUAGE, JAVA));
		Set<String> known = new TreeSet<>(whole);
		known.add(JAVA_SCRIPT);
		Fields browser = payment.object("browserInfo").withoutOthers("BrowserInfo", known);
		for (String name : List.of("acceptHeader", "userAgent", LANGUAGE)) {
			var _ = browser.text(name, LONGEST);
		}
		for (String name : NUMBERS) {
			var _ = browser.integer(name);
		}
		browser.yesOrNo(JAVA);
		browser.yesOrNo(JAVA_SCRIPT);
		(app ? HEADERS : whole).stream().filter((name) -> !browser.has(name)).findFirst().ifPresent((missing) -> {
			throw ServiceError
				.invalid("15_002",
						"Required field " + missing + " missing for device channel " + (app ? "app" : "browser"))
				.refused();
		});
	}

}
