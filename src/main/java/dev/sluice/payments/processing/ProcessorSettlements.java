package dev.sluice.payments.processing;

import dev.sluice.http.TraceId;
import dev.sluice.merchants.MerchantId;
import dev.sluice.payments.leases.PendingOperations;
import dev.sluice.payments.leases.PendingOperations.Pending;
import dev.sluice.payments.lifecycle.OperationId;
import dev.sluice.payments.lifecycle.Outcome;
import dev.sluice.payments.lifecycle.PaymentId;
import dev.sluice.payments.recording.PaymentStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

import org.springframework.stereotype.Component;

/** Takes a processor's later word for the operations that it was asked for. */
@Component
class ProcessorSettlements implements Settlements {

	private static final Logger log = LoggerFactory.getLogger(ProcessorSettlements.class);

	private final PendingOperations pending;

	private final PaymentStore store;

	private final Operations operations;

	private final Contradictions contradictions;

	ProcessorSettlements(PendingOperations pending, PaymentStore store, Operations operations,
			Contradictions contradictions) {
		this.pending = pending;
		this.store = store;
		this.operations = operations;
		this.contradictions = contradictions;
	}

	@Override
	public Mono<Void> settle(String processor, String merchant, String payment, String operation, Outcome outcome) {
		if (!(outcome instanceof Outcome.Approved || outcome instanceof Outcome.Declined)) {
			return Mono.empty();
		}
		return Mono
			.zip(Mono.justOrEmpty(MerchantId.read(merchant)), Mono.justOrEmpty(PaymentId.read(payment)),
					Mono.justOrEmpty(OperationId.read(operation)))
			.flatMap((ids) -> this.pending.find(ids.getT1(), ids.getT2(), ids.getT3())
				.switchIfEmpty(Mono.defer(() -> compare(processor, ids.getT1(), ids.getT2(), ids.getT3(), outcome))))
			.filterWhen((open) -> isAsked(processor, open.operation(), open.processor()))
			.flatMap((open) -> this.operations.settle(open.merchant(), open.payment(), open.operation(), processor,
					open.attempts(), outcome, open.tries()))
			.then();
	}

	/** What has ended stays so; empty. */
	private Mono<Pending> compare(String processor, MerchantId merchant, PaymentId payment, OperationId operation,
			Outcome outcome) {
		return this.store.findForOutcome(merchant, payment)
			.flatMap((found) -> Mono.justOrEmpty(found.operation(operation)))
			.filterWhen((recorded) -> isAsked(processor, operation, recorded.processor()))
			.flatMap((recorded) -> Mono.deferContextual((signals) -> {
				TraceId.log(signals, () -> this.contradictions.notice(payment, recorded, processor, outcome));
				return Mono.empty();
			}));
	}

	private static Mono<Boolean> isAsked(String processor, OperationId operation, String asked) {
		return asked.equals(processor) ? Mono.just(true) : Mono.deferContextual((signals) -> {
			TraceId.log(signals, () -> log.warn("{} speaks of {}, for which {} was asked; it is not believed",
					processor, operation, asked));
			return Mono.just(false);
		});
	}

}
