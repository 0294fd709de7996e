package dev.sluice.payments.lifecycle;

import java.time.Instant;
import java.util.OptionalLong;

import dev.sluice.payments.words.DisputeStatus;
import dev.sluice.payments.words.OperationId;
import dev.sluice.payments.words.Outcome;
import dev.sluice.payments.words.ProcessorReference;
import org.jspecify.annotations.Nullable;

/** What a payment can be asked to do; where somebody asks for it, by whom. */
public sealed interface PaymentCommand {

	/** Take what was reserved: this much, or all that is left. */
	record Capture(OperationId operation, OptionalLong amount, Actor actor, Instant now) implements PaymentCommand {
	}

	/** Give back what was taken: this much, or all that is left. */
	record Refund(OperationId operation, OptionalLong amount, @Nullable String reason, Actor actor,
			Instant now) implements PaymentCommand {
	}

	/**
	 * Release what was reserved and not taken, or give up what waits for the customer.
	 */
	record Release(OperationId operation, Actor actor, Instant now) implements PaymentCommand {
	}

	/** Record what came of an operation. */
	record Settle(Settlement settlement) implements PaymentCommand {
	}

	/**
	 * Record what came of giving up a payment that waits for the customer: its release,
	 * and what the processor says of its charge after that.
	 *
	 * @param charge what it says; of no account once the charge has ended
	 * @param refund the id of the operation that gives back what was taken all the same
	 */
	record GiveUp(Settlement release, Outcome charge, OperationId refund) implements PaymentCommand {
	}

	/** Give up an authorization that has run out. */
	record Expire(Instant now) implements PaymentCommand {
	}

	/**
	 * Record what a processor says of a dispute: that the customer wants money back by
	 * way of the issuer, or what came of that.
	 *
	 * @param id what the processor calls it
	 * @param amount in minor units of the payment's currency
	 * @param processor who says so
	 */
	record NoteDispute(ProcessorReference id, DisputeStatus status, long amount, String reason, String processor,
			Instant now) implements PaymentCommand {
	}

}
