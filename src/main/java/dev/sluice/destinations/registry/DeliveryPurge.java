package dev.sluice.destinations.registry;

import java.time.Duration;

import dev.sluice.postgres.Connections;
import dev.sluice.roles.ConditionalOnRole;
import dev.sluice.roles.Role;
import reactor.core.publisher.Mono;

import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Lets go, after some days and in small batches, of what is known of what was sent. Any
 * instance may do it.
 */
@Component
@ConditionalOnRole(Role.HOUSEKEEPING)
class DeliveryPurge {

	private static final String PURGE = """
			delete from deliveries where ctid in
			  (select ctid from deliveries where sent_at < now() - make_interval(secs => $1)
			    limit $2 for update skip locked)""";

	private final DatabaseClient database;

	private final DestinationSettings settings;

	DeliveryPurge(Connections connections, DestinationSettings settings) {
		this.database = connections.exports().client();
		this.settings = settings;
	}

	/** Lets go of what is old, batch by batch. */
	@Scheduled(fixedDelayString = "${sluice.destinations.delivery-purge-interval:10m}")
	Mono<Void> purge() {
		return Mono.defer(() -> purgeOlderThan(this.settings.deliveryRetention()))
			.then()
			.onErrorComplete(DataAccessResourceFailureException.class);
	}

	/** How many those were. */
	Mono<Long> purgeOlderThan(Duration age) {
		int size = this.settings.deliveryPurgeBatch();
		Mono<Long> batch = this.database.sql(PURGE)
			.bind(0, (double) age.toSeconds())
			.bind(1, size)
			.fetch()
			.rowsUpdated();
		return batch.expand((purged) -> (purged < size) ? Mono.empty() : batch).reduce(0L, Long::sum);
	}

}
