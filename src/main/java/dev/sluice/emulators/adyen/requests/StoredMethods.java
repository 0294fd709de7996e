package dev.sluice.emulators.adyen.requests;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;

import dev.sluice.emulators.adyen.cards.TestCard;
import dev.sluice.emulators.adyen.cards.Wish;
import org.jspecify.annotations.Nullable;

/**
 * Tokens of test cards that shoppers have stored. A token says itself which card it
 * stands for, whose it is and what was asked for when it was stored, so that nothing has
 * to be kept.
 */
final class StoredMethods {

	/** Without those that are taken for each other. */
	private static final String ALPHABET = "23456789BCDFGHJKLMNPQRSTVWXZ";

	private static final int LENGTH = 16;

	private static final List<StoredCard> ALL = Wish.MEMORABLE.stream()
		.flatMap((wish) -> Arrays.stream(TestCard.values()).map((card) -> new StoredCard(card, wish)))
		.toList();

	private StoredMethods() {
	}

	/**
	 * The token of a shopper's card: the same however often it is stored with the same
	 * wish.
	 */
	static String token(StoredCard stored, String account, String shopper) {
		String plain = account + "\n" + shopper + "\n" + stored.card().name();
		Wish wish = stored.wish();
		byte[] hash = hash(wish.equals(Wish.NONE) ? plain : plain + "\n" + wish.answer() + "\n" + wish.aftermath());
		StringBuilder token = new StringBuilder(LENGTH);
		for (int i = 0; i < LENGTH; i++) {
			token.append(ALPHABET.charAt(Math.floorMod(hash[i], ALPHABET.length())));
		}
		return token.toString();
	}

	/** The card of a token, for the shopper alone whose it is. */
	static StoredCard find(String token, String account, @Nullable String shopper) {
		if (shopper == null) {
			throw ServiceError.invalid("139", "Recurring requires shopperEmail and shopperReference").refused();
		}
		return ALL.stream()
			.filter((stored) -> token(stored, account, shopper).equals(token))
			.findFirst()
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
