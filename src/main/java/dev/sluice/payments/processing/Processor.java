package dev.sluice.payments.processing;

import dev.sluice.payments.lifecycle.OperationId;
import dev.sluice.payments.lifecycle.Outcome;
import dev.sluice.payments.lifecycle.PaymentId;
import dev.sluice.values.WebAddress;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.modulith.NamedInterface;

/** The port to whoever moves the money. Implementations stand in {@code processors}. */
@NamedInterface("port")
public interface Processor {

	/** The name under which it is configured and shown; it never changes. */
	String name();

	/**
	 * Whether it moves real money. Live payments go to those that do, and to no other;
	 * tests to the rest.
	 */
	boolean movesRealMoney();

	/** Whether this processor knows a payment method's token. */
	boolean accepts(String paymentMethod);

	/**
	 * Asks for an operation. A repeated call with the same operation id has no second
	 * effect.
	 * @return the outcome, never empty and never an error; cancelling does not undo what
	 * was sent
	 */
	Mono<Outcome> execute(Request request);

	/**
	 * Asks what came of an operation, by our id of it.
	 * @return the outcome, never empty and never an error; {@link Outcome.NotFound} only
	 * where the processor itself says that it knows nothing of it
	 */
	Mono<Outcome> lookUp(Request request);

	/**
	 * What is asked for.
	 *
	 * @param merchant whose payment it is, written {@code mer_…}
	 * @param operation our id of the operation, by which the processor knows a repeat
	 * @param kind {@code authorize}, {@code sale}, {@code capture}, {@code refund} or
	 * {@code void}
	 * @param amount in minor units of the currency
	 * @param currency ISO 4217
	 * @param paymentMethod the token to charge
	 * @param returnUrl where the customer goes after an action
	 */
	record Request(String merchant, OperationId operation, PaymentId payment, String kind, long amount, String currency,
			String paymentMethod, @Nullable WebAddress returnUrl) {
	}

}
