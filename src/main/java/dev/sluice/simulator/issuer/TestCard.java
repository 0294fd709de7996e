package dev.sluice.simulator.issuer;

import java.util.Arrays;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/** The cards that the simulator issues, by their tokens. */
public enum TestCard {

	VISA("pm_card_visa", "Visa: always approved", OperationStatus.APPROVED),

	MASTERCARD("pm_card_mastercard", "Mastercard: always approved", OperationStatus.APPROVED),

	AMEX("pm_card_amex", "American Express: always approved", OperationStatus.APPROVED),

	DECLINED("pm_card_declined", "Declined without a reason", "generic_decline", "The card was declined."),

	INSUFFICIENT_FUNDS("pm_card_declined_insufficient_funds", "Declined: insufficient funds", "insufficient_funds",
			"The card has insufficient funds."),

	LOST("pm_card_declined_lost_card", "Declined: reported lost", "lost_card", "The card was reported lost."),

	STOLEN("pm_card_declined_stolen_card", "Declined: reported stolen", "stolen_card", "The card was reported stolen."),

	EXPIRED("pm_card_declined_expired_card", "Declined: expired", "expired_card", "The card has expired."),

	FRAUD("pm_card_declined_fraud", "Declined: suspected fraud", "fraudulent", "The payment was taken for fraud."),

	THREE_D_SECURE("pm_card_3ds", "The cardholder approves or refuses it on a page (3-D Secure)",
			OperationStatus.ACTION_REQUIRED),

	PENDING("pm_card_pending", "Pending at first, approved a little later", OperationStatus.PENDING),

	CAPTURE_FAILS("pm_card_capture_fails", "Authorized, but every capture is declined", OperationStatus.APPROVED),

	REFUND_FAILS("pm_card_refund_fails", "Approved, but every refund is declined", OperationStatus.APPROVED),

	SLOW("pm_card_slow", "Approved, but each answer takes long", OperationStatus.APPROVED);

	private final String token;

	private final String description;

	private final OperationStatus status;

	private final @Nullable String code;

	private final @Nullable String message;

	TestCard(String token, String description, OperationStatus status) {
		this(token, description, status, null, null);
	}

	TestCard(String token, String description, String code, String message) {
		this(token, description, OperationStatus.DECLINED, code, message);
	}

	TestCard(String token, String description, OperationStatus status, @Nullable String code,
			@Nullable String message) {
		this.token = token;
		this.description = description;
		this.status = status;
		this.code = code;
		this.message = message;
	}

	/** The card of a token; empty where there is none. */
	public static Optional<TestCard> find(String token) {
		return Arrays.stream(values()).filter((card) -> card.token.equals(token)).findAny();
	}

	/** As it is written in requests. */
	public String token() {
		return this.token;
	}

	/** What happens with it, in a sentence. */
	public String description() {
		return this.description;
	}

	/** What its issuer says to a charge. */
	Verdict verdict() {
		return new Verdict(this.status, this.code, this.message);
	}

}
