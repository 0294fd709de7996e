package dev.sluice.payments;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

import reactor.core.publisher.Mono;

import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;

/** Lets one instance do a job that any of them could do. */
@Component
class JobLeases {

	private static final String TAKE = """
			insert into job_leases (job, leased_until) values ($1, $3)
			on conflict (job) do update set leased_until = excluded.leased_until where job_leases.leased_until <= $2""";

	private final DatabaseClient database;

	private final Clock clock;

	JobLeases(DatabaseClient database, Clock clock) {
		this.database = database;
		this.clock = clock;
	}

	/** Whether the job is this instance's for so long; never empty. */
	Mono<Boolean> take(String job, Duration lease) {
		Instant now = this.clock.instant();
		return this.database.sql(TAKE)
			.bind(0, job)
			.bind(1, now)
			.bind(2, now.plus(lease))
			.fetch()
			.rowsUpdated()
			.map((rows) -> rows == 1);
	}

}
