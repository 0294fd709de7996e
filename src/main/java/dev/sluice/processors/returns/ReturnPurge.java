package dev.sluice.processors.returns;

import dev.sluice.postgres.Connections;
import dev.sluice.roles.ConditionalOnRole;
import dev.sluice.roles.Role;
import reactor.core.publisher.Mono;

import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Forgets customers who were sent away long ago, and what they brought, in small batches.
 * Any instance may do it.
 */
@Component
@ConditionalOnRole(Role.HOUSEKEEPING)
class ReturnPurge {

	private static final String PURGE = """
			delete from processor_returns where ctid = any(array(
			  select ctid from processor_returns where created_at < now() - make_interval(secs => $1)
			   order by created_at limit $2 for update skip locked))""";

	private final DatabaseClient database;

	private final ReturnSettings settings;

	ReturnPurge(Connections connections, ReturnSettings settings) {
		this.database = connections.exports().client();
		this.settings = settings;
	}

	/** Forgets what is old, batch by batch. */
	@Scheduled(fixedDelayString = "${sluice.processors.returns.purge-interval:10m}")
	Mono<Void> purge() {
		return Mono
			.defer(() -> batch().expand((gone) -> (gone < this.settings.purgeBatch()) ? Mono.empty() : batch()).then())
			.onErrorComplete(DataAccessResourceFailureException.class);
	}

	private Mono<Long> batch() {
		return this.database.sql(PURGE)
			.bind(0, (double) this.settings.keptFor().toSeconds())
			.bind(1, this.settings.purgeBatch())
			.fetch()
			.rowsUpdated();
	}

}
