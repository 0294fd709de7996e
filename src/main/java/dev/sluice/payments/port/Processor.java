package dev.sluice.payments.port;

import java.time.Instant;
import java.util.Optional;

import dev.sluice.payments.words.Kind;
import dev.sluice.payments.words.MethodSecrets;
import dev.sluice.payments.words.OperationId;
import dev.sluice.payments.words.Outcome;
import dev.sluice.payments.words.PaymentId;
import dev.sluice.payments.words.PaymentMethod;
import dev.sluice.payments.words.ProcessorReference;
import dev.sluice.values.WebAddress;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** The port to whoever moves the money. Implementations stand in {@code processors}. */
public interface Processor {

	/** The name under which it is configured and shown; it never changes. */
	String name();

	/**
	 * Whether it moves real money. Live payments go to those that do, and to no other;
	 * tests to the rest.
	 */
	boolean movesRealMoney();

	/** Whether this processor knows such a payment method. */
	boolean accepts(PaymentMethod paymentMethod);

	/** What it can do. */
	default Capabilities capabilities() {
		return Capabilities.ALL;
	}

	/** Its book; empty where it has none that can be read without changing anything. */
	default Optional<ProcessorBook> book() {
		return Optional.empty();
	}

	/**
	 * Asks for an operation. A repeated call with the same operation id has no second
	 * effect.
	 * @return the outcome, never empty and never an error; cancelling does not undo what
	 * was sent
	 */
	Mono<Outcome> execute(Request request);

	/**
	 * Asks what came of an operation, by our id of it, or by the processor's where it is
	 * known. Where neither finds it, the same request is sent again with the same
	 * idempotency key, for as long as that is surely remembered.
	 * @return the outcome, never empty and never an error; {@link Outcome.NotFound} only
	 * where the processor itself says that it knows nothing of it;
	 * {@link Outcome.Unanswerable} where nobody but a person can find out any more
	 */
	Mono<Outcome> lookUp(Request request);

	/**
	 * What is asked for.
	 *
	 * @param merchant whose payment it is, written {@code mer_…}
	 * @param operation our id of the operation, by which the processor knows a repeat
	 * @param amount in minor units of the currency
	 * @param currency ISO 4217
	 * @param paymentMethod what to charge
	 * @param secrets what belongs to it and is not kept with the payment; nothing of an
	 * operation that is no charge, and once it is forgotten
	 * @param returnUrl where the customer goes after an action
	 * @param charge what the processor calls the payment's charge; null where it has not
	 * said so yet, and of the charge itself
	 * @param reference what the processor calls this operation; null where it has not
	 * said so yet
	 * @param askedAt when the operation was recorded, before it was first asked for
	 */
	record Request(String merchant, OperationId operation, PaymentId payment, Kind kind, long amount, String currency,
			PaymentMethod paymentMethod, MethodSecrets secrets, @Nullable WebAddress returnUrl,
			@Nullable ProcessorReference charge, @Nullable ProcessorReference reference, Instant askedAt) {
	}

}
