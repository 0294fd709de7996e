package dev.sluice.payments.processing;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;

import dev.sluice.pace.Pace;
import dev.sluice.payments.admission.Admission;
import dev.sluice.payments.leases.Closing;
import dev.sluice.payments.leases.DueOperations;
import dev.sluice.payments.leases.DueOperations.Due;
import dev.sluice.payments.leases.DueOperations.Taken;
import dev.sluice.payments.leases.DueOperations.Wanted;
import dev.sluice.payments.leases.HeldOperations;
import dev.sluice.payments.leases.LeaseSettings;
import dev.sluice.payments.leases.PendingOperations.Pending;
import dev.sluice.payments.lifecycle.Operation;
import dev.sluice.payments.lifecycle.Payment;
import dev.sluice.payments.recording.PaymentStore;
import dev.sluice.payments.words.Outcome;
import dev.sluice.roles.ConditionalOnRole;
import dev.sluice.roles.Role;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Brings operations to their end that nobody did: their instance died, or their outcome
 * is open. Asks the processor by our operation id before it tries again. Each processor
 * has a line of its own: one that is slow or away does not hold up the others.
 */
@Component
@ConditionalOnRole(Role.RECOVERY)
class Recovery {

	private static final Logger log = LoggerFactory.getLogger(Recovery.class);

	/**
	 * Within so many milliseconds: instances that started together do not look together.
	 */
	private static final long JITTER = 250;

	private final Map<String, RecoveryLine> lines = new ConcurrentHashMap<>();

	private final DueOperations due;

	private final HeldOperations held;

	private final Closing closing;

	private final Operations operations;

	private final Outcomes outcomes;

	private final LookUps lookUps;

	private final PaymentStore store;

	private final OperationSettings settings;

	private final RecoveryLine.Limits limits;

	Recovery(DueOperations due, HeldOperations held, Closing closing, Operations operations, Outcomes outcomes,
			LookUps lookUps, PaymentStore store, OperationSettings settings, LeaseSettings leases,
			Admission admission) {
		this.due = due;
		this.held = held;
		this.closing = closing;
		this.operations = operations;
		this.outcomes = outcomes;
		this.lookUps = lookUps;
		this.store = store;
		this.settings = settings;
		this.limits = new RecoveryLine.Limits(admission.recoveries(), admission.recoveriesOfMerchant(),
				leases.recoveryBatch());
	}

	/** Looks at each processor's line, which then goes on by itself. */
	@Scheduled(fixedDelayString = "${sluice.operations.recovery-interval:1s}")
	Mono<Void> run() {
		// A scheduled publisher is asked for once and subscribed to again and again.
		return Mono.defer(() -> Mono.delay(jitter()))
			.thenMany(Flux.defer(this::processors))
			.doOnNext((processor) -> this.lines.computeIfAbsent(processor, this::line).look())
			.then();
	}

	private Duration jitter() {
		long most = Math.min(JITTER, this.settings.recoveryInterval().toMillis() / 4);
		return Duration.ofMillis(ThreadLocalRandom.current().nextLong(most + 1));
	}

	/** None where nothing is to be taken over, or the database is away. */
	private Flux<String> processors() {
		return this.closing.hasBegun() ? Flux.empty() : this.due.processors().onErrorResume((error) -> {
			log.debug("It could not be looked what is due", error);
			return Flux.empty();
		});
	}

	private RecoveryLine line(String processor) {
		Pace pace = new Pace(this.limits.places(), this.settings.firstRetry(), this.settings.longestPause(),
				System::nanoTime);
		return new RecoveryLine(processor, this::takeOver, this.limits, pace, this.closing::hasBegun, this::recover);
	}

	private Mono<Taken> takeOver(Wanted wanted, Consumer<Taken> begin) {
		return this.held.taking(this.due.takeOver(wanted).doOnNext(begin));
	}

	/** Brings an operation to its end; empty, also where that failed. */
	private Mono<Void> recover(Due taken, RecoveryLine.Call call) {
		Pending operation = taken.operation();
		return this.held
			.during(operation.merchant(), operation.payment(), operation.operation(), operation.tries(),
					this.store.resume(operation.merchant(), operation.payment(), "recover",
							Mono.defer(() -> conclude(taken, call))))
			.timeout(this.settings.lease())
			.onErrorResume((error) -> {
				log.warn("{} of {} could not be recovered and stays pending: {}", operation.operation(),
						operation.payment(), error.toString());
				return Mono.empty();
			})
			.then();
	}

	private Mono<Payment> conclude(Due taken, RecoveryLine.Call call) {
		Payment payment = taken.payment();
		Pending pending = taken.operation();
		return Mono.justOrEmpty(payment.operation(pending.operation()))
			.filter(Operation::isPending)
			.map((operation) -> operation.known(pending.reference()))
			.flatMap((operation) -> this.lookUps.lookUp(pending.merchant(), payment, operation, pending.processor())
				.doOnNext(call::hear)
				.flatMap((outcome) -> conclude(pending, payment, operation, outcome, call)));
	}

	private Mono<Payment> conclude(Pending taken, Payment payment, Operation operation, Outcome outcome,
			RecoveryLine.Call call) {
		return switch (outcome) {
			case Outcome.NotFound _ -> (isTooOld(taken) || payment.isUnwanted(operation))
					? settle(taken, payment, call, new Outcome.NotProcessed(Outcome.NotProcessed.GIVEN_UP))
					: this.operations.run(this.lookUps.calls(taken.merchant()), taken.merchant(), payment, operation,
							taken.processor(), taken.attempts(), taken.tries());
			case Outcome.NotProcessed(String reason) -> settle(taken, payment, call, new Outcome.Unknown(reason));
			case Outcome.Approved _, Outcome.Declined _, Outcome.ActionRequired _, Outcome.Pending _, Outcome.Unknown _,
					Outcome.Unanswerable _ ->
				settle(taken, payment, call, outcome);
		};
	}

	private Mono<Payment> settle(Pending taken, Payment payment, RecoveryLine.Call call, Outcome outcome) {
		call.leave();
		return this.outcomes.settle(taken.merchant(), payment, taken.operation(), taken.processor(), taken.attempts(),
				outcome, taken.tries());
	}

	private boolean isTooOld(Pending taken) {
		return taken.age().compareTo(this.settings.giveUpAfter()) > 0;
	}

}
