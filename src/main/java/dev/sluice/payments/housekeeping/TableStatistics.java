package dev.sluice.payments.housekeeping;

import dev.sluice.postgres.Connections;
import dev.sluice.roles.ConditionalOnRole;
import dev.sluice.roles.Role;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Has PostgreSQL look again at tables that have become several times as large. By itself
 * it does so about once a minute. Until then a connection keeps the plans that it made
 * for a few rows, while a new gateway under load may write a hundred thousand of them.
 */
@Component
@ConditionalOnRole(Role.HOUSEKEEPING)
class TableStatistics {

	private static final Logger log = LoggerFactory.getLogger(TableStatistics.class);

	/** Those that are its user's to look at, from a size on at which plans differ. */
	private static final String GROWN = """
			select format('%I.%I', grown.schemaname, grown.relname)
			  from pg_stat_user_tables grown join pg_class on pg_class.oid = grown.relid
			 where grown.n_live_tup > 500 + 3 * greatest(pg_class.reltuples, 0)
			   and pg_class.relpersistence <> 't' and pg_has_role(pg_class.relowner, 'usage')""";

	private final DatabaseClient database;

	TableStatistics(Connections connections) {
		this.database = connections.exports().client();
	}

	/** One that somebody else looks at is left to him. */
	@Scheduled(fixedDelayString = "${sluice.housekeeping.statistics-interval:2s}")
	Mono<Void> renew() {
		return Mono.defer(this::renewWhereGrown).onErrorResume((error) -> {
			log.debug("Tables that have grown could not be analyzed", error);
			return Mono.empty();
		});
	}

	private Mono<Void> renewWhereGrown() {
		return this.database.sql(GROWN)
			.mapValue(String.class)
			.all()
			.collectList()
			.filter((tables) -> !tables.isEmpty())
			.flatMap((tables) -> this.database.sql("analyze (skip_locked) " + String.join(", ", tables)).then());
	}

}
