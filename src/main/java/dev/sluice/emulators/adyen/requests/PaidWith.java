package dev.sluice.emulators.adyen.requests;

import java.util.Set;
import java.util.regex.Pattern;

import dev.sluice.emulators.adyen.cards.BankAnswer;
import dev.sluice.emulators.adyen.cards.TestCard;
import dev.sluice.emulators.adyen.cards.Wish;
import org.jspecify.annotations.Nullable;

/**
 * The payment method of a request. Of encrypted fields and numbers nothing remains but
 * which test card they stand for.
 *
 * @param wish what its holder's name asks for
 * @param storable what its token stands for
 * @param stored whether it was kept before
 */
record PaidWith(TestCard card, Wish wish, StoredCard storable, boolean stored) {

	/** How long an encrypted field may be here; Adyen itself takes more. */
	private static final int ENCRYPTED = 8192;

	private static final int HOLDER = 15_000;

	private static final int TOKEN = 64;

	private static final int NUMBER = 40;

	private static final Set<String> TYPES = Set.of("scheme", "card", "bcmc");

	/** What Adyen's own code makes in a browser; nobody else can read it. */
	private static final Pattern CIPHERTEXT = Pattern
		.compile("(?:adyenjs_|adyenan_|adyenio_|eyJ)[A-Za-z0-9+/=_$.-]{16,}");

	private static final String PREFIX = "test_";

	/**
	 * Reads {@code paymentMethod}; a name that comes with a token is heard before what
	 * the token remembers.
	 * @param account whose stored payment methods are known
	 * @param shopper of whom they are; null for nobody
	 */
	static PaidWith read(Fields method, String account, @Nullable String shopper) {
		String type = method.text("type", TOKEN);
		if (type != null && !TYPES.contains(type)) {
			throw ServiceError.invalid("14_006", "The payment method is not supported by the emulator").refused();
		}
		String token = method.text("storedPaymentMethodId", TOKEN);
		String recurring = (token != null) ? token : method.text("recurringDetailReference", TOKEN);
		String holder = method.text("holderName", HOLDER);
		if (recurring != null) {
			StoredCard stored = StoredMethods.find(recurring, account, shopper);
			return new PaidWith(stored.card(), (holder != null) ? HolderName.wish(holder) : stored.wish(), stored,
					true);
		}
		return entered(method, (holder != null) ? HolderName.wish(holder) : Wish.NONE);
	}

	private static PaidWith entered(Fields method, Wish named) {
		TestCard card = card(method);
		Wish wish = isInOrder(method, card) ? named : named.with(BankAnswer.DECLINED);
		return new PaidWith(card, wish, new StoredCard(card, wish), false);
	}

	/** Its token, for a shopper of a merchant account. */
	String token(String account, String shopper) {
		return StoredMethods.token(this.storable, account, shopper);
	}

	private static TestCard card(Fields method) {
		String encrypted = method.text("encryptedCardNumber", ENCRYPTED);
		if (encrypted == null) {
			String number = method.text("number", NUMBER);
			if (number == null) {
				throw ServiceError.invalid("905", "Payment details are not supported").refused();
			}
			return published(number.replace(" ", ""));
		}
		if (encrypted.startsWith(PREFIX)) {
			return published(encrypted.substring(PREFIX.length()));
		}
		if (!CIPHERTEXT.matcher(encrypted).matches()) {
			throw ServiceError.invalid("174", "Unable to decrypt data").refused();
		}
		return TestCard.VISA;
	}

	private static TestCard published(String number) {
		return TestCard.find(number).orElseThrow(() -> ServiceError.invalid("101", "Invalid card number").refused());
	}

	/** Whether the bank would not mind its date and its security code. */
	private static boolean isInOrder(Fields method, TestCard card) {
		String month = value(method, "encryptedExpiryMonth", "expiryMonth");
		String year = value(method, "encryptedExpiryYear", "expiryYear");
		String code = value(method, "encryptedSecurityCode", "cvc");
		if (month == null || year == null) {
			throw ServiceError.invalid("129", "Expiry Date Invalid").refused();
		}
		boolean dated = isUnreadable(month)
				|| (month.length() == 1 ? "0" + month : month).concat("/" + year).equals(TestCard.EXPIRY);
		return dated && (code == null || isUnreadable(code) || code.equals(card.securityCode()));
	}

	private static @Nullable String value(Fields method, String encrypted, String plain) {
		String text = method.text(encrypted, ENCRYPTED);
		return (text == null) ? method.text(plain, NUMBER)
				: text.startsWith(PREFIX) ? text.substring(PREFIX.length()) : text;
	}

	private static boolean isUnreadable(String text) {
		return CIPHERTEXT.matcher(text).matches();
	}

}
