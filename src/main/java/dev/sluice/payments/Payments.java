package dev.sluice.payments;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

import dev.sluice.http.Problem;
import dev.sluice.http.TraceId;
import dev.sluice.merchants.Caller;
import dev.sluice.merchants.MerchantId;
import dev.sluice.payments.admission.Admission;
import dev.sluice.payments.admission.NoPlace;
import dev.sluice.payments.admission.Stay;
import dev.sluice.payments.idempotency.Answer;
import dev.sluice.payments.idempotency.Replays;
import dev.sluice.payments.leases.Closing;
import dev.sluice.payments.lifecycle.Actor;
import dev.sluice.payments.lifecycle.Decision;
import dev.sluice.payments.lifecycle.Operation;
import dev.sluice.payments.lifecycle.Payment;
import dev.sluice.payments.lifecycle.PaymentEvent;
import dev.sluice.payments.processing.Operations;
import dev.sluice.payments.processing.Routing;
import dev.sluice.payments.recording.Change;
import dev.sluice.payments.recording.Claim;
import dev.sluice.payments.recording.Contention;
import dev.sluice.payments.recording.KeyTaken;
import dev.sluice.payments.recording.Lane;
import dev.sluice.payments.recording.PaymentRefusals;
import dev.sluice.payments.recording.PaymentStore;
import dev.sluice.payments.vault.Vault;
import dev.sluice.payments.words.MethodSecrets;
import dev.sluice.payments.words.OperationId;
import dev.sluice.payments.words.PaymentId;
import dev.sluice.values.RawJson;
import dev.sluice.values.TypeId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Exceptions;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Signal;
import reactor.util.context.Context;

import org.springframework.stereotype.Component;

/**
 * The payments of all merchants. What a processor is asked for is recorded before it is
 * asked, and its answer after. Once it is recorded it goes on to its end, whether or not
 * somebody still waits for it.
 */
@Component
class Payments {

	private static final Logger log = LoggerFactory.getLogger(Payments.class);

	private final PaymentStore store;

	private final Operations operations;

	private final Admission admission;

	private final Routing routing;

	private final Vault vault;

	private final Replays replays;

	private final Lane lane;

	private final Closing closing;

	private final Clock clock;

	Payments(PaymentStore store, Operations operations, Admission admission, Routing routing, Vault vault,
			Replays replays, Lane lane, Closing closing, Clock clock) {
		this.store = store;
		this.operations = operations;
		this.admission = admission;
		this.routing = routing;
		this.vault = vault;
		this.replays = replays;
		this.lane = lane;
		this.closing = closing;
		this.clock = clock;
	}

	/**
	 * Makes a payment.
	 * @param wait how long to wait for the processor
	 * @return the payment with its outcome, or as it was recorded when the processor
	 * takes longer; a {@link Problem} where the terms cannot be met, or the key in the
	 * claim was used up by another request; never empty
	 */
	Mono<Answer> create(Caller caller, PaymentRequest asked, Optional<Claim> claim, Duration wait) {
		MerchantId merchant = caller.merchant();
		Mono<Recorded> recorded = this.routing.route(merchant, caller.owner().mode(), asked.terms())
			.map((route) -> Change.first(Payment.create(new PaymentId(TypeId.next()), new OperationId(TypeId.next()),
					asked.terms(), route.getFirst().name(), Wish.actor(caller), now()), claim))
			.flatMap((change) -> record(merchant, change, asked.secrets()));
		return answer(merchant, claim, wait, recorded);
	}

	/**
	 * Asks something of a payment.
	 * @return as {@link #create}; a {@link Problem} 404 where there is no such payment,
	 * 409 where its status forbids it or too many others ask, 422 where the amount does
	 */
	Mono<Answer> ask(Caller caller, PaymentId id, Wish wish, Optional<Claim> claim, Duration wait) {
		MerchantId merchant = caller.merchant();
		Mono<Recorded> recorded = this.store.find(merchant, id)
			.switchIfEmpty(Mono.error(PaymentRefusals::notFound))
			.map((payment) -> Change.of(payment, decide(payment, wish, Wish.actor(caller), now()), claim))
			.flatMap((change) -> record(merchant, change, MethodSecrets.NONE));
		return answer(merchant, claim, wait, this.lane.ask(id, recorded));
	}

	private static PaymentEvent decide(Payment payment, Wish wish, Actor actor, Instant now) {
		return switch (payment.decide(wish.command(new OperationId(TypeId.next()), actor, now))) {
			case Decision.Change(PaymentEvent event) -> event;
			case Decision.Forbidden(String code, String detail) -> throw Refusals.forbidden(code, detail, payment, now);
			case Decision.TooMuch(String code, long most) -> throw Refusals.tooMuch(code, most);
			case Decision.TooLittle(String code, long least) -> throw Refusals.tooLittle(code, least);
			case Decision.Unchanged _ -> throw new IllegalStateException("A merchant's command is never unchanged");
		};
	}

	/** What there is no room for is not recorded. */
	private Mono<Recorded> record(MerchantId merchant, Change change, MethodSecrets secrets) {
		return this.admission.enter(merchant, change.payment(), operation(change).processor())
			.flatMap((stay) -> this.vault
				.keeping(merchant, change.payment().id(), secrets,
						append(merchant, change, this.store.write(change.payment()), stay), KeyTaken.class)
				.doOnError((error) -> stay.leave())
				.doOnCancel(stay::leave));
	}

	private Mono<Recorded> append(MerchantId merchant, Change change, RawJson data, Stay stay) {
		return this.store.append(merchant, change, data).map((payment) -> new Recorded(change, data, stay));
	}

	/**
	 * A request whose key turns out to be used up is answered as the first was. The key
	 * is not looked up before: most are new.
	 */
	private Mono<Answer> answer(MerchantId merchant, Optional<Claim> claim, Duration wait, Mono<Recorded> recorded) {
		return Mono.deferContextual((request) -> perform(merchant, wait, recorded, TraceId.carriedFrom(request)))
			.onErrorResume(Payments::mayBeAReplay,
					(error) -> this.replays.find(merchant, claim, wait)
						.onErrorMap((failure) -> unread(error, failure))
						.switchIfEmpty(Mono.error(() -> refusal(error))));
	}

	/**
	 * A refusal of the request, or no room for it at the processor. Where the database
	 * has no room it is not asked for more.
	 */
	private static boolean mayBeAReplay(Throwable error) {
		return error instanceof KeyTaken || error instanceof NoPlace || isRefusal(error);
	}

	private static boolean isRefusal(Throwable error) {
		return error instanceof Problem problem && !problem.status().is5xxServerError();
	}

	/** Whose key is taken is not told that nothing was recorded. */
	private static Throwable unread(Throwable error, Throwable failure) {
		return (error instanceof KeyTaken && !isRefusal(failure)) ? Refusals.notReplayed() : failure;
	}

	/** Whose key is taken by what is not recorded yet, or not any more, may try again. */
	private static Throwable refusal(Throwable error) {
		return switch (error) {
			case KeyTaken _ -> Refusals.keyInUse();
			case NoPlace _ -> Refusals.overloaded();
			default -> error;
		};
	}

	private Mono<Answer> perform(MerchantId merchant, Duration wait, Mono<Recorded> recording,
			Function<Context, Context> trace) {
		Undertaking<Recorded, Payment> begun = Undertaking.begin(
				Contention.retrying(recording)
					.onErrorMap(Exceptions::isRetryExhausted, (error) -> PaymentRefusals.contention()),
				(done) -> run(merchant, done), trace);
		return begun.recorded()
			.flatMap((done) -> await(begun.settled(), done.change().payment(), wait)
				.map((payment) -> answer(payment, done)));
	}

	private Mono<Payment> run(MerchantId merchant, Recorded recorded) {
		Change change = recorded.change();
		Operation operation = operation(change);
		Payment payment = change.payment();
		Stay stay = recorded.stay();
		return this.operations.run(stay, merchant, payment, operation, operation.processor(), List.of(), 0)
			.doOnEach((outcome) -> logFailure(outcome, operation, payment))
			.doFinally((signal) -> stay.leave());
	}

	private static void logFailure(Signal<Payment> outcome, Operation operation, Payment payment) {
		if (outcome.isOnError()) {
			TraceId.log(outcome.getContextView(), () -> log.warn("The outcome of {} of {} is left to the recovery: {}",
					operation.id(), payment.id(), String.valueOf(outcome.getThrowable())));
		}
	}

	/**
	 * The settled payment, or the recorded one where the wait ends first or its outcome
	 * is not known.
	 */
	private Mono<Payment> await(Mono<Payment> settled, Payment recorded, Duration wait) {
		return wait.isZero() ? Mono.just(recorded)
				: settled.timeout(this.closing.after(wait), Mono.just(recorded))
					.onErrorReturn(recorded)
					.defaultIfEmpty(recorded);
	}

	/** What was recorded is written already. */
	private Answer answer(Payment payment, Recorded recorded) {
		OperationId operation = operation(recorded.change()).id();
		RawJson data = (payment.version() == recorded.change().payment().version()) ? recorded.data()
				: this.store.write(payment);
		boolean pending = payment.operation(operation).filter(Operation::isPending).isPresent()
				&& !payment.isAskedOfTheCustomer(operation);
		return new Answer(payment.id(), data, pending, false);
	}

	private static Operation operation(Change change) {
		return Objects.requireNonNull(change.event().operation(), "A merchant's command makes an operation");
	}

	private Instant now() {
		return this.clock.instant().truncatedTo(ChronoUnit.MILLIS);
	}

	/**
	 * An intent that is recorded, and the room that it has until its outcome is.
	 *
	 * @param data the payment as it was recorded
	 */
	private record Recorded(Change change, RawJson data, Stay stay) {
	}

}
