package dev.sluice.payments.lifecycle;

import java.util.Optional;

import dev.sluice.payments.lifecycle.Operation.OperationStatus;
import dev.sluice.payments.words.Kind;
import dev.sluice.payments.words.Outcome;

/**
 * How a payment ends that the merchant gave up while it waited for the customer. Its
 * charge and its release end in either order at the processor, but here no status is
 * final before both have: a charge that was approved all the same is undone. Pure.
 */
final class GivenUp {

	/** The reason of a refund that nobody asked for. */
	static final String APPROVED_TOO_LATE = "approved_after_void";

	private static final Decision UNCHANGED = new Decision.Unchanged();

	private GivenUp() {
	}

	static Decision decide(Payment payment, PaymentCommand.GiveUp command) {
		return payment.operation(command.release().operation())
			.filter((release) -> payment.isGivenUpBy(release.id()))
			.map((release) -> decide(payment, release, command))
			.orElse(UNCHANGED);
	}

	private static Decision decide(Payment payment, Operation release, PaymentCommand.GiveUp command) {
		Optional<Operation> ended = after(release, command.release().outcome(), command.release());
		if (ended.isEmpty()) {
			return UNCHANGED;
		}
		return payment.charge().isPending() ? beforeTheCharge(payment, ended.get(), command)
				: afterTheCharge(payment, ended.get(), command);
	}

	/** Nothing was taken, or is known to have been. */
	private static Decision beforeTheCharge(Payment payment, Operation release, PaymentCommand.GiveUp command) {
		boolean released = release.status() == OperationStatus.SUCCEEDED;
		return switch (command.charge()) {
			case Outcome.Declined _, Outcome.NotProcessed _ ->
				released ? after(payment.charge(), command.charge(), charge(payment, command))
					.<Decision>map((charge) -> new Decision.Change(
							new PaymentEvent.Voided(release, charge, command.release().at())))
					.orElse(UNCHANGED) : failed(release, command);
			case Outcome.ActionRequired _, Outcome.Pending _ -> released ? UNCHANGED : failed(release, command);
			case Outcome.NotFound _, Outcome.Unknown _, Outcome.Unanswerable _ ->
				(release.status() == OperationStatus.FAILED) ? failed(release, command) : UNCHANGED;
			case Outcome.Approved _ -> UNCHANGED;
		};
	}

	/** The customer was charged, whatever the release came to: it all goes back. */
	private static Decision afterTheCharge(Payment payment, Operation release, PaymentCommand.GiveUp command) {
		long taken = payment.amountCaptured() - payment.amountRefunded() - payment.pendingAmount(Kind.REFUND)
				- payment.amountDisputed();
		if (taken <= 0) {
			return failed(release, command);
		}
		Operation refund = Operation.pending(command.refund(), Kind.REFUND, taken, payment.processor(),
				APPROVED_TOO_LATE, Actor.CORRECTION, command.release().at());
		return new Decision.Change(new PaymentEvent.RefundPending(refund, release, command.release().at()));
	}

	private static Decision failed(Operation release, PaymentCommand.GiveUp command) {
		return new Decision.Change(new PaymentEvent.VoidFailed(release, command.release().at()));
	}

	private static Settlement charge(Payment payment, PaymentCommand.GiveUp command) {
		Operation charge = payment.charge();
		return new Settlement(charge.id(), command.charge(), charge.processor(), charge.attempts(),
				command.release().at(), command.release().expiresAt(), null);
	}

	/** An operation as its outcome leaves it; empty where that is open. */
	private static Optional<Operation> after(Operation operation, Outcome outcome, Settlement settlement) {
		return switch (outcome) {
			case Outcome.Approved _ -> Optional.of(operation.succeeded(settlement));
			case Outcome.Declined said -> Optional.of(operation.declined(said.code(), settlement));
			case Outcome.NotProcessed(String reason) -> Optional.of(operation.failed(reason, settlement));
			case Outcome.ActionRequired _, Outcome.Pending _, Outcome.NotFound _, Outcome.Unknown _,
					Outcome.Unanswerable _ ->
				Optional.empty();
		};
	}

}
