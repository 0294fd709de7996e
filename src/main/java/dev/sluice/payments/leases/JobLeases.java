package dev.sluice.payments.leases;

import java.time.Duration;

import dev.sluice.postgres.Connections;
import reactor.core.publisher.Mono;

import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;

/** Lets one instance do a job that any of them could do. */
@Component
public class JobLeases {

	private static final String TAKE = """
			insert into job_leases (job, leased_until) values ($1, now() + make_interval(secs => $2))
			on conflict (job) do update set leased_until = excluded.leased_until
			  where job_leases.leased_until <= now()""";

	private final DatabaseClient database;

	JobLeases(Connections connections) {
		this.database = connections.exports().client();
	}

	/** Whether the job is this instance's for so long; never empty. */
	public Mono<Boolean> take(String job, Duration lease) {
		return this.database.sql(TAKE)
			.bind(0, job)
			.bind(1, PendingOperations.seconds(lease))
			.fetch()
			.rowsUpdated()
			.map((rows) -> rows == 1);
	}

}
