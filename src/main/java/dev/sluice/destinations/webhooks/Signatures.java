package dev.sluice.destinations.webhooks;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs what is sent to a webhook (Standard Webhooks), with each secret that is good: two
 * of them while one takes over from the other. The library would have the body as a text,
 * and copy it three times.
 */
final class Signatures {

	private static final String ALGORITHM = "HmacSHA256";

	private Signatures() {
	}

	/**
	 * The value of {@code webhook-signature}.
	 * @param secrets as they are, not in text; the newest first
	 * @param timestamp in seconds since 1970
	 */
	static String sign(List<byte[]> secrets, String id, long timestamp, byte[] body) {
		byte[] head = (id + "." + timestamp + ".").getBytes(StandardCharsets.UTF_8);
		return secrets.stream().map((secret) -> sign(secret, head, body)).collect(Collectors.joining(" "));
	}

	private static String sign(byte[] secret, byte[] head, byte[] body) {
		try {
			Mac mac = Mac.getInstance(ALGORITHM);
			mac.init(new SecretKeySpec(secret, ALGORITHM));
			mac.update(head);
			return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(body));
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
