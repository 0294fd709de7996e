package dev.sluice.payments.words;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Why something was declined, in one table for all processors, and what to do then. */
public enum DeclineCode {

	/** No reason was given. */
	GENERIC_DECLINE("The card was declined.", Advice.OTHER_CARD),
	/** The issuer refuses without saying why. */
	DO_NOT_HONOR("The issuer refused the payment without a reason.", Advice.OTHER_CARD),
	/** The customer has to ask the issuer. */
	CALL_ISSUER("The issuer wants to be asked by the customer.", Advice.OTHER_CARD),
	/** The account does not hold as much. */
	INSUFFICIENT_FUNDS("The card has insufficient funds.", Advice.RETRY),
	/** A limit of amount or number is reached. */
	LIMIT_EXCEEDED("The card's limit is reached.", Advice.RETRY),
	/** The issuer, or the network, is away. */
	ISSUER_UNAVAILABLE("The issuer could not be reached.", Advice.RETRY),
	/**
	 * The processor had trouble of its own, or found fault with the request, and says
	 * that it charged nothing.
	 */
	PROCESSING_ERROR("The processor could not process the payment.", Advice.RETRY),
	/** The issuer asks for the customer's consent. */
	AUTHENTICATION_REQUIRED("The issuer asks for authentication.", Advice.AUTHENTICATE),
	/** The customer did not prove to be the cardholder. */
	AUTHENTICATION_FAILED("The customer was not authenticated.", Advice.AUTHENTICATE),
	/** The customer let the time for it pass. */
	AUTHENTICATION_EXPIRED("The customer was not authenticated in time.", Advice.AUTHENTICATE),
	/** The shop, or the customer, gave the payment up before it was approved. */
	AUTHENTICATION_CANCELED("The payment was given up before the customer approved it.", Advice.AUTHENTICATE),
	/** The number is not one of a card. */
	INVALID_NUMBER("The card's number is invalid.", Advice.CORRECT),
	/** The security code is wrong. */
	INCORRECT_CVC("The card's security code is wrong.", Advice.CORRECT),
	/** The address is not the cardholder's. */
	INCORRECT_ADDRESS("The address is not the cardholder's.", Advice.CORRECT),
	/** The PIN is wrong, or was too often. */
	INCORRECT_PIN("The PIN is wrong.", Advice.CORRECT),
	/** The card has expired. */
	EXPIRED_CARD("The card has expired.", Advice.OTHER_CARD),
	/** The card is not made for such a payment. */
	NOT_SUPPORTED("The card does not support this payment.", Advice.OTHER_CARD),
	/** The currency is not taken. */
	CURRENCY_NOT_SUPPORTED("The card does not support the currency.", Advice.OTHER_CARD),
	/** The processor or the issuer suspects fraud. */
	FRAUDULENT("The payment was taken for fraud.", Advice.OTHER_CARD),
	/** The card was reported lost. */
	LOST_CARD("The card was reported lost.", Advice.NEVER_AGAIN),
	/** The card was reported stolen. */
	STOLEN_CARD("The card was reported stolen.", Advice.NEVER_AGAIN),
	/** The issuer wants the card back. */
	PICKUP_CARD("The card was blocked by its issuer.", Advice.NEVER_AGAIN),
	/** There is no such account, or no more. */
	INVALID_ACCOUNT("The card's account does not exist.", Advice.NEVER_AGAIN),
	/** The customer took back the consent to be charged. */
	REVOKED("The customer forbade further payments.", Advice.NEVER_AGAIN);

	private final String message;

	private final Advice advice;

	DeclineCode(String message, Advice advice) {
		this.message = message;
		this.advice = advice;
	}

	/** The code that is written so; empty where this table has none. */
	public static Optional<DeclineCode> find(String code) {
		return Arrays.stream(values()).filter((known) -> known.wireName().equals(code)).findAny();
	}

	/** A sentence for the merchant, where the processor has none. */
	public String message() {
		return this.message;
	}

	public Advice advice() {
		return this.advice;
	}

	public String wireName() {
		return name().toLowerCase(Locale.ROOT);
	}

}
