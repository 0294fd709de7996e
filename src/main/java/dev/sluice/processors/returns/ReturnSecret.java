package dev.sluice.processors.returns;

import java.security.SecureRandom;
import java.util.Base64;

/** What the address has by which one customer comes back, and nobody else. */
final class ReturnSecret {

	/** In bytes: more than anybody can guess. */
	private static final int SIZE = 32;

	/** In characters of base64url. */
	private static final int LENGTH = 43;

	private static final SecureRandom RANDOM = new SecureRandom();

	private ReturnSecret() {
	}

	/** A new one. */
	static String next() {
		byte[] secret = new byte[SIZE];
		RANDOM.nextBytes(secret);
		return Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
	}

	/** Whether a text looks like one; nothing is looked up for others. */
	static boolean isOne(String text) {
		return text.length() == LENGTH && text.chars().allMatch(ReturnSecret::isDigit);
	}

	private static boolean isDigit(int c) {
		return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
	}

}
