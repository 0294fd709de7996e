package dev.sluice.processors.connectors;

import java.util.regex.Pattern;

/**
 * A field of an account's credentials.
 *
 * @param name in the API
 * @param required whether an account needs it
 * @param secret whether it is never shown again; others are
 * @param form what it must match as a whole
 * @param expectation what {@code form} means, as the end of a sentence: "must be …"
 */
public record Credential(String name, boolean required, boolean secret, Pattern form, String expectation) {

	/** What a processor signs its notifications by, where it has no form of its own. */
	public static final Credential SIGNING_SECRET = new Credential("webhook_secret", false, true,
			Pattern.compile("[!-~]{16,}"),
			"must have at least 16 visible ASCII characters and no blanks, as the processor shows it");

}
