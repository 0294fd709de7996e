package dev.sluice.payments.processing;

import java.time.Duration;
import java.util.function.Function;

import dev.sluice.merchants.MerchantId;
import dev.sluice.payments.leases.PendingOperations;
import dev.sluice.payments.lifecycle.Decision;
import dev.sluice.payments.lifecycle.Operation;
import dev.sluice.payments.lifecycle.Payment;
import dev.sluice.payments.lifecycle.PaymentCommand;
import dev.sluice.payments.lifecycle.PaymentEvent;
import dev.sluice.payments.lifecycle.Settlement;
import dev.sluice.payments.recording.Contention;
import dev.sluice.payments.recording.Lane;
import dev.sluice.payments.recording.PaymentStore;
import dev.sluice.payments.recording.Superseded;
import dev.sluice.payments.words.OperationId;
import dev.sluice.payments.words.Outcome;
import dev.sluice.payments.words.PaymentId;
import dev.sluice.values.TypeId;
import reactor.core.publisher.Mono;

import org.springframework.stereotype.Component;

/**
 * Brings payments to their end that a merchant gives up while they wait for the customer.
 * The customer may have agreed at the same moment: once the processor has answered to the
 * release, it is asked what came of the charge, and what was charged all the same is
 * given back. Whatever fails on the way, the release stays pending and is looked up
 * again.
 */
@Component
class GivenUpPayments {

	private final PaymentStore store;

	private final PendingOperations pending;

	private final LookUps lookUps;

	private final Lane lane;

	GivenUpPayments(PaymentStore store, PendingOperations pending, LookUps lookUps, Lane lane) {
		this.store = store;
		this.pending = pending;
		this.lookUps = lookUps;
		this.lane = lane;
	}

	/**
	 * Records what came of a release, and of the charge that it gave up.
	 * @param tries how often the release was looked up before
	 * @return the payment as the release left it, or as it is while that is open; never
	 * empty
	 */
	Mono<Payment> conclude(MerchantId merchant, Payment payment, Settlement release, int tries) {
		return switch (release.outcome()) {
			case Outcome.Approved _, Outcome.Declined _, Outcome.NotProcessed _ ->
				lookUpCharge(merchant, payment).flatMap((said) -> conclude(merchant, payment, release, said, tries));
			case Outcome.ActionRequired _, Outcome.Pending _, Outcome.NotFound _, Outcome.Unknown _,
					Outcome.Unanswerable _ ->
				Mono.just(payment);
		};
	}

	/** What it does not know of it will not charge any more, since nobody asks again. */
	private Mono<Outcome> lookUpCharge(MerchantId merchant, Payment payment) {
		Operation charge = payment.charge();
		if (!charge.isPending()) {
			return Mono.just(new Outcome.Unknown("ended"));
		}
		return this.lookUps.lookUp(merchant, payment, charge, charge.processor()).map((said) -> switch (said) {
			case Outcome.NotFound _ -> new Outcome.NotProcessed(Outcome.NotProcessed.GIVEN_UP);
			case Outcome.NotProcessed(String reason) -> new Outcome.Unknown(reason);
			case Outcome.Approved _, Outcome.Declined _, Outcome.ActionRequired _, Outcome.Pending _, Outcome.Unknown _,
					Outcome.Unanswerable _ ->
				said;
		});
	}

	/**
	 * An approval of the charge comes before the end of the release, which undoes it; a
	 * refusal that was not the release's doing comes after.
	 */
	private Mono<Payment> conclude(MerchantId merchant, Payment payment, Settlement release, Outcome said, int tries) {
		PaymentId id = payment.id();
		PaymentCommand charged = new PaymentCommand.Settle(charge(payment, release, said));
		OperationId refund = new OperationId(TypeId.next());
		Mono<Payment> before = (said instanceof Outcome.Approved)
				? record(merchant, id, (found) -> charged, said, tries) : Mono.empty();
		Mono<Payment> after = (said instanceof Outcome.Declined) ? record(merchant, id, (found) -> charged, said, tries)
				: Mono.empty();
		return before
			.then(record(merchant, id,
					(found) -> found.isGivenUpBy(release.operation()) ? new PaymentCommand.GiveUp(release, said, refund)
							: new PaymentCommand.Settle(release),
					release.outcome(), tries))
			.delayUntil((ended) -> askSoon(merchant, ended, refund))
			.flatMap((ended) -> after.then(answer(merchant, ended, release.operation())));
	}

	private static Settlement charge(Payment payment, Settlement release, Outcome said) {
		Operation charge = payment.charge();
		return new Settlement(charge.id(), said, charge.processor(), charge.attempts(), release.at(),
				release.expiresAt(), null);
	}

	private Mono<Payment> record(MerchantId merchant, PaymentId id, Function<Payment, PaymentCommand> command,
			Outcome outcome, int tries) {
		Mono<Payment> decided = this.store.findForOutcome(merchant, id)
			.flatMap((found) -> switch (found.decide(command.apply(found))) {
				case Decision.Change(PaymentEvent event) ->
					this.store.append(merchant, Outcomes.change(found, event, outcome, tries))
						.onErrorReturn(Superseded.class, found);
				case Decision.Forbidden _, Decision.TooMuch _, Decision.TooLittle _, Decision.Unchanged _ ->
					Mono.just(found);
			});
		return Trouble.retrying(Contention.retrying(this.lane.follow(id, decided)));
	}

	/**
	 * The refund is left to the recovery, which does not give in where a processor says
	 * that it did nothing.
	 */
	private Mono<Void> askSoon(MerchantId merchant, Payment ended, OperationId refund) {
		return ended.operation(refund).isPresent()
				? this.pending.postpone(merchant, ended.id(), refund, 0, Duration.ZERO) : Mono.empty();
	}

	/** Whoever asked for the release is told what that left, not what came after. */
	private Mono<Payment> answer(MerchantId merchant, Payment ended, OperationId release) {
		return this.store.findAnswer(merchant, ended.id(), release).defaultIfEmpty(ended);
	}

}
