package dev.sluice.payments.port;

import dev.sluice.payments.words.DisputeStatus;
import dev.sluice.payments.words.Outcome;
import dev.sluice.payments.words.ProcessorReference;
import dev.sluice.payments.words.Sum;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Where a processor's later word about an operation is taken. */
public interface Settlements {

	/**
	 * Records what came of an operation, once: a repeated, late or contradicting word
	 * changes nothing. One that contradicts is logged and counted. What is approved of
	 * another sum than was asked for is left to a person, and so is what is
	 * {@link Outcome.Unanswerable}, of which a later word still counts.
	 * @param processor the name of the processor that says so; whoever was not asked for
	 * the operation is not believed
	 * @param merchant written {@code mer_…}, as in the request to the processor
	 * @param payment written {@code pay_…}
	 * @param operation written {@code op_…}
	 * @param of which sum it is about; null where the processor does not say
	 * @return whether that is all: false where the operation stays open, and the word has
	 * to be said again; never empty
	 */
	Mono<Boolean> settle(String processor, String merchant, String payment, String operation, Outcome outcome,
			@Nullable Sum of);

	/**
	 * Has a processor asked soon what came of an operation, since it says that something
	 * did: as of any other operation that is due, by whoever takes it over.
	 * @param processor as above
	 * @param reference what it calls the operation; null where it does not say
	 * @param said what it says came of it, which is not relied on: where an end is
	 * recorded and is another one, that is logged and counted; null where it says nothing
	 * of an end
	 * @return empty when that is noted, and where nothing is pending
	 */
	Mono<Void> lookUp(String processor, String merchant, String payment, String operation,
			@Nullable ProcessorReference reference, @Nullable Outcome said);

	/**
	 * Records what a processor says of a dispute, once, in whatever order it comes.
	 * @param processor as above; whoever did not charge the payment is not believed
	 * @param charge what the processor calls the charge
	 * @param id what the processor calls the dispute
	 * @param amount in minor units of the currency
	 * @param currency ISO 4217; where it is not the payment's, all that was captured is
	 * in dispute
	 * @param reason a code of the processor's or the network's
	 * @return whether a payment is known whose charge is called so, once that is recorded
	 */
	Mono<Boolean> dispute(String processor, String merchant, ProcessorReference charge, ProcessorReference id,
			DisputeStatus status, long amount, String currency, String reason);

}
