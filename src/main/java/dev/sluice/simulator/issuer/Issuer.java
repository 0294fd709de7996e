package dev.sluice.simulator.issuer;

import org.jspecify.annotations.Nullable;

/** Says yes or no, by the card and by what was done before; pure. */
public final class Issuer {

	private static final Verdict CAPTURE_FAILED = Verdict.declined("capture_failed", "This card refuses captures.");

	private static final Verdict REFUND_FAILED = Verdict.declined("refund_failed", "This card refuses refunds.");

	private Issuer() {
	}

	/**
	 * What the bank says to an operation on an account as it stands; the amount is in
	 * minor units.
	 */
	public static Verdict decide(Account account, OperationKind kind, long amount, String currency) {
		if (!account.currency().equals(currency)) {
			return Verdict.declined("currency_mismatch", "The payment is in " + account.currency() + ".");
		}
		return switch (kind) {
			case AUTHORIZE, SALE -> charge(account, kind);
			case CAPTURE -> capture(account, amount);
			case REFUND -> refund(account, amount);
			case VOID -> release(account);
		};
	}

	private static Verdict charge(Account account, OperationKind kind) {
		if (account.charging()) {
			return Verdict.declined("operation_in_progress", "Another charge of this payment has not ended.");
		}
		if (account.authorized() > 0) {
			return Verdict.declined("already_authorized", "The payment is authorized already.");
		}
		return chargedTo(account.card(), kind);
	}

	private static Verdict chargedTo(@Nullable TestCard card, OperationKind kind) {
		if (card == null) {
			return Verdict.declined("missing_payment_method", "There is no card to charge.");
		}
		return (card == TestCard.CAPTURE_FAILS && kind == OperationKind.SALE) ? CAPTURE_FAILED : card.verdict();
	}

	private static Verdict capture(Account account, long amount) {
		if (account.voided() > 0) {
			return Verdict.declined("already_voided", "The authorization was released.");
		}
		if (amount > account.open()) {
			return Verdict.declined("amount_exceeds_authorization", "At most " + account.open() + " can be captured.");
		}
		return (account.card() == TestCard.CAPTURE_FAILS) ? CAPTURE_FAILED : Verdict.APPROVED;
	}

	private static Verdict refund(Account account, long amount) {
		if (amount > account.refundable()) {
			return Verdict.declined("amount_exceeds_capture", "At most " + account.refundable() + " can be refunded.");
		}
		return (account.card() == TestCard.REFUND_FAILS) ? REFUND_FAILED : Verdict.APPROVED;
	}

	private static Verdict release(Account account) {
		if (account.voided() > 0) {
			return Verdict.declined("already_voided", "The authorization was released before.");
		}
		return (account.open() == 0) ? Verdict.declined("nothing_to_void", "Nothing is left to release.")
				: Verdict.APPROVED;
	}

}
