package dev.sluice.journal.retention;

import java.time.Duration;
import java.util.UUID;

import dev.sluice.postgres.Connections;
import dev.sluice.roles.ConditionalOnRole;
import dev.sluice.roles.Role;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Lets go of entries that are older than they are to be kept, from the oldest on and in
 * small batches, where a time is set for it at all, by the clock of the database. Any
 * instance may do it. A batch holds the merchant's journal for as long as it takes, as an
 * append does.
 */
@Component
@ConditionalOnRole(Role.HOUSEKEEPING)
class Retention {

	private static final String DUE = """
			select h.merchant_id
			  from journal_heads h cross join lateral (
			         select created_at from journal where merchant_id = h.merchant_id and position > h.purged
			          order by position limit 1) j
			 where j.created_at < now() - make_interval(secs => $1)""";

	private static final String PURGE = """
			with head as (
			  select merchant_id, purged from journal_heads where merchant_id = $1 for update
			), oldest as (
			  select j.position, j.created_at
			    from head join journal j on j.merchant_id = $1 and j.position > head.purged
			   order by j.position limit $3
			), horizon as (
			  select max(position) as position from oldest
			   where position < coalesce(
			         (select min(position) from oldest where created_at >= now() - make_interval(secs => $2)),
			         9223372036854775807)
			), gone as (
			  delete from journal j using head, horizon
			   where j.merchant_id = $1 and j.position > head.purged and j.position <= horizon.position
			)
			update journal_heads set purged = horizon.position
			  from horizon where merchant_id = $1 and horizon.position > purged
			returning purged""";

	private static final Logger log = LoggerFactory.getLogger(Retention.class);

	private final DatabaseClient database;

	private final RetentionSettings settings;

	Retention(Connections connections, RetentionSettings settings) {
		this.database = connections.exports().client();
		this.settings = settings;
	}

	/** Purges what is due, of every merchant. */
	@Scheduled(fixedDelayString = "${sluice.journal.retention-interval:10m}")
	Mono<Void> purge() {
		return Flux.defer(() -> Mono.justOrEmpty(this.settings.retention()).flatMapMany(this::purgeOlderThan))
			.then()
			.onErrorComplete(DataAccessResourceFailureException.class);
	}

	/** How far each merchant's journal was purged, batch by batch. */
	Flux<Long> purgeOlderThan(Duration age) {
		double seconds = age.toSeconds();
		return this.database.sql(DUE)
			.bind(0, seconds)
			.mapValue(UUID.class)
			.all()
			.collectList()
			.flatMapIterable((due) -> due)
			.concatMap((merchant) -> purge(merchant, seconds)
				.onErrorResume((error) -> !(error instanceof DataAccessResourceFailureException), (error) -> {
					log.warn("The journal of {} could not be purged and is tried again: {}", merchant,
							error.getMessage());
					return Mono.empty();
				}));
	}

	private Flux<Long> purge(UUID merchant, double age) {
		return batch(merchant, age).expand((purged) -> batch(merchant, age));
	}

	private Mono<Long> batch(UUID merchant, double age) {
		return this.database.sql(PURGE)
			.bind(0, merchant)
			.bind(1, age)
			.bind(2, this.settings.retentionBatch())
			.mapValue(Long.class)
			.one();
	}

}
