package dev.sluice.payments.processing;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

import dev.sluice.http.TraceId;
import dev.sluice.merchants.MerchantId;
import dev.sluice.payments.leases.PendingOperations;
import dev.sluice.payments.leases.PendingOperations.Pending;
import dev.sluice.payments.lifecycle.Decision;
import dev.sluice.payments.lifecycle.Dispute;
import dev.sluice.payments.lifecycle.Payment;
import dev.sluice.payments.lifecycle.PaymentCommand;
import dev.sluice.payments.lifecycle.PaymentEvent;
import dev.sluice.payments.port.Settlements;
import dev.sluice.payments.recording.Change;
import dev.sluice.payments.recording.Contention;
import dev.sluice.payments.recording.Lane;
import dev.sluice.payments.recording.PaymentStore;
import dev.sluice.payments.words.DisputeStatus;
import dev.sluice.payments.words.OperationId;
import dev.sluice.payments.words.Outcome;
import dev.sluice.payments.words.PaymentId;
import dev.sluice.payments.words.ProcessorReference;
import dev.sluice.payments.words.Sum;
import org.jspecify.annotations.Nullable;
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

	private final Outcomes outcomes;

	private final Contradictions contradictions;

	private final Lane lane;

	private final Clock clock;

	ProcessorSettlements(PendingOperations pending, PaymentStore store, Outcomes outcomes,
			Contradictions contradictions, Lane lane, Clock clock) {
		this.pending = pending;
		this.store = store;
		this.outcomes = outcomes;
		this.contradictions = contradictions;
		this.lane = lane;
		this.clock = clock;
	}

	@Override
	public Mono<Boolean> settle(String processor, String merchant, String payment, String operation, Outcome outcome,
			@Nullable Sum of) {
		if (!isTaken(outcome)) {
			return Mono.just(true);
		}
		return Mono
			.zip(Mono.justOrEmpty(MerchantId.read(merchant)), Mono.justOrEmpty(PaymentId.read(payment)),
					Mono.justOrEmpty(OperationId.read(operation)))
			.flatMap((ids) -> this.pending.find(ids.getT1(), ids.getT2(), ids.getT3())
				.switchIfEmpty(Mono.defer(() -> compare(processor, ids.getT1(), ids.getT2(), ids.getT3(), outcome))))
			.filterWhen((open) -> isAsked(processor, open.operation(), open.processor()))
			.flatMap((open) -> this.store.resume(open.merchant(), open.payment(), "settle",
					settle(processor, open, outcome, of)))
			.defaultIfEmpty(true);
	}

	private Mono<Boolean> settle(String processor, Pending open, Outcome outcome, @Nullable Sum of) {
		return meant(open, outcome, of).flatMap((end) -> this.outcomes
			.settle(open.merchant(), open.payment(), open.operation(), processor, open.attempts(), end, open.tries())
			.map((settled) -> isOver(settled, open.operation())));
	}

	private static boolean isTaken(Outcome outcome) {
		return outcome instanceof Outcome.Approved || outcome instanceof Outcome.Declined
				|| outcome instanceof Outcome.Unanswerable;
	}

	/** What is approved of another sum is not what was asked for. */
	private Mono<Outcome> meant(Pending open, Outcome outcome, @Nullable Sum of) {
		if (of == null || !(outcome instanceof Outcome.Approved)) {
			return Mono.just(outcome);
		}
		return this.store.findForOutcome(open.merchant(), open.payment()).map((payment) -> {
			Optional<Sum> asked = payment.operation(open.operation())
				.map((operation) -> new Sum(operation.amount(), payment.currency()));
			return asked.filter(of::equals).isPresent() ? outcome : new Outcome.Unanswerable("other_amount");
		});
	}

	/** A person has been told, or nobody waits for it any more. */
	private static boolean isOver(Payment payment, OperationId id) {
		return payment.operation(id)
			.filter((operation) -> operation.isPending() && operation.attention() == null)
			.isEmpty();
	}

	@Override
	public Mono<Void> lookUp(String processor, String merchant, String payment, String operation,
			@Nullable ProcessorReference reference, @Nullable Outcome said) {
		return Mono
			.zip(Mono.justOrEmpty(MerchantId.read(merchant)), Mono.justOrEmpty(PaymentId.read(payment)),
					Mono.justOrEmpty(OperationId.read(operation)))
			.flatMap((ids) -> this.pending.find(ids.getT1(), ids.getT2(), ids.getT3())
				.switchIfEmpty(Mono.justOrEmpty(said)
					.flatMap((end) -> compare(processor, ids.getT1(), ids.getT2(), ids.getT3(), end))))
			.filterWhen((open) -> isAsked(processor, open.operation(), open.processor()))
			.flatMap((open) -> this.pending.hasten(open, reference));
	}

	@Override
	public Mono<Boolean> dispute(String processor, String merchant, ProcessorReference charge, ProcessorReference id,
			DisputeStatus status, long amount, String currency, String reason) {
		Instant now = this.clock.instant().truncatedTo(ChronoUnit.MILLIS);
		PaymentCommand.NoteDispute said = new PaymentCommand.NoteDispute(id, status, amount, reason, processor, now);
		return Mono.justOrEmpty(MerchantId.read(merchant))
			.flatMapMany(
					(owner) -> this.pending.chargedAs(owner, processor, charge)
						.flatMap((payment) -> Trouble.retrying(
								Contention.retrying(this.lane.follow(payment, note(owner, payment, said, currency)))),
								1))
			.hasElements();
	}

	private Mono<Payment> note(MerchantId merchant, PaymentId payment, PaymentCommand.NoteDispute said,
			String currency) {
		return this.store.findForOutcome(merchant, payment)
			.filterWhen((found) -> isAsked(said.processor(), found.charge().id(), found.charge().processor()))
			.flatMap((found) -> (found
				.decide(within(found, said, currency)) instanceof Decision.Change(PaymentEvent event))
						? this.store.append(merchant, Change.of(found, event)) : Mono.just(found));
	}

	/** How much of another currency that is here nobody says: it may be everything. */
	private static PaymentCommand.NoteDispute within(Payment payment, PaymentCommand.NoteDispute said,
			String currency) {
		return payment.currency().equals(currency) ? said
				: new PaymentCommand.NoteDispute(said.id(), said.status(),
						(payment.amountCaptured() > 0) ? payment.amountCaptured() : payment.amount(), said.reason(),
						said.processor(), said.now());
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
