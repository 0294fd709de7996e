package dev.sluice.payments.processing;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import dev.sluice.http.TraceId;
import dev.sluice.merchants.MerchantId;
import dev.sluice.payments.admission.Calls;
import dev.sluice.payments.admission.NoPlace;
import dev.sluice.payments.figures.CallFigures;
import dev.sluice.payments.leases.HeldOperations;
import dev.sluice.payments.leases.PendingOperations;
import dev.sluice.payments.lifecycle.Attempt;
import dev.sluice.payments.lifecycle.Operation;
import dev.sluice.payments.lifecycle.Payment;
import dev.sluice.payments.port.Processor;
import dev.sluice.payments.recording.PaymentStore;
import dev.sluice.payments.words.Kind;
import dev.sluice.payments.words.Outcome;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Signal;

import org.springframework.stereotype.Component;

/**
 * Brings an operation that is recorded to its end: asks the processor, the next one where
 * that certainly did nothing, and records what came of it. No lock and no transaction is
 * open while a processor is asked.
 */
@Component
public class Operations {

	private static final Logger log = LoggerFactory.getLogger(Operations.class);

	private final PaymentStore store;

	private final PendingOperations pending;

	private final HeldOperations held;

	private final Routing routing;

	private final Requests requests;

	private final Outcomes outcomes;

	private final OperationSettings settings;

	private final CallFigures figures;

	Operations(PaymentStore store, PendingOperations pending, HeldOperations held, Routing routing, Requests requests,
			Outcomes outcomes, OperationSettings settings, CallFigures figures) {
		this.figures = figures;
		this.store = store;
		this.pending = pending;
		this.held = held;
		this.routing = routing;
		this.requests = requests;
		this.outcomes = outcomes;
		this.settings = settings;
	}

	/**
	 * Asks for an operation. Whoever calls holds its lease. That a processor did nothing
	 * is believed the first time only: later it may have done what it was asked before.
	 * @param calls how it calls the processors
	 * @param attempts processors that certainly did nothing before
	 * @param tries how often its outcome was looked up before
	 * @return the payment after it, or as it is while the outcome is open
	 */
	public Mono<Payment> run(Calls calls, MerchantId merchant, Payment payment, Operation operation, String processor,
			List<Attempt> attempts, int tries) {
		return this.held.during(merchant, payment.id(), operation.id(), tries,
				ask(calls, merchant, payment, operation, processor, attempts, tries));
	}

	private Mono<Payment> ask(Calls calls, MerchantId merchant, Payment payment, Operation operation, String processor,
			List<Attempt> attempts, int tries) {
		return this.routing.named(merchant, processor)
			.flatMap((named) -> this.requests.of(merchant, payment, operation)
				.flatMap((request) -> calls.call(processor,
						this.figures.watch(CallFigures.Call.EXECUTE, processor, named.execute(request)
							.timeout(this.settings.callTimeout(), Mono.just(new Outcome.Unknown("call_timeout")))))))
			.onErrorReturn(NoPlace.class, new Outcome.NotProcessed(Outcome.NotProcessed.OVERLOADED))
			.defaultIfEmpty(new Outcome.Unknown("processor_not_configured"))
			.doOnEach((outcome) -> logUnknown(outcome, operation, processor))
			.flatMap((outcome) -> (outcome instanceof Outcome.NotProcessed nothing && tries == 0)
					? notProcessed(calls, merchant, payment, operation, processor, attempts, nothing) : this.outcomes
						.settle(merchant, payment, operation.id(), processor, attempts, asUnknown(outcome), tries));
	}

	private static void logUnknown(Signal<Outcome> outcome, Operation operation, String processor) {
		if (outcome.get() instanceof Outcome.Unknown unknown) {
			TraceId.log(outcome.getContextView(),
					() -> log.info("What {} did for {} is not known ({}); it will be looked up", processor,
							operation.id(), unknown.reason()));
		}
	}

	private static Outcome asUnknown(Outcome outcome) {
		return (outcome instanceof Outcome.NotProcessed(String reason)) ? new Outcome.Unknown(reason) : outcome;
	}

	/**
	 * Asks the next processor. Where none is left, the operation has failed; unless one
	 * was not asked for want of room here, which is left to the recovery.
	 */
	private Mono<Payment> notProcessed(Calls calls, MerchantId merchant, Payment payment, Operation operation,
			String processor, List<Attempt> attempts, Outcome.NotProcessed nothing) {
		List<Attempt> more = Stream.concat(attempts.stream(), Stream.of(new Attempt(processor, nothing.reason())))
			.toList();
		boolean first = operation.kind() == Kind.AUTHORIZE || operation.kind() == Kind.SALE;
		Mono<Optional<String>> next = first ? this.routing.next(merchant, payment, more)
			.map(Processor::name)
			.map(Optional::of)
			.defaultIfEmpty(Optional.empty()) : Mono.just(Optional.empty());
		return next.flatMap((another) -> goOn(calls, merchant, payment, operation,
				new Fallback(processor, another, more, nothing)));
	}

	private Mono<Payment> goOn(Calls calls, MerchantId merchant, Payment payment, Operation operation,
			Fallback fallback) {
		return this.pending.handOver(merchant, payment.id(), operation.id(), fallback.asked(), fallback.attempts())
			.flatMap((mine) -> {
				if (!mine) {
					return this.store.findForOutcome(merchant, payment.id());
				}
				return fallback.next().isPresent()
						? run(calls, merchant, payment, operation, fallback.asked(), fallback.attempts(), 0)
						: this.outcomes.settle(merchant, payment.id(), operation.id(), fallback.asked(),
								fallback.attempts(), fallback.end(), 0);
			});
	}

	/**
	 * How it goes on once a processor did nothing.
	 *
	 * @param last who was asked
	 * @param next who is asked now; empty where nobody is left
	 * @param attempts all that did nothing
	 */
	private record Fallback(String last, Optional<String> next, List<Attempt> attempts, Outcome.NotProcessed nothing) {

		/** One that was not asked for want of room is asked by the recovery. */
		private Optional<String> later() {
			return this.attempts.stream().filter(Attempt::isForLater).map(Attempt::processor).findFirst();
		}

		String asked() {
			return this.next.or(this::later).orElse(this.last);
		}

		Outcome end() {
			return later().isPresent() ? asUnknown(this.nothing) : this.nothing;
		}

	}

}
