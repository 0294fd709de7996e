package dev.sluice.emulators.stripe;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import dev.sluice.emulators.notices.Letter;
import dev.sluice.emulators.notices.Sealing;

/** Signs events as Stripe does: {@code Stripe-Signature: t=…,v1=…}. */
class StripeSealing implements Sealing {

	private static final String ALGORITHM = "HmacSHA256";

	@Override
	public String emulator() {
		return StripeCallers.EMULATOR;
	}

	@Override
	public Letter seal(String secret, String body, Instant now) {
		long time = now.getEpochSecond();
		return new Letter(Map.of("Stripe-Signature", "t=" + time + ",v1=" + sign(secret, time, body), "User-Agent",
				"Stripe/1.0 (emulator)"), body);
	}

	/**
	 * Another event of the same kind, signed by somebody who does not know the secret.
	 */
	@Override
	public Letter forge(String body, Instant now) {
		return seal("whsec_forged", body.replace("\"id\":\"evt_3", "\"id\":\"evt_0"), now);
	}

	private static String sign(String secret, long time, String body) {
		try {
			Mac mac = Mac.getInstance(ALGORITHM);
			mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM));
			return HexFormat.of().formatHex(mac.doFinal((time + "." + body).getBytes(StandardCharsets.UTF_8)));
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
