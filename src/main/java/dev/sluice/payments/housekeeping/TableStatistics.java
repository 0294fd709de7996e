package dev.sluice.payments.housekeeping;

import dev.sluice.payments.leases.JobLeases;
import dev.sluice.postgres.Connections;
import dev.sluice.roles.ConditionalOnRole;
import dev.sluice.roles.Role;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Has PostgreSQL look again at tables that have become several times as large. By itself
 * it does so about once a minute. Until then a connection keeps the plans that it made
 * for a few rows, while a new gateway under load may write a hundred thousand of them.
 * One instance at a time sees to it.
 */
@Component
@ConditionalOnRole(Role.HOUSEKEEPING)
class TableStatistics {

	private static final Logger log = LoggerFactory.getLogger(TableStatistics.class);

	/**
	 * From a size on at which plans differ, to one from which on a look takes long. They
	 * are the gateway's own, as far as they are its user's to look at. How large a table
	 * is takes a look at its files, so it is asked of those alone that have grown.
	 */
	private static final String GROWN = """
			with grown as materialized (
			  select pg_class.oid, pg_namespace.nspname, pg_class.relname
			    from pg_class join pg_namespace on pg_namespace.oid = pg_class.relnamespace
			   where pg_class.relkind = 'r'
			     and pg_stat_get_live_tuples(pg_class.oid) > 500 + 3 * greatest(pg_class.reltuples, 0)
			     and pg_namespace.nspname in (current_schema(), 'simulator', 'emulators')
			     and pg_has_role(pg_class.relowner, 'usage'))
			select format('%I.%I', nspname, relname) from grown where pg_table_size(oid) < 256 * 1024 * 1024""";

	private final DatabaseClient database;

	private final JobLeases leases;

	private final HousekeepingSettings settings;

	TableStatistics(Connections connections, JobLeases leases, HousekeepingSettings settings) {
		this.database = connections.exports().client();
		this.leases = leases;
		this.settings = settings;
	}

	/** A table that cannot be looked at holds up no other. */
	@Scheduled(fixedDelayString = "${sluice.housekeeping.statistics-interval:2s}")
	Mono<Void> renew() {
		return Mono.defer(() -> grown().collectList())
			.filter((tables) -> !tables.isEmpty())
			.filterWhen((tables) -> this.leases.take("table-statistics", this.settings.statisticsInterval()))
			.flatMapIterable((tables) -> tables)
			.concatMap((table) -> analyze(table).onErrorResume((error) -> failed(table, error)))
			.onErrorResume((error) -> failed("Tables", error))
			.then();
	}

	private Flux<String> grown() {
		return this.database.sql(GROWN).mapValue(String.class).all();
	}

	/** What somebody else works on is left to him. */
	private Mono<Void> analyze(String table) {
		return this.database.sql("analyze (skip_locked) " + table).then();
	}

	private static <T> Mono<T> failed(String table, Throwable error) {
		log.debug("{} could not be analyzed and may be planned for as if few rows were there", table, error);
		return Mono.empty();
	}

}
