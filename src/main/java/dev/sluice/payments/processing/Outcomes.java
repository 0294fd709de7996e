package dev.sluice.payments.processing;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

import dev.sluice.http.TraceId;
import dev.sluice.merchants.MerchantId;
import dev.sluice.payments.leases.PendingOperations;
import dev.sluice.payments.leases.PendingOperations.Pending;
import dev.sluice.payments.lifecycle.Attempt;
import dev.sluice.payments.lifecycle.Decision;
import dev.sluice.payments.lifecycle.Operation;
import dev.sluice.payments.lifecycle.Operation.Resolution;
import dev.sluice.payments.lifecycle.Payment;
import dev.sluice.payments.lifecycle.PaymentCommand;
import dev.sluice.payments.lifecycle.PaymentEvent;
import dev.sluice.payments.lifecycle.Settlement;
import dev.sluice.payments.recording.Change;
import dev.sluice.payments.recording.Contention;
import dev.sluice.payments.recording.Lane;
import dev.sluice.payments.recording.PaymentStore;
import dev.sluice.payments.recording.Superseded;
import dev.sluice.payments.vault.Vault;
import dev.sluice.payments.words.Hold;
import dev.sluice.payments.words.OperationId;
import dev.sluice.payments.words.Outcome;
import dev.sluice.payments.words.PaymentId;
import dev.sluice.payments.words.Rules;
import io.github.resilience4j.core.IntervalFunction;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.stereotype.Component;

/** Records what came of operations, whoever says so. */
@Component
public class Outcomes {

	private final PaymentStore store;

	private final PendingOperations pending;

	private final Lane lane;

	private final Routing routing;

	private final AuthorizationSettings authorizations;

	private final GivenUpPayments givenUp;

	private final Contradictions contradictions;

	private final Vault vault;

	private final Clock clock;

	private final IntervalFunction backoff;

	Outcomes(PaymentStore store, PendingOperations pending, Lane lane, Routing routing, OperationSettings settings,
			AuthorizationSettings authorizations, GivenUpPayments givenUp, Contradictions contradictions, Vault vault,
			Clock clock) {
		this.store = store;
		this.pending = pending;
		this.lane = lane;
		this.routing = routing;
		this.authorizations = authorizations;
		this.givenUp = givenUp;
		this.contradictions = contradictions;
		this.vault = vault;
		this.clock = clock;
		this.backoff = IntervalFunction.ofExponentialRandomBackoff(settings.firstRetry(), 2.0, 0.5,
				settings.maxRetry());
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
		return record(merchant, payment, this.store.findForOutcome(merchant, payment),
				new Word(operation, processor, attempts, outcome, tries, null));
	}

	/**
	 * As well, of a payment as it was a moment ago: it is not read again unless it
	 * changed meanwhile.
	 */
	Mono<Payment> settle(MerchantId merchant, Payment known, OperationId operation, String processor,
			List<Attempt> attempts, Outcome outcome, int tries) {
		Mono<Payment> read = this.store.findForOutcome(merchant, known.id());
		AtomicBoolean used = new AtomicBoolean();
		return record(merchant, known.id(), Mono.defer(() -> used.getAndSet(true) ? read : Mono.just(known)),
				new Word(operation, processor, attempts, outcome, tries, null));
	}

	/**
	 * Records what a person found out, as {@link #settle}.
	 * @param open the operation as it is under way
	 */
	Mono<Payment> resolve(Pending open, Outcome outcome, Resolution resolution) {
		return record(open.merchant(), open.payment(), this.store.findForOutcome(open.merchant(), open.payment()),
				new Word(open.operation(), open.processor(), open.attempts(), outcome, open.tries(), resolution));
	}

	private Mono<Payment> record(MerchantId merchant, PaymentId payment, Mono<Payment> asItIs, Word word) {
		Mono<Payment> decided = settlement(merchant, word)
			.flatMap((settlement) -> asItIs.flatMap((found) -> decide(merchant, found, settlement, word)));
		return Trouble.retrying(Contention.retrying(this.lane.follow(payment, decided)))
			.flatMap((settled) -> settled.isGivenUpBy(word.operation())
					? settlement(merchant, word)
						.flatMap((release) -> this.givenUp.conclude(merchant, settled, release, word.tries()))
					: Mono.just(settled))
			.delayUntil((settled) -> isOpen(settled, word.operation()) ? postpone(merchant, payment, word)
					: forgetMethod(merchant, settled));
	}

	/** What the charge alone needed. */
	private Mono<Void> forgetMethod(MerchantId merchant, Payment settled) {
		return (settled.paymentMethod().hasSecrets() && !settled.charge().isPending())
				? this.vault.forget(merchant, settled.id()) : Mono.empty();
	}

	private Mono<Payment> decide(MerchantId merchant, Payment found, Settlement settlement, Word word) {
		return switch (found.decide(new PaymentCommand.Settle(settlement))) {
			case Decision.Change(PaymentEvent event) ->
				this.store.append(merchant, change(found, event, word.outcome(), word.tries()))
					.onErrorReturn(Superseded.class, found);
			case Decision.Forbidden _, Decision.TooMuch _, Decision.TooLittle _, Decision.Unchanged _ ->
				asRecorded(merchant, found, settlement);
		};
	}

	/** What its processor can do decides where nobody says so of this payment. */
	private Mono<Settlement> settlement(MerchantId merchant, Word word) {
		return this.routing.capabilities(merchant, word.processor()).map((known) -> {
			Instant now = now();
			return new Settlement(word.operation(), onTerms(word.outcome(), known.rules()), word.processor(),
					word.attempts(), now, now.plus(this.authorizations.at(known)), word.resolution());
		});
	}

	private static Outcome onTerms(Outcome outcome, Rules usual) {
		boolean untold = outcome instanceof Outcome.Approved approved && approved.hold() == null;
		return (untold && !usual.equals(Rules.FREE)) ? new Outcome.Approved(outcome.reference(), new Hold(usual, null))
				: outcome;
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

	private Mono<Void> postpone(MerchantId merchant, PaymentId payment, Word word) {
		Duration delay = Duration.ofMillis(this.backoff.apply(word.tries() + 1));
		return this.pending.postpone(merchant, payment, word.operation(), word.tries(), delay,
				word.outcome().reference());
	}

	private static boolean isOpen(Payment payment, OperationId operation) {
		return payment.operation(operation).filter(Operation::isPending).isPresent();
	}

	private Instant now() {
		return this.clock.instant().truncatedTo(ChronoUnit.MILLIS);
	}

	/**
	 * What is said of an operation.
	 *
	 * @param processor who says so, or was asked last
	 * @param attempts processors that certainly did nothing before
	 * @param tries how often the outcome was looked up before
	 * @param resolution who found it out, where a person did
	 */
	private record Word(OperationId operation, String processor, List<Attempt> attempts, Outcome outcome, int tries,
			@Nullable Resolution resolution) {
	}

}
