package dev.sluice.payments;

import java.time.Duration;
import java.util.UUID;

import dev.sluice.testing.SluiceTest;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.r2dbc.core.DatabaseClient;

import static org.assertj.core.api.Assertions.assertThat;

/** What is forgotten in time, and who sees to it. */
@SluiceTest
class HousekeepingTests {

	@Autowired
	private DatabaseClient database;

	@Autowired
	private IdempotencyKeys keys;

	@Autowired
	private JobLeases leases;

	@Test
	void forgetsOldKeysInBatchesAndKeepsTheOthers() {
		UUID merchant = UUID.randomUUID();
		this.database.sql("""
				insert into idempotency_keys (merchant_id, key, request, payment_id, operation_id, created_at)
				select $1, 'key-' || n, '{}', gen_random_uuid(), gen_random_uuid(), now() - make_interval(hours => n)
				  from generate_series(20, 29) n""").bind(0, merchant).then().block();

		assertThat(this.keys.purge(Duration.ofHours(24), 4).block()).isEqualTo(4);
		assertThat(this.keys.purge(Duration.ofHours(24), 4).block()).isEqualTo(2);

		assertThat(this.database.sql("select count(*) from idempotency_keys where merchant_id = $1")
			.bind(0, merchant)
			.mapValue(Long.class)
			.one()
			.block()).isEqualTo(4);
	}

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
