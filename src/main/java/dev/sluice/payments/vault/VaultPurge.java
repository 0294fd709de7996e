package dev.sluice.payments.vault;

import java.util.concurrent.TimeUnit;

import dev.sluice.postgres.Connections;
import dev.sluice.roles.ConditionalOnRole;
import dev.sluice.roles.Role;
import reactor.core.publisher.Mono;

import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Forgets the secrets of payments whose charge has ended or was never recorded, and all
 * that is older than any processor is asked with it. Any instance may do it.
 */
@Component
@ConditionalOnRole(Role.HOUSEKEEPING)
class VaultPurge {

	private static final int BATCH = 500;

	/** In seconds. What is older is looked at each hour, and not each time. */
	private static final int YOUNG = 600;

	/** In seconds, as the statement has it. */
	private static final int OLDEST = 26 * 3600;

	/** A minute is more than it takes to record a payment. */
	private static final String PURGE = """
			delete from payment_secrets where ctid = any(array(
			  select ctid from payment_secrets s
			   where created_at < now() - interval '26 hours'
			      or (created_at < now() - interval '1 minute' and created_at > now() - make_interval(secs => $2)
			          and not exists (select from operations o
			                           where o.merchant_id = s.merchant_id and o.payment_id = s.payment_id
			                             and o.kind in ('authorize', 'sale') and o.status = 'pending'))
			   limit $1 for update skip locked))""";

	private final DatabaseClient database;

	VaultPurge(Connections connections) {
		this.database = connections.exports().client();
	}

	/**
	 * Forgets what nobody needs any more. What is older than some minutes waits for a
	 * customer, as a rule, who may take a day.
	 */
	@Scheduled(fixedDelayString = "${sluice.housekeeping.interval:30s}")
	Mono<Void> purge() {
		return purge(YOUNG);
	}

	/** As well, and what is older. */
	@Scheduled(fixedDelay = 1, timeUnit = TimeUnit.HOURS)
	Mono<Void> purgeAll() {
		return purge(OLDEST);
	}

	/** Batch by batch. */
	private Mono<Void> purge(int youngerThan) {
		return Mono
			.defer(() -> batch(youngerThan).expand((gone) -> (gone < BATCH) ? Mono.empty() : batch(youngerThan)).then())
			.onErrorComplete(DataAccessResourceFailureException.class);
	}

	private Mono<Long> batch(int youngerThan) {
		return this.database.sql(PURGE).bind(0, BATCH).bind(1, (double) youngerThan).fetch().rowsUpdated();
	}

}
