package dev.sluice.processors.notifications;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;
import org.springframework.util.unit.DataSize;

/**
 * How processors' notifications are dealt with
 * ({@code sluice.processors.notifications.*}).
 *
 * @param atOnce how many an instance applies at the same time as they come
 * @param readAtOnce how many an instance reads at the same time; half of them of one
 * account
 * @param lease for how long one that is being applied is left alone
 * @param longestPause between two attempts to apply one
 * @param maxSize how large one may be; Stripe's of disputes have evidence of 150,000
 * characters
 * @param batch how many that nobody has applied are taken over at once
 * @param awaitCharge for how long a dispute is kept whose charge no payment is known to
 * have, since that may not have been heard of yet
 * @param keptFor how long they are kept, so that a repeat is known
 */
@ConfigurationProperties("sluice.processors.notifications")
record NotificationSettings(@DefaultValue("64") int atOnce, @DefaultValue("24") int readAtOnce,
		@DefaultValue("1m") Duration lease, @DefaultValue("1h") Duration longestPause,
		@DefaultValue("1MB") DataSize maxSize, @DefaultValue("50") int batch, @DefaultValue("7d") Duration awaitCharge,
		@DefaultValue("30d") Duration keptFor) {

	NotificationSettings {
		Assert.isTrue(atOnce > 0, "sluice.processors.notifications.at-once must be positive");
		Assert.isTrue(readAtOnce > 0, "sluice.processors.notifications.read-at-once must be positive");
		Assert.isTrue(batch > 0, "sluice.processors.notifications.batch must be positive");
		Assert.isTrue(maxSize.toBytes() > 0 && maxSize.toMegabytes() <= 16,
				"sluice.processors.notifications.max-size must be positive and at most 16MB");
		Assert.isTrue(lease.isPositive(), "sluice.processors.notifications.lease must be positive");
		Assert.isTrue(longestPause.compareTo(lease) >= 0,
				"sluice.processors.notifications.longest-pause must not be shorter than its lease");
		Assert.isTrue(keptFor.compareTo(awaitCharge) > 0,
				"sluice.processors.notifications.kept-for must be longer than its await-charge");
		Assert.isTrue(keptFor.compareTo(longestPause) > 0,
				"sluice.processors.notifications.kept-for must be longer than its longest-pause");
	}

}
