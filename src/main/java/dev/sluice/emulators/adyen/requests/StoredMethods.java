package dev.sluice.emulators.adyen.requests;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;

import dev.sluice.emulators.adyen.cards.TestCard;
import org.jspecify.annotations.Nullable;

/**
 * Tokens of test cards that shoppers have stored. A token says itself which card it
 * stands for and whose it is, so that nothing has to be kept.
 */
public final class StoredMethods {

	/** Without those that are taken for each other. */
	private static final String ALPHABET = "23456789BCDFGHJKLMNPQRSTVWXZ";

	private static final int LENGTH = 16;

	private StoredMethods() {
	}

	/** The token of a shopper's card: the same however often it is stored. */
	public static String token(TestCard card, String account, String shopper) {
		byte[] hash = hash(account + "\n" + shopper + "\n" + card.name());
		StringBuilder token = new StringBuilder(LENGTH);
		for (int i = 0; i < LENGTH; i++) {
			token.append(ALPHABET.charAt(Math.floorMod(hash[i], ALPHABET.length())));
		}
		return token.toString();
	}

	/** The card of a token, for the shopper alone whose it is. */
	static TestCard find(String token, String account, @Nullable String shopper) {
		if (shopper == null) {
			throw ServiceError.invalid("139", "Recurring requires shopperEmail and shopperReference").refused();
		}
		return Arrays.stream(TestCard.values())
			.filter((card) -> token(card, account, shopper).equals(token))
			.findAny()
			.orElseThrow(() -> ServiceError.invalid("803", "PaymentDetail not found").refused());
	}

	private static byte[] hash(String text) {
		try {
			return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
