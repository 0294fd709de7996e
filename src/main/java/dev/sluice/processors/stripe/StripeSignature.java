package dev.sluice.processors.stripe;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import dev.sluice.values.RawJson;

/**
 * The header {@code Stripe-Signature}: when an event was signed, and the signatures of
 * each secret that is valid then.
 *
 * @param timestamp in seconds since 1970, as it is written
 * @param signatures of the version that is believed, v1
 */
record StripeSignature(String timestamp, List<String> signatures) {

	/** What Stripe's own libraries allow; here in both directions. */
	private static final Duration TOLERANCE = Duration.ofMinutes(5);

	private static final String HMAC = "HmacSHA256";

	/** How many parts of the header are looked at. */
	private static final int MAX_PARTS = 20;

	static StripeSignature read(String header) {
		List<String> parts = Stream.of(header.split(",", MAX_PARTS + 1)).limit(MAX_PARTS).map(String::strip).toList();
		return new StripeSignature(values(parts, "t=").findFirst().orElse(""), values(parts, "v1=").toList());
	}

	private static Stream<String> values(List<String> parts, String name) {
		return parts.stream().filter((part) -> part.startsWith(name)).map((part) -> part.substring(name.length()));
	}

	/** Whether it looks like one, and was made lately, as seen from a moment. */
	boolean mayBe(Instant now) {
		return isRecent(now) && this.signatures.stream().anyMatch((signature) -> signature.matches("[0-9a-f]{64}"));
	}

	/** Whether it was signed lately, as seen from a moment. */
	boolean isRecent(Instant now) {
		if (!this.timestamp.matches("[0-9]{1,11}")) {
			return false;
		}
		Instant signed = Instant.ofEpochSecond(Long.parseLong(this.timestamp));
		return Duration.between(signed, now).abs().compareTo(TOLERANCE) <= 0;
	}

	/**
	 * Whether one of them is right, compared in a time that tells nothing of how far they
	 * are alike.
	 */
	boolean isOf(RawJson body, String secret) {
		byte[] right = HexFormat.of().formatHex(sign(body, secret)).getBytes(StandardCharsets.UTF_8);
		return this.signatures.stream()
			.anyMatch((signature) -> MessageDigest.isEqual(signature.getBytes(StandardCharsets.UTF_8), right));
	}

	private byte[] sign(RawJson body, String secret) {
		try {
			Mac mac = Mac.getInstance(HMAC);
			mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), HMAC));
			mac.update((this.timestamp + ".").getBytes(StandardCharsets.UTF_8));
			return mac.doFinal(body.utf8());
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
