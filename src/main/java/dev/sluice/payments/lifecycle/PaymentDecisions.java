package dev.sluice.payments.lifecycle;

import java.time.Instant;
import java.util.OptionalLong;
import java.util.function.Function;

import dev.sluice.payments.words.Hold;
import dev.sluice.payments.words.Kind;
import dev.sluice.payments.words.Outcome;
import dev.sluice.payments.words.Rules;
import dev.sluice.values.WebAddress;
import org.jspecify.annotations.Nullable;

/** The rules by which a payment answers commands. Pure. */
final class PaymentDecisions {

	private static final Decision UNCHANGED = new Decision.Unchanged();

	private PaymentDecisions() {
	}

	static Decision of(Payment payment, PaymentCommand command) {
		return switch (command) {
			case PaymentCommand.Capture capture -> capture(payment, capture);
			case PaymentCommand.Refund refund -> refund(payment, refund);
			case PaymentCommand.Release release -> release(payment, release);
			case PaymentCommand.Expire expire -> expire(payment, expire);
			case PaymentCommand.Settle(Settlement settlement) -> payment.operation(settlement.operation())
				.filter(Operation::isPending)
				.map((operation) -> settle(payment, operation, settlement))
				.orElse(UNCHANGED);
			case PaymentCommand.GiveUp giveUp -> GivenUp.decide(payment, giveUp);
			case PaymentCommand.NoteDispute dispute -> Disputes.decide(payment, dispute);
		};
	}

	private static Decision capture(Payment payment, PaymentCommand.Capture command) {
		long most = payment.hasExpired(command.now()) ? 0 : payment.capturable();
		long least = payment.allowed().partialCaptures() ? 1 : most;
		return within(payment, command.amount(), least, most, "capturable",
				(amount) -> new PaymentEvent.CapturePending(Operation.pending(command.operation(), Kind.CAPTURE, amount,
						payment.processor(), null, command.actor(), command.now()), command.now()));
	}

	private static Decision refund(Payment payment, PaymentCommand.Refund command) {
		long most = payment.refundable();
		long least = payment.allowed().partialRefunds() ? 1 : most;
		return within(payment, command.amount(), least, most, "refundable",
				(amount) -> new PaymentEvent.RefundPending(Operation.pending(command.operation(), Kind.REFUND, amount,
						payment.processor(), command.reason(), command.actor(), command.now()), null, command.now()));
	}

	private static Decision release(Payment payment, PaymentCommand.Release command) {
		if (payment.releasable() == 0) {
			return new Decision.Forbidden("not_voidable", "This payment has nothing that can be voided now.");
		}
		Operation operation = Operation.pending(command.operation(), Kind.VOID, payment.releasable(),
				payment.processor(), null, command.actor(), command.now());
		return new Decision.Change(new PaymentEvent.VoidPending(operation, command.now()));
	}

	/** Waits for captures and releases that are under way: their outcome counts. */
	private static Decision expire(Payment payment, PaymentCommand.Expire command) {
		boolean busy = payment.pendingAmount(Kind.CAPTURE) + payment.pendingAmount(Kind.VOID) > 0;
		return (payment.hasExpired(command.now()) && !busy)
				? new Decision.Change(new PaymentEvent.Expired(command.now())) : UNCHANGED;
	}

	/** The most is what is asked for where nothing else is. */
	private static Decision within(Payment payment, OptionalLong asked, long least, long most, String possible,
			Function<Long, PaymentEvent> event) {
		if (most <= 0) {
			return new Decision.Forbidden("not_" + possible, "This payment is not " + possible + " now.");
		}
		if (payment.isFull()) {
			return new Decision.Forbidden("too_many_operations",
					"A payment can have at most %d operations, voids aside, and this one has as many."
						.formatted(Payment.MAX_OPERATIONS));
		}
		long amount = asked.orElse(most);
		if (amount > most) {
			return new Decision.TooMuch("amount_exceeds_" + possible, most);
		}
		return (amount < least) ? new Decision.TooLittle("not_partially_" + possible, least)
				: new Decision.Change(event.apply(amount));
	}

	/**
	 * While a payment is being given up, an approval of its charge is recorded by itself,
	 * and that nobody can tell what came of something: all else waits for what came of
	 * the release.
	 */
	private static Decision settle(Payment payment, Operation operation, Settlement settlement) {
		boolean told = settlement.outcome() instanceof Outcome.Approved
				|| settlement.outcome() instanceof Outcome.Unanswerable;
		boolean waits = payment.isGivenUpBy(operation.id()) && !(settlement.outcome() instanceof Outcome.Unanswerable);
		return ((payment.isUnwanted(operation) && !told) || waits) ? UNCHANGED : ended(payment, operation, settlement);
	}

	/** What the end of an operation makes of a payment, where the outcome is one. */
	static Decision ended(Payment payment, Operation operation, Settlement settlement) {
		PaymentEvent event = switch (settlement.outcome()) {
			case Outcome.Approved said -> approved(operation.succeeded(settlement), said.hold(), settlement);
			case Outcome.Declined said ->
				declined(operation.declined(said.code(), settlement), Decline.of(said), settlement.at());
			case Outcome.NotProcessed(String reason) -> failed(operation.failed(reason, settlement), settlement.at());
			case Outcome.ActionRequired asked -> asked(payment, operation.waiting(settlement), asked.url(), settlement);
			case Outcome.Unanswerable(String why) -> (operation.attention() != null) ? null
					: new PaymentEvent.NeedsAttention(operation.doubtful(why, settlement), settlement.at());
			case Outcome.Pending _, Outcome.NotFound _, Outcome.Unknown _ -> null;
		};
		return (event != null) ? new Decision.Change(event) : UNCHANGED;
	}

	private static PaymentEvent declined(Operation done, Decline decline, Instant now) {
		return unsuccessful(done, now, new PaymentEvent.Declined(done, decline, now));
	}

	private static PaymentEvent failed(Operation done, Instant now) {
		return unsuccessful(done, now, new PaymentEvent.Failed(done, now));
	}

	private static PaymentEvent approved(Operation done, @Nullable Hold hold, Settlement settlement) {
		Instant now = settlement.at();
		Rules rules = (hold != null) ? hold.rules() : null;
		return switch (done.kind()) {
			case AUTHORIZE -> new PaymentEvent.Authorized(done, now, expiry(hold, settlement), rules);
			case SALE -> new PaymentEvent.Captured(done, rules, now);
			case CAPTURE -> new PaymentEvent.Captured(done, null, now);
			case REFUND -> new PaymentEvent.Refunded(done, now);
			case VOID -> new PaymentEvent.Voided(done, null, now);
		};
	}

	private static Instant expiry(@Nullable Hold hold, Settlement settlement) {
		Instant until = (hold != null) ? hold.until() : null;
		return (until != null) ? until : settlement.expiresAt();
	}

	/**
	 * The end of a first operation ends the payment; that of a later one leaves it as it
	 * was.
	 */
	private static PaymentEvent unsuccessful(Operation done, Instant now, PaymentEvent endOfPayment) {
		return switch (done.kind()) {
			case AUTHORIZE, SALE -> endOfPayment;
			case CAPTURE -> new PaymentEvent.CaptureFailed(done, now);
			case REFUND -> new PaymentEvent.RefundFailed(done, now);
			case VOID -> new PaymentEvent.VoidFailed(done, now);
		};
	}

	/** Only a payment that has just been made can ask for something, and asks once. */
	private static @Nullable PaymentEvent asked(Payment payment, Operation operation, WebAddress url,
			Settlement settlement) {
		boolean news = payment.status() == Status.PROCESSING
				&& (operation.kind() == Kind.AUTHORIZE || operation.kind() == Kind.SALE);
		return news ? new PaymentEvent.RequiresAction(operation, NextAction.redirect(url), settlement.at()) : null;
	}

}
