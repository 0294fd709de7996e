package dev.sluice.emulators.stripe.resources;

import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Optional;

import dev.sluice.emulators.stripe.cards.Decline;
import dev.sluice.emulators.stripe.cards.TestCard;
import dev.sluice.emulators.stripe.cards.TestCards;
import dev.sluice.emulators.stripe.forms.Params;
import dev.sluice.emulators.stripe.forms.Shown;
import dev.sluice.emulators.stripe.forms.StripeError;
import dev.sluice.values.CardNumbers;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a caller wants to pay with: a test card, or one that he has made a payment method
 * of.
 *
 * @param id of the payment method; null where it is to be made
 * @param card the test card; null where the payment method knows it
 * @param expiry of the card; null for the usual one
 * @param billing whose card it is; null where nothing is said
 */
record GivenMethod(@Nullable String id, @Nullable TestCard card, @Nullable YearMonth expiry,
		@Nullable ObjectNode billing) {

	/**
	 * Reads {@code payment_method} and {@code payment_method_data}; empty for neither.
	 */
	static Optional<GivenMethod> read(Params params, long now) {
		Optional<GivenMethod> data = params.object("payment_method_data").map((given) -> ofData(given, now));
		return params.text("payment_method").map(GivenMethod::ofText).or(() -> data);
	}

	private static GivenMethod ofText(String text) {
		TestCard card = text.startsWith("pm_card_") ? TestCards.ofToken(text).orElse(null) : null;
		return (card != null) ? new GivenMethod(null, card, null, null) : new GivenMethod(text, null, null, null);
	}

	/** Reads a payment method that is to be made. */
	static GivenMethod ofData(Params given, long now) {
		String type = given.required("type");
		if (!type.equals("card")) {
			throw StripeError.ofParam(null, given.named("type"),
					"The emulator takes payment methods of the type card alone.");
		}
		ObjectNode billing = Postal.billing(given).orElse(null);
		given.ignore("metadata");
		var _ = given.choice("allow_redisplay", "always", "limited", "unspecified");
		Params card = given.object("card")
			.orElseThrow(() -> StripeError.ofParam("parameter_missing", given.named("card"),
					"Missing required param: " + given.named("card") + "."));
		Optional<String> token = card.text("token");
		if (token.isPresent()) {
			TestCard known = TestCards.ofToken(token.get())
				.filter((found) -> token.get().startsWith("tok_"))
				.orElseThrow(() -> StripeError.ofParam("resource_missing", card.named("token"),
						"No such token: '" + Shown.of(token.get()) + "'"));
			return new GivenMethod(null, known, null, billing);
		}
		return ofNumber(card, now, billing);
	}

	private static GivenMethod ofNumber(Params card, long now, @Nullable ObjectNode billing) {
		String number = card.required("number");
		long month = card.requiredInteger("exp_month");
		long year = card.requiredInteger("exp_year");
		Optional<String> cvc = card.text("cvc");
		TestCard known = TestCards.ofNumber(number).orElseThrow(() -> refused(number));
		if (month < 1 || month > 12) {
			throw invalid("invalid_expiry_month", "exp_month", "Your card's expiration month is invalid.");
		}
		YearMonth expiry = YearMonth.of((int) ((year < 100) ? year + 2000 : year % 10_000), (int) month);
		if (expiry.isBefore(YearMonth.from(Instant.ofEpochSecond(now).atOffset(ZoneOffset.UTC)))) {
			throw invalid("invalid_expiry_year", "exp_year", "Your card's expiration year is invalid.");
		}
		if (cvc.isPresent() && !cvc.get().matches("[0-9]{3,4}")) {
			throw invalid("invalid_cvc", "cvc", "Your card's security code is invalid.");
		}
		return new GivenMethod(null, known, expiry, billing);
	}

	/** What is no test card is not even said to be right or wrong more than it must. */
	private static StripeError refused(String number) {
		return CardNumbers.isIn(number) ? StripeError
			.of(402, "card_error", Decline.GENERIC.code(),
					"Your card was declined. Your request was in test mode, but used a non test card. "
							+ "For a list of valid test cards, visit: https://stripe.com/docs/testing.")
			.with("decline_code", "test_mode_live_card")
			.with("param", "number") : invalid("incorrect_number", "number", "Your card number is incorrect.");
	}

	private static StripeError invalid(String code, String param, String message) {
		return StripeError.of(402, "card_error", code, message).with("param", param);
	}

}
