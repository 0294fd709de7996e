package dev.sluice.processors.adyen;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Pattern;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import dev.sluice.processors.connectors.Credential;
import tools.jackson.databind.JsonNode;

/**
 * What Adyen signs an item of a notification by: HMAC-SHA256 of a few of its fields.
 */
final class AdyenSignature {

	/** As the Customer Area shows it. */
	static final Credential KEY = new Credential("webhook_secret", false, true,
			Pattern.compile("(?:[0-9A-Fa-f]{2}){16,128}"),
			"must be the HMAC key of the webhook, pairs of hexadecimal digits as Adyen's Customer Area shows it");

	private static final String HMAC = "HmacSHA256";

	private AdyenSignature() {
	}

	/**
	 * Whether an item has the signature of a key, compared in a time that tells nothing
	 * of how far they are alike.
	 */
	static boolean isOf(JsonNode item, String key) {
		byte[] said = item.path("additionalData").path("hmacSignature").asString("").getBytes(StandardCharsets.UTF_8);
		return KEY.form().matcher(key).matches() && MessageDigest.isEqual(said, sign(signed(item), key));
	}

	private static String signed(JsonNode item) {
		return String.join(":", text(item, "pspReference"), text(item, "originalReference"),
				text(item, "merchantAccountCode"), text(item, "merchantReference"),
				item.path("amount").path("value").asString(""), text(item.path("amount"), "currency"),
				text(item, "eventCode"), text(item, "success"));
	}

	private static String text(JsonNode node, String name) {
		return node.path(name).asString("");
	}

	private static byte[] sign(String text, String key) {
		try {
			Mac mac = Mac.getInstance(HMAC);
			mac.init(new SecretKeySpec(HexFormat.of().parseHex(key), HMAC));
			return Base64.getEncoder().encode(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
