package dev.sluice.emulators.adyen.cards;

import java.util.Arrays;
import java.util.Optional;

/**
 * What the bank can be made to say, by the name of the cardholder or by a code in
 * {@code additionalData.RequestedTestAcquirerResponseCode}; the names, codes and words
 * are Adyen's.
 */
public enum BankAnswer {

	UNKNOWN(0, "Unknown", ResultCode.ERROR), APPROVED(1, "", ResultCode.AUTHORISED),
	DECLINED(2, "Refused", ResultCode.REFUSED), REFERRAL(3, "Referral", ResultCode.REFUSED),
	ERROR(4, "Acquirer Error", ResultCode.ERROR), BLOCK_CARD(5, "Blocked Card", ResultCode.REFUSED),
	CARD_EXPIRED(6, "Expired Card", ResultCode.REFUSED), INVALID_AMOUNT(7, "Invalid Amount", ResultCode.REFUSED),
	INVALID_CARD_NUMBER(8, "Invalid Card Number", ResultCode.REFUSED),
	ISSUER_UNAVAILABLE(9, "Issuer Unavailable", ResultCode.REFUSED),
	NOT_SUPPORTED(10, "Not supported", ResultCode.REFUSED),
	NOT_3D_AUTHENTICATED(11, "3D Not Authenticated", ResultCode.REFUSED),
	NOT_ENOUGH_BALANCE(12, "Not enough balance", ResultCode.REFUSED), PENDING(13, "", ResultCode.RECEIVED),
	ACQUIRER_FRAUD(14, "Acquirer Fraud", ResultCode.REFUSED), CANCELLED(15, "Cancelled", ResultCode.REFUSED),
	SHOPPER_CANCELLED(16, "Shopper Cancelled", ResultCode.REFUSED), INVALID_PIN(17, "Invalid Pin", ResultCode.REFUSED),
	PIN_TRIES_EXCEEDED(18, "Pin tries exceeded", ResultCode.REFUSED),
	PIN_VALIDATION_NOT_POSSIBLE(19, "Pin validation not possible", ResultCode.REFUSED),
	FRAUD(20, "FRAUD", ResultCode.REFUSED), NOT_SUBMITTED(21, "Not Submitted", ResultCode.REFUSED),
	FRAUD_CANCELLED(22, "FRAUD-CANCELLED", ResultCode.REFUSED),
	TRANSACTION_NOT_PERMITTED(23, "Transaction Not Permitted", ResultCode.REFUSED),
	CVC_DECLINED(24, "CVC Declined", ResultCode.REFUSED), RESTRICTED_CARD(25, "Restricted Card", ResultCode.REFUSED),
	REVOCATION_OF_AUTH(26, "Revocation Of Auth", ResultCode.REFUSED),
	DECLINED_NON_GENERIC(27, "Declined Non Generic", ResultCode.REFUSED),
	WITHDRAWAL_AMOUNT_EXCEEDED(28, "Withdrawal amount exceeded", ResultCode.REFUSED),
	WITHDRAWAL_COUNT_EXCEEDED(29, "Withdrawal count exceeded", ResultCode.REFUSED),
	ISSUER_SUSPECTED_FRAUD(31, "Issuer Suspected Fraud", ResultCode.REFUSED),
	AVS_DECLINED(32, "AVS Declined", ResultCode.REFUSED),
	AUTHENTICATION_REQUIRED(38, "Authentication required", ResultCode.REFUSED);

	private final int code;

	private final String reason;

	private final ResultCode result;

	BankAnswer(int code, String reason, ResultCode result) {
		this.code = code;
		this.reason = reason;
		this.result = result;
	}

	/** The answer that a cardholder's name asks for; empty where it is just a name. */
	public static Optional<BankAnswer> ofName(String name) {
		return Arrays.stream(values()).filter((answer) -> answer.name().equalsIgnoreCase(name)).findAny();
	}

	/** The answer of a code; empty where there is none. */
	public static Optional<BankAnswer> ofCode(String code) {
		return Arrays.stream(values()).filter((answer) -> answer.code().equals(code)).findAny();
	}

	/** {@code refusalReasonCode}. */
	public String code() {
		return Integer.toString(this.code);
	}

	/** {@code refusalReason}; empty where nothing is refused. */
	public String reason() {
		return this.reason;
	}

	/** What becomes of a payment by it. */
	public ResultCode result() {
		return this.result;
	}

}
