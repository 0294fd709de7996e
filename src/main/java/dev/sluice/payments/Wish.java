package dev.sluice.payments;

import java.time.Instant;

import dev.sluice.merchants.Caller;
import dev.sluice.payments.lifecycle.Actor;
import dev.sluice.payments.lifecycle.PaymentCommand;
import dev.sluice.payments.words.OperationId;

/** What is asked of a payment, before it is said by whom and when. */
interface Wish {

	/** The command for it, under a new operation's id. */
	PaymentCommand command(OperationId operation, Actor actor, Instant now);

	/** Whoever asks, as payments know it: in words that stay as they are. */
	static Actor actor(Caller caller) {
		dev.sluice.merchants.Actor actor = caller.actor();
		return new Actor(actor.type(), actor.id(), actor.name());
	}

}
