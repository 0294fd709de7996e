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

	/** Copied for each signature: one can be made at a time. */
	private final List<Mac> keyed;

	/**
	 * Signs with secrets.
	 * @param secrets as they are, not in text; the newest first
	 */
	Signatures(List<byte[]> secrets) {
		this.keyed = secrets.stream().map(Signatures::keyed).toList();
	}

	private static Mac keyed(byte[] secret) {
		try {
			Mac mac = Mac.getInstance(ALGORITHM);
			mac.init(new SecretKeySpec(secret, ALGORITHM));
			return mac;
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * The value of {@code webhook-signature}.
	 * @param timestamp in seconds since 1970
	 */
	String sign(String id, long timestamp, byte[] body) {
		byte[] head = (id + "." + timestamp + ".").getBytes(StandardCharsets.UTF_8);
		return this.keyed.stream().map((mac) -> sign(mac, head, body)).collect(Collectors.joining(" "));
	}

	private static String sign(Mac keyed, byte[] head, byte[] body) {
		try {
			Mac mac = (Mac) keyed.clone();
			mac.update(head);
			return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(body));
		}
		catch (CloneNotSupportedException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
