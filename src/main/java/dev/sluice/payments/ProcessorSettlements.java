package dev.sluice.payments;

import dev.sluice.merchants.MerchantId;
import dev.sluice.payments.Processor.Outcome;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

import org.springframework.stereotype.Component;

/** Takes a processor's later word for the operations that it was asked for. */
@Component
class ProcessorSettlements implements Settlements {

	private static final Logger log = LoggerFactory.getLogger(ProcessorSettlements.class);

	private final PendingOperations pending;

	private final Operations operations;

	ProcessorSettlements(PendingOperations pending, Operations operations) {
		this.pending = pending;
		this.operations = operations;
	}

	@Override
	public Mono<Void> settle(String processor, String merchant, String payment, String operation, Outcome outcome) {
		if (!(outcome instanceof Outcome.Approved || outcome instanceof Outcome.Declined)) {
			return Mono.empty();
		}
		return Mono
			.zip(Mono.justOrEmpty(MerchantId.read(merchant)), Mono.justOrEmpty(PaymentId.read(payment)),
					Mono.justOrEmpty(OperationId.read(operation)))
			.flatMap((ids) -> this.pending.find(ids.getT1(), ids.getT2(), ids.getT3()))
			.filter((open) -> isAsked(processor, open))
			.flatMap((open) -> this.operations.settle(open.merchant(), open.payment(), open.operation(), processor,
					open.attempts(), outcome, open.tries()))
			.then();
	}

	private static boolean isAsked(String processor, PendingOperations.Pending open) {
		if (!open.processor().equals(processor)) {
			log.warn("{} speaks of {}, for which {} was asked; it is not believed", processor, open.operation(),
					open.processor());
		}
		return open.processor().equals(processor);
	}

}
