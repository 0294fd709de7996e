package dev.sluice.payments.processing;

import dev.sluice.http.Problem;
import dev.sluice.merchants.MerchantId;
import dev.sluice.payments.leases.PendingOperations;
import dev.sluice.payments.leases.PendingOperations.Pending;
import dev.sluice.payments.lifecycle.Operation;
import dev.sluice.payments.lifecycle.Operation.Resolution;
import dev.sluice.payments.lifecycle.Payment;
import dev.sluice.payments.recording.PaymentRefusals;
import dev.sluice.payments.recording.PaymentStore;
import dev.sluice.payments.words.OperationId;
import dev.sluice.payments.words.Outcome;
import dev.sluice.payments.words.PaymentId;
import dev.sluice.payments.words.ProcessorReference;
import org.jspecify.annotations.Nullable;
import reactor.core.Exceptions;
import reactor.core.publisher.Mono;

import org.springframework.stereotype.Component;

/**
 * Takes the word of a person for what no processor can tell any more. An operation whose
 * outcome a processor may still tell is left to it.
 */
@Component
public class Resolutions {

	private final PaymentStore store;

	private final PendingOperations pending;

	private final Outcomes outcomes;

	Resolutions(PaymentStore store, PendingOperations pending, Outcomes outcomes) {
		this.store = store;
		this.pending = pending;
		this.outcomes = outcomes;
	}

	/**
	 * Records what a person found out, once.
	 * @param done whether the processor did what it was asked for
	 * @param reference what the processor calls it; null where the person does not say,
	 * and what the processor has said itself stays
	 * @return the payment after it, also where the operation has ended so before; a
	 * {@link Problem} 404 where there is no such operation, 409 where it is not in doubt,
	 * has ended otherwise, or waits for another one
	 */
	public Mono<Payment> resolve(MerchantId merchant, PaymentId payment, OperationId operation, boolean done,
			@Nullable ProcessorReference reference, Resolution resolution) {
		return this.store.find(merchant, payment)
			.switchIfEmpty(Mono.error(PaymentRefusals::notFound))
			.flatMap((found) -> {
				Operation asked = found.operation(operation).orElseThrow(PaymentRefusals::operationNotFound);
				return isEnded(asked, done) ? Mono.just(found)
						: resolve(merchant, found, asked, done, reference, resolution);
			});
	}

	private Mono<Payment> resolve(MerchantId merchant, Payment found, Operation asked, boolean done,
			@Nullable ProcessorReference reference, Resolution resolution) {
		if (asked.attention() == null) {
			return Mono.error(Refusals.notInDoubt(asked.status()));
		}
		return this.pending.find(merchant, found.id(), asked.id())
			.flatMap((open) -> this.outcomes.resolve(open, outcome(open, done, reference), resolution))
			.onErrorMap(Exceptions::isRetryExhausted, (error) -> PaymentRefusals.contention())
			.switchIfEmpty(Mono.error(PaymentRefusals::contention))
			.map((after) -> {
				Operation ended = after.operation(asked.id()).orElseThrow(PaymentRefusals::operationNotFound);
				if (ended.isPending()) {
					throw found.isUnwanted(asked) ? Refusals.notYetResolvable() : PaymentRefusals.contention();
				}
				if (!isEnded(ended, done)) {
					throw Refusals.notInDoubt(ended.status());
				}
				return after;
			});
	}

	/** Captures and refunds go by what the processor calls it. */
	private static Outcome outcome(Pending open, boolean done, @Nullable ProcessorReference reference) {
		return done ? new Outcome.Approved((reference != null) ? reference : open.reference(), null)
				: new Outcome.NotProcessed(Outcome.NotProcessed.RESOLVED);
	}

	private static boolean isEnded(Operation operation, boolean done) {
		return switch (operation.status()) {
			case SUCCEEDED -> done;
			case DECLINED, FAILED -> !done;
			case PENDING -> false;
		};
	}

}
