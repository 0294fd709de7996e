package dev.sluice.destinations.registry;

import java.time.Duration;

import dev.sluice.testing.SluiceTest;
import dev.sluice.testing.TestMerchant;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.r2dbc.core.DatabaseClient;

/** What is known of what was sent, for some days. */
@SluiceTest
class DeliveriesTests {

	private final DatabaseClient database;

	private final TestMerchant merchant;

	DeliveriesTests(@Autowired DatabaseClient database) {
		this.database = database;
		this.merchant = TestMerchant.create(database);
	}

	/** Another job may be about some of it at the same moment. */
	@Test
	void areLetGoOfWhenTheyAreOldAndNotBefore(@Autowired DeliveryPurge purge) {
		send(1200, "8 days");
		send(3, "6 days");

		Awaitility.await().until(() -> {
			var _ = purge.purgeOlderThan(Duration.ofDays(7)).block();
			return this.merchant.rows(this.database, "deliveries") == 3;
		});
	}

	private void send(int count, String ago) {
		this.database
			.sql("""
					insert into deliveries (merchant_id, destination_id, delivery_id, position, attempt, outcome, millis, sent_at)
					select $1, $1, gen_random_uuid(), n, 1, 'delivered', 5, now() - $3::interval
					  from generate_series(1, $2) n""")
			.bind(0, this.merchant.id())
			.bind(1, count)
			.bind(2, ago)
			.then()
			.block();
	}

}
