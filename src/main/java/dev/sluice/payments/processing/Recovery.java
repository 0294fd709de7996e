package dev.sluice.payments.processing;

import java.util.List;

import dev.sluice.payments.leases.Closing;
import dev.sluice.payments.leases.HeldOperations;
import dev.sluice.payments.leases.LeaseSettings;
import dev.sluice.payments.leases.PendingOperations;
import dev.sluice.payments.leases.PendingOperations.Pending;
import dev.sluice.payments.lifecycle.Operation;
import dev.sluice.payments.lifecycle.Outcome;
import dev.sluice.payments.lifecycle.Payment;
import dev.sluice.payments.recording.PaymentStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Brings operations to their end that nobody did: their instance died, or their outcome
 * is open. Asks the processor by our operation id before it tries again.
 */
@Component
class Recovery {

	private static final Logger log = LoggerFactory.getLogger(Recovery.class);

	private final PendingOperations pending;

	private final HeldOperations held;

	private final Closing closing;

	private final PaymentStore store;

	private final Operations operations;

	private final LookUps lookUps;

	private final OperationSettings settings;

	private final LeaseSettings leases;

	Recovery(PendingOperations pending, HeldOperations held, Closing closing, PaymentStore store, Operations operations,
			LookUps lookUps, OperationSettings settings, LeaseSettings leases) {
		this.pending = pending;
		this.held = held;
		this.closing = closing;
		this.store = store;
		this.operations = operations;
		this.lookUps = lookUps;
		this.settings = settings;
		this.leases = leases;
	}

	/** Takes over what is due, on this instance alone; empty when it is done. */
	@Scheduled(fixedDelayString = "${sluice.operations.recovery-interval:1s}")
	Mono<Void> run() {
		// A scheduled publisher is asked for once and subscribed to again and again.
		return Mono.defer(this::takeOver)
			.expand((taken) -> (taken < this.leases.recoveryBatch()) ? Mono.empty() : takeOver())
			.then();
	}

	/** Brings a batch to its end; how many were in it. */
	private Mono<Integer> takeOver() {
		return (this.closing.hasBegun() ? Flux.<Pending>empty() : this.pending.takeOver()).collectList()
			.onErrorResume(DataAccessResourceFailureException.class, (away) -> Mono.just(List.of()))
			.flatMap((taken) -> recover(taken).thenReturn(taken.size()));
	}

	private Mono<Void> recover(List<Pending> batch) {
		return Flux.fromIterable(batch)
			.flatMap((taken) -> recover(taken).timeout(this.leases.lease()).onErrorResume((error) -> {
				log.warn("{} of {} could not be recovered and stays pending: {}", taken.operation(), taken.payment(),
						error.toString());
				return Mono.empty();
			}), this.leases.recoveryBatch())
			.then();
	}

	private Mono<Payment> recover(Pending taken) {
		return this.held.during(taken.merchant(), taken.payment(), taken.operation(), taken.tries(), conclude(taken));
	}

	private Mono<Payment> conclude(Pending taken) {
		return this.store.findForOutcome(taken.merchant(), taken.payment())
			.flatMap((payment) -> Mono.justOrEmpty(payment.operation(taken.operation()))
				.filter(Operation::isPending)
				.flatMap((operation) -> this.lookUps.lookUp(taken.merchant(), payment, operation, taken.processor())
					.flatMap((outcome) -> conclude(taken, payment, operation, outcome))));
	}

	private Mono<Payment> conclude(Pending taken, Payment payment, Operation operation, Outcome outcome) {
		return switch (outcome) {
			case Outcome.NotFound _ -> (isTooOld(taken) || payment.isUnwanted(operation))
					? settle(taken, new Outcome.NotProcessed(Outcome.NotProcessed.GIVEN_UP))
					: this.operations.run(this.lookUps.calls(taken.merchant()), taken.merchant(), payment, operation,
							taken.processor(), taken.attempts(), taken.tries());
			case Outcome.NotProcessed(String reason) -> settle(taken, new Outcome.Unknown(reason));
			case Outcome.Approved _, Outcome.Declined _, Outcome.ActionRequired _, Outcome.Pending _,
					Outcome.Unknown _ ->
				settle(taken, outcome);
		};
	}

	private Mono<Payment> settle(Pending taken, Outcome outcome) {
		return this.operations.settle(taken.merchant(), taken.payment(), taken.operation(), taken.processor(),
				taken.attempts(), outcome, taken.tries());
	}

	private boolean isTooOld(Pending taken) {
		return taken.age().compareTo(this.settings.giveUpAfter()) > 0;
	}

}
