package dev.sluice.emulators.stripe.cards;

import org.jspecify.annotations.Nullable;

/** Why an issuer, or Stripe itself, says no, in Stripe's words. */
public enum Decline {

	/** Without a reason. */
	GENERIC("card_declined", "generic_decline", "Your card was declined.", "05", "try_again_later"),

	/** There is not enough money. */
	INSUFFICIENT_FUNDS("card_declined", "insufficient_funds", "Your card has insufficient funds.", "51",
			"try_again_later"),

	/** It was reported lost. */
	LOST("card_declined", "lost_card", "Your card was declined.", "41", "do_not_try_again"),

	/** It was reported stolen. */
	STOLEN("card_declined", "stolen_card", "Your card was declined.", "43", "do_not_try_again"),

	/** It has expired. */
	EXPIRED("expired_card", "expired_card", "Your card has expired.", "54", "do_not_try_again"),

	/** The security code is another one. */
	INCORRECT_CVC("incorrect_cvc", "incorrect_cvc", "Your card's security code is incorrect.", "N7",
			"confirm_card_data"),

	/** Something went wrong at the issuer. */
	PROCESSING_ERROR("processing_error", "processing_error",
			"An error occurred while processing your card. Try again in a little bit.", "96", "try_again_later"),

	/** It was used too often, or for too much. */
	VELOCITY("card_declined", "card_velocity_exceeded",
			"Your card was declined for making repeated attempts too frequently or exceeding its amount limit.", "65",
			"try_again_later"),

	/** Stripe itself takes it for fraud. */
	FRAUDULENT("card_declined", "fraudulent", "Your card was declined.", null, "do_not_try_again"),

	/** The cardholder has to be asked, and is not there. */
	AUTHENTICATION_REQUIRED("authentication_required", "authentication_required",
			"Your card was declined. This transaction requires authentication.", "1A", null);

	private final String code;

	private final String declineCode;

	private final String message;

	private final @Nullable String networkCode;

	private final @Nullable String advice;

	Decline(String code, String declineCode, String message, @Nullable String networkCode, @Nullable String advice) {
		this.code = code;
		this.declineCode = declineCode;
		this.message = message;
		this.networkCode = networkCode;
		this.advice = advice;
	}

	/** For programs. */
	public String code() {
		return this.code;
	}

	/** The issuer's reason. */
	public String declineCode() {
		return this.declineCode;
	}

	/** For people. */
	public String message() {
		return this.message;
	}

	/** What the network said; null where it was not asked. */
	public @Nullable String networkCode() {
		return this.networkCode;
	}

	/** Whether to try again; null where nothing is advised. */
	public @Nullable String advice() {
		return this.advice;
	}

}
