package dev.sluice.payments.processing;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

import dev.sluice.http.TraceId;
import dev.sluice.merchants.MerchantId;
import dev.sluice.payments.admission.Calls;
import dev.sluice.payments.admission.NoPlace;
import dev.sluice.payments.leases.HeldOperations;
import dev.sluice.payments.leases.PendingOperations;
import dev.sluice.payments.lifecycle.Attempt;
import dev.sluice.payments.lifecycle.Decision;
import dev.sluice.payments.lifecycle.Operation;
import dev.sluice.payments.lifecycle.Operation.Kind;
import dev.sluice.payments.lifecycle.OperationId;
import dev.sluice.payments.lifecycle.Outcome;
import dev.sluice.payments.lifecycle.Payment;
import dev.sluice.payments.lifecycle.PaymentCommand;
import dev.sluice.payments.lifecycle.PaymentEvent;
import dev.sluice.payments.lifecycle.PaymentId;
import dev.sluice.payments.lifecycle.ProcessorReference;
import dev.sluice.payments.lifecycle.Settlement;
import dev.sluice.payments.processing.Processor.Request;
import dev.sluice.payments.recording.Change;
import dev.sluice.payments.recording.Contention;
import dev.sluice.payments.recording.Lane;
import dev.sluice.payments.recording.PaymentStore;
import dev.sluice.payments.recording.Superseded;
import io.github.resilience4j.core.IntervalFunction;
import org.jspecify.annotations.Nullable;
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

	private final Lane lane;

	private final OperationSettings settings;

	private final AuthorizationSettings authorizations;

	private final GivenUpPayments givenUp;

	private final Contradictions contradictions;

	private final Clock clock;

	private final IntervalFunction backoff;

	Operations(PaymentStore store, PendingOperations pending, HeldOperations held, Routing routing, Lane lane,
			OperationSettings settings, AuthorizationSettings authorizations, GivenUpPayments givenUp,
			Contradictions contradictions, Clock clock) {
		this.store = store;
		this.pending = pending;
		this.held = held;
		this.routing = routing;
		this.lane = lane;
		this.settings = settings;
		this.authorizations = authorizations;
		this.givenUp = givenUp;
		this.contradictions = contradictions;
		this.clock = clock;
		this.backoff = IntervalFunction.ofExponentialRandomBackoff(settings.firstRetry(), 2.0, 0.5,
				settings.maxRetry());
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
		Request request = request(merchant, payment, operation);
		return this.routing.named(merchant, processor)
			.flatMap((named) -> calls.call(processor,
					named.execute(request)
						.timeout(this.settings.callTimeout(), Mono.just(new Outcome.Unknown("call_timeout")))))
			.onErrorReturn(NoPlace.class, new Outcome.NotProcessed(Outcome.NotProcessed.OVERLOADED))
			.defaultIfEmpty(new Outcome.Unknown("processor_not_configured"))
			.doOnEach((outcome) -> logUnknown(outcome, operation, processor))
			.flatMap((outcome) -> (outcome instanceof Outcome.NotProcessed nothing && tries == 0)
					? notProcessed(calls, merchant, payment, operation, processor, attempts, nothing)
					: settle(merchant, payment, operation.id(), processor, attempts, asUnknown(outcome), tries));
	}

	private static void logUnknown(Signal<Outcome> outcome, Operation operation, String processor) {
		if (outcome.get() instanceof Outcome.Unknown(String reason)) {
			TraceId.log(outcome.getContextView(), () -> log
				.info("What {} did for {} is not known ({}); it will be looked up", processor, operation.id(), reason));
		}
	}

	private static Outcome asUnknown(Outcome outcome) {
		return (outcome instanceof Outcome.NotProcessed(String reason)) ? new Outcome.Unknown(reason) : outcome;
	}

	/** What a processor is to be asked. */
	static Request request(MerchantId merchant, Payment payment, Operation operation) {
		Operation charge = payment.charge();
		return new Request(merchant.toString(), operation.id(), payment.id(), operation.kind(), operation.amount(),
				payment.currency(), payment.paymentMethod(), Map.of(), payment.returnUrl(),
				charge.id().equals(operation.id()) ? null : charge.processorReference(), operation.processorReference(),
				operation.createdAt());
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
						: settle(merchant, payment.id(), operation.id(), fallback.asked(), fallback.attempts(),
								fallback.end(), 0);
			});
	}

	/**
	 * Records an outcome against the payment as it stands, again where it changed
	 * meanwhile; an outcome that is open is looked up later. That of a release by which a
	 * payment is given up is recorded together with that of its charge.
	 * @return the payment after it, also where a callback or the recovery was faster and
	 * the payment has moved on since; empty where there is no such payment
	 */
	public Mono<Payment> settle(MerchantId merchant, PaymentId payment, OperationId operation, String processor,
			List<Attempt> attempts, Outcome outcome, int tries) {
		return settle(merchant, payment, this.store.findForOutcome(merchant, payment), operation, processor, attempts,
				outcome, tries);
	}

	/**
	 * As well, of a payment as it was a moment ago: it is not read again unless it
	 * changed meanwhile.
	 */
	Mono<Payment> settle(MerchantId merchant, Payment known, OperationId operation, String processor,
			List<Attempt> attempts, Outcome outcome, int tries) {
		Mono<Payment> read = this.store.findForOutcome(merchant, known.id());
		AtomicBoolean used = new AtomicBoolean();
		return settle(merchant, known.id(), Mono.defer(() -> used.getAndSet(true) ? read : Mono.just(known)), operation,
				processor, attempts, outcome, tries);
	}

	private Mono<Payment> settle(MerchantId merchant, PaymentId payment, Mono<Payment> asItIs, OperationId operation,
			String processor, List<Attempt> attempts, Outcome outcome, int tries) {
		Mono<Payment> decided = asItIs.flatMap((found) -> {
			Settlement settlement = settlement(operation, processor, attempts, outcome);
			return switch (found.decide(new PaymentCommand.Settle(settlement))) {
				case Decision.Change(PaymentEvent event) ->
					this.store.append(merchant, change(found, event, outcome, tries))
						.onErrorReturn(Superseded.class, found);
				case Decision.Forbidden _, Decision.TooMuch _, Decision.TooLittle _, Decision.Unchanged _ ->
					asRecorded(merchant, found, settlement);
			};
		});
		return Trouble.retrying(Contention.retrying(this.lane.follow(payment, decided)))
			.flatMap((settled) -> settled.isGivenUpBy(operation) ? this.givenUp.conclude(merchant, settled,
					settlement(operation, processor, attempts, outcome), tries) : Mono.just(settled))
			.delayUntil((settled) -> isOpen(settled, operation)
					? postpone(merchant, payment, operation, tries, outcome.reference()) : Mono.empty());
	}

	private Settlement settlement(OperationId operation, String processor, List<Attempt> attempts, Outcome outcome) {
		Instant now = now();
		return new Settlement(operation, outcome, processor, attempts, now,
				now.plus(this.authorizations.authorizationValidity()), null);
	}

	/** What was recorded before stays, whatever is said now. */
	private Mono<Payment> asRecorded(MerchantId merchant, Payment found, Settlement settlement) {
		return Mono.deferContextual((signals) -> {
			TraceId.log(signals,
					() -> found.operation(settlement.operation())
						.ifPresent((recorded) -> this.contradictions.notice(found.id(), recorded,
								settlement.processor(), settlement.outcome())));
			return this.store.findAnswer(merchant, found.id(), settlement.operation()).defaultIfEmpty(found);
		});
	}

	/**
	 * That nothing was done is known to nobody but who holds the operation: whoever has
	 * taken it over may have asked again.
	 */
	static Change change(Payment before, PaymentEvent event, Outcome outcome, int tries) {
		Change change = Change.of(before, event);
		return (outcome instanceof Outcome.NotProcessed) ? change.heldAfter(tries) : change;
	}

	private Mono<Void> postpone(MerchantId merchant, PaymentId payment, OperationId operation, int tries,
			@Nullable ProcessorReference reference) {
		Duration delay = Duration.ofMillis(this.backoff.apply(tries + 1));
		return this.pending.postpone(merchant, payment, operation, tries, delay, reference);
	}

	private static boolean isOpen(Payment payment, OperationId operation) {
		return payment.operation(operation).filter(Operation::isPending).isPresent();
	}

	private Instant now() {
		return this.clock.instant().truncatedTo(ChronoUnit.MILLIS);
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
