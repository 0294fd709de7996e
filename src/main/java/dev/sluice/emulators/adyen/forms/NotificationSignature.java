package dev.sluice.emulators.adyen.forms;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.HexFormat;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import dev.sluice.emulators.adyen.ledger.AdyenEvent;

/**
 * Signs an item of a notification as Adyen does: HMAC-SHA256 over a few of its fields.
 */
public final class NotificationSignature {

	private static final String ALGORITHM = "HmacSHA256";

	private final SecretKeySpec key;

	/**
	 * A key as Adyen shows it.
	 * @param hex pairs of hexadecimal digits
	 * @throws IllegalArgumentException where it is none
	 */
	public NotificationSignature(String hex) {
		this.key = new SecretKeySpec(HexFormat.of().parseHex(hex), ALGORITHM);
	}

	/** {@code additionalData.hmacSignature}. */
	String sign(AdyenEvent event) {
		String original = event.originalReference();
		String signed = String.join(":", event.pspReference(), (original != null) ? original : "",
				event.merchantAccount(), event.merchantReference(), Long.toString(event.amount().value()),
				event.amount().currency(), event.code().name(), Boolean.toString(event.success()));
		try {
			Mac mac = Mac.getInstance(ALGORITHM);
			mac.init(this.key);
			return Base64.getEncoder().encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
