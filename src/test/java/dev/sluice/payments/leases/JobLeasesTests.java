package dev.sluice.payments.leases;

import java.time.Duration;
import java.util.UUID;

import dev.sluice.testing.SluiceTest;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.r2dbc.core.DatabaseClient;

import static org.assertj.core.api.Assertions.assertThat;

/** Who does a job that any instance could do. */
@SluiceTest
class JobLeasesTests {

	@Autowired
	private DatabaseClient database;

	@Autowired
	private JobLeases leases;

	@Test
	void givesAJobToOneInstanceAtATime() {
		String job = "job-" + UUID.randomUUID();

		assertThat(take(job, Duration.ofHours(1))).isTrue();
		assertThat(take(job, Duration.ofHours(1))).isFalse();

		this.database.sql("update job_leases set leased_until = now() where job = $1").bind(0, job).then().block();
		assertThat(take(job, Duration.ofHours(1))).isTrue();
	}

	private @Nullable Boolean take(String job, Duration lease) {
		return this.leases.take(job, lease).block();
	}

}
