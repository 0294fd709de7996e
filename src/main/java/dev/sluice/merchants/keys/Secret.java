package dev.sluice.merchants.keys;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;

import dev.sluice.merchants.Mode;

/**
 * A bearer secret: an API key or the token of a session. It has at least 256 random bits,
 * so that its plain SHA-256 may stand for it in the database.
 */
public record Secret(String text) {

	/** Of one that is worth a look. */
	public static final int MAX_LENGTH = 200;

	/** To look one up costs more than what it is asked for. */
	private static final ThreadLocal<MessageDigest> DIGEST = ThreadLocal.withInitial(Secret::digest);

	private static final SecureRandom RANDOM = new SecureRandom();

	/** A new key, which says what it is for. */
	static Secret ofKey(Mode mode) {
		return new Secret("sk_" + mode.label() + "_" + random().text());
	}

	/** A new one, without a name. */
	public static Secret random() {
		byte[] bytes = new byte[32];
		RANDOM.nextBytes(bytes);
		return new Secret(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
	}

	private static MessageDigest digest() {
		try {
			return MessageDigest.getInstance("SHA-256");
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/** What stands for it in the database. */
	public byte[] hash() {
		return DIGEST.get().digest(this.text.getBytes(StandardCharsets.UTF_8));
	}

	/** Never the secret itself. */
	@Override
	public String toString() {
		return "Secret[…]";
	}

}
