package dev.sluice.emulators.stripe.cards;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * The test cards of Stripe's documentation ("Test card numbers"), by their tokens and by
 * their numbers.
 */
public final class TestCards {

	private static final Map<String, TestCard> BY_NUMBER = new LinkedHashMap<>();

	private static final Map<String, TestCard> BY_NAME = new LinkedHashMap<>();

	static {
		plain("visa", "4242424242424242", "visa");
		plain("visa_debit", "4000056655665556", "visa");
		plain("mastercard", "5555555555554444", "mastercard");
		plain("mastercard_debit", "5200828282828210", "mastercard");
		plain("mastercard_prepaid", "5105105105105100", "mastercard");
		plain("amex", "378282246310005", "amex");
		plain("discover", "6011111111111117", "discover");
		plain("diners", "3056930009020004", "diners");
		plain("jcb", "3566002020360505", "jcb");
		plain("unionpay", "6200000000000005", "unionpay");
		declined("chargeDeclined", "4000000000000002", Decline.GENERIC);
		declined("chargeDeclinedInsufficientFunds", "4000000000009995", Decline.INSUFFICIENT_FUNDS);
		declined("chargeDeclinedLostCard", "4000000000009987", Decline.LOST);
		declined("chargeDeclinedStolenCard", "4000000000009979", Decline.STOLEN);
		declined("chargeDeclinedExpiredCard", "4000000000000069", Decline.EXPIRED);
		declined("chargeDeclinedIncorrectCvc", "4000000000000127", Decline.INCORRECT_CVC);
		declined("chargeDeclinedProcessingError", "4000000000000119", Decline.PROCESSING_ERROR);
		declined("chargeDeclinedVelocityLimitExceeded", "4000000000006975", Decline.VELOCITY);
		declined("chargeDeclinedFraudulent", "4100000000000019", Decline.FRAUDULENT);
		declined("radarBlock", "4100000000000019", Decline.FRAUDULENT);
		declined("chargeCustomerFail", "4000000000000341", Decline.GENERIC);
		asked("authenticationRequired", "4000002760003184", Authentication.ALWAYS, null);
		asked("authenticationRequiredOnSetup", "4000002500003155", Authentication.ALWAYS, null);
		asked("authenticationRequiredSetupForOffSession", "4000003800000446", Authentication.ON_SESSION, null);
		asked("authenticationRequiredChargeDeclinedInsufficientFunds", "4000008260003178", Authentication.ALWAYS,
				Decline.INSUFFICIENT_FUNDS);
		asked("threeDSecure2Required", "4000000000003220", Authentication.ALWAYS, null);
		asked("threeDSecureRequired", "4000000000003063", Authentication.ALWAYS, null);
		asked("threeDSecureRequiredChargeDeclined", "4000008400001629", Authentication.ALWAYS, Decline.GENERIC);
		asked("threeDSecureRequiredProcessingError", "4000008400001280", Authentication.NONE, Decline.PROCESSING_ERROR);
		asked("threeDSecureOptional", "4000000000003055", Authentication.NONE, null);
		later("createDispute", "4000000000000259", Aftermath.DISPUTE);
		later("createDisputeProductNotReceived", "4000000000002685", Aftermath.NOT_RECEIVED);
		later("createDisputeInquiry", "4000000000001976", Aftermath.INQUIRY);
		later("pendingRefund", "4000000000007726", Aftermath.REFUNDS_PEND);
		later("refundFail", "4000000000005126", Aftermath.REFUNDS_FAIL);
		later("bypassPending", "4000000000000077", Aftermath.AVAILABLE);
	}

	private TestCards() {
	}

	/** The card of {@code pm_card_…} or {@code tok_…}; empty where there is none. */
	public static Optional<TestCard> ofToken(String token) {
		String name = token.startsWith("pm_card_") ? token.substring("pm_card_".length())
				: token.startsWith("tok_") ? token.substring("tok_".length()) : "";
		TestCard card = BY_NAME.get(name);
		return (card == null && name.startsWith("visa_")) ? ofName(name.substring("visa_".length()))
				: Optional.ofNullable(card);
	}

	/** The card of a name; empty where there is none. */
	public static Optional<TestCard> ofName(String name) {
		return Optional.ofNullable(BY_NAME.get(name));
	}

	/** The card of a number; empty where it is not published. */
	public static Optional<TestCard> ofNumber(String number) {
		return Optional.ofNullable(BY_NUMBER.get(number.replaceAll("[ -]", "")));
	}

	private static void plain(String name, String number, String brand) {
		put(name, number, brand, Authentication.NONE, null, Aftermath.NONE);
	}

	private static void declined(String name, String number, Decline decline) {
		put(name, number, "visa", Authentication.NONE, decline, Aftermath.NONE);
	}

	private static void asked(String name, String number, Authentication authentication, @Nullable Decline decline) {
		put(name, number, "visa", authentication, decline, Aftermath.NONE);
	}

	private static void later(String name, String number, Aftermath aftermath) {
		put(name, number, "visa", Authentication.NONE, null, aftermath);
	}

	private static void put(String name, String number, String brand, Authentication authentication,
			@Nullable Decline decline, Aftermath aftermath) {
		TestCard card = new TestCard(name, number.substring(number.length() - 4), brand, authentication, decline,
				aftermath);
		BY_NAME.put(name, card);
		BY_NUMBER.putIfAbsent(number, card);
	}

}
