package dev.sluice.testing;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * How callbacks are signed, worked out from Standard Webhooks and from nothing of ours.
 */
public final class WebhookSignature {

	private static final byte[] SECRET = "sim_callback_secret".getBytes(StandardCharsets.UTF_8);

	private WebhookSignature() {
	}

	/** The value of {@code webhook-signature} beside these. */
	public static String of(String id, String timestamp, String body) {
		try {
			Mac mac = Mac.getInstance("HmacSHA256");
			mac.init(new SecretKeySpec(SECRET, "HmacSHA256"));
			byte[] signed = mac.doFinal((id + "." + timestamp + "." + body).getBytes(StandardCharsets.UTF_8));
			assertThat(signed).hasSize(32);
			return "v1," + Base64.getEncoder().encodeToString(signed);
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
