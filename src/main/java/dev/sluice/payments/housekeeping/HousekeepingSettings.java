package dev.sluice.payments.housekeeping;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/**
 * What is done from time to time ({@code sluice.housekeeping.*}).
 *
 * @param interval how often it is looked for something to do
 * @param lease how long one instance does it alone
 * @param batch how much is done in one step
 * @param keyRetention how long an idempotency key is kept after its operation has ended;
 * a day at least
 * @param statisticsInterval how often it is looked whether a table has become several
 * times as large as PostgreSQL knows, and is to be analyzed
 */
@ConfigurationProperties("sluice.housekeeping")
record HousekeepingSettings(@DefaultValue("30s") Duration interval, @DefaultValue("20s") Duration lease,
		@DefaultValue("500") int batch, @DefaultValue("48h") Duration keyRetention,
		@DefaultValue("2s") Duration statisticsInterval) {

	private static final Duration LEAST_RETENTION = Duration.ofHours(24);

	HousekeepingSettings {
		Assert.isTrue(interval.isPositive(), "sluice.housekeeping.interval must be positive");
		Assert.isTrue(lease.isPositive(), "sluice.housekeeping.lease must be positive");
		Assert.isTrue(batch > 0, "sluice.housekeeping.batch must be positive");
		Assert.isTrue(keyRetention.compareTo(LEAST_RETENTION) >= 0,
				"sluice.housekeeping.key-retention must be at least 24h");
		Assert.isTrue(statisticsInterval.isPositive(), "sluice.housekeeping.statistics-interval must be positive");
	}

}
