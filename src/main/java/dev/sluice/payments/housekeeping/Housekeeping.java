package dev.sluice.payments.housekeeping;

import java.time.Duration;

import dev.sluice.journal.Journal;
import dev.sluice.journal.Journal.StaleVersion;
import dev.sluice.payments.idempotency.IdempotencyKeys;
import dev.sluice.payments.leases.JobLeases;
import dev.sluice.payments.lifecycle.Decision;
import dev.sluice.payments.lifecycle.Payment;
import dev.sluice.payments.lifecycle.PaymentCommand;
import dev.sluice.payments.lifecycle.PaymentEvent;
import dev.sluice.payments.recording.Change;
import dev.sluice.payments.recording.PaymentStore;
import dev.sluice.roles.ConditionalOnRole;
import dev.sluice.roles.Role;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.util.Assert;

/**
 * What time does to payments: authorizations run out, idempotency keys are forgotten. One
 * instance at a time sees to it, by the clock of the database. A scheduled publisher is
 * asked for once and subscribed to again and again.
 */
@Component
@ConditionalOnRole(Role.HOUSEKEEPING)
class Housekeeping {

	private static final Logger log = LoggerFactory.getLogger(Housekeeping.class);

	/** Time enough to forget a key that has had its time. */
	private static final Duration SLACK = Duration.ofDays(1);

	private final JobLeases leases;

	private final PaymentStore store;

	private final IdempotencyKeys keys;

	private final HousekeepingSettings settings;

	Housekeeping(JobLeases leases, PaymentStore store, IdempotencyKeys keys, HousekeepingSettings settings,
			Journal journal) {
		Assert.isTrue(journal.retention().stream().allMatch((kept) -> outlives(kept, settings.keyRetention())), """
				sluice.journal.retention must be at least a day longer than sluice.housekeeping.key-retention, \
				since the answers to repeated requests are read from the journal""");
		this.leases = leases;
		this.store = store;
		this.keys = keys;
		this.settings = settings;
	}

	private static boolean outlives(Duration kept, Duration keys) {
		return kept.minus(SLACK).compareTo(keys) >= 0;
	}

	/** Gives up authorizations that have run out. */
	@Scheduled(fixedDelayString = "${sluice.housekeeping.interval:30s}")
	Mono<Void> expireAuthorizations() {
		return Mono.defer(this::expireWhatIsDue).onErrorComplete(DataAccessResourceFailureException.class);
	}

	private Mono<Void> expireWhatIsDue() {
		return this.leases.take("expire-authorizations", this.settings.lease())
			.filter(Boolean::booleanValue)
			.flatMapMany((mine) -> this.store.expired(this.settings.batch()))
			.concatMap((due) -> this.store.find(due.merchant(), due.payment())
				.flatMap((payment) -> expire(due, payment))
				.onErrorResume((error) -> !(error instanceof DataAccessResourceFailureException), (error) -> {
					log.warn("{} could not be expired now and is tried again", due.payment(), error);
					return Mono.empty();
				}))
			.then();
	}

	/** Forgets old idempotency keys, batch by batch. */
	@Scheduled(fixedDelayString = "${sluice.housekeeping.interval:30s}")
	Mono<Void> forgetKeys() {
		return Mono.defer(this::forgetWhatIsOld).onErrorComplete(DataAccessResourceFailureException.class);
	}

	private Mono<Void> forgetWhatIsOld() {
		Mono<Long> batch = this.keys.purge(this.settings.keyRetention(), this.settings.batch());
		return this.leases.take("forget-keys", this.settings.lease())
			.filter(Boolean::booleanValue)
			.flatMap(
					(mine) -> batch.expand((purged) -> (purged < this.settings.batch()) ? Mono.empty() : batch).then());
	}

	/** Whoever changed the payment meanwhile decides; it is looked at again. */
	private Mono<Payment> expire(PaymentStore.Expired due, Payment payment) {
		return switch (payment.decide(new PaymentCommand.Expire(due.now()))) {
			case Decision.Change(PaymentEvent event) -> this.store.append(due.merchant(), Change.of(payment, event))
				.onErrorResume(StaleVersion.class, (stale) -> Mono.empty());
			case Decision.Forbidden _, Decision.TooMuch _, Decision.TooLittle _, Decision.Unchanged _ -> Mono.empty();
		};
	}

}
