package dev.sluice.processors.notifications;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/**
 * How processors' notifications are dealt with
 * ({@code sluice.processors.notifications.*}).
 *
 * @param atOnce how many an instance applies at the same time as they come
 * @param lease for how long one that is being applied is left alone
 * @param longestPause between two attempts to apply one
 * @param batch how many that nobody has applied are taken over at once
 * @param awaitCharge for how long a dispute is kept whose charge no payment is known to
 * have, since that may not have been heard of yet
 * @param keptFor how long they are kept, so that a repeat is known
 */
@ConfigurationProperties("sluice.processors.notifications")
record NotificationSettings(@DefaultValue("64") int atOnce, @DefaultValue("1m") Duration lease,
		@DefaultValue("1h") Duration longestPause, @DefaultValue("50") int batch,
		@DefaultValue("1d") Duration awaitCharge, @DefaultValue("30d") Duration keptFor) {

	NotificationSettings {
		Assert.isTrue(atOnce > 0, "sluice.processors.notifications.at-once must be positive");
		Assert.isTrue(batch > 0, "sluice.processors.notifications.batch must be positive");
		Assert.isTrue(lease.isPositive(), "sluice.processors.notifications.lease must be positive");
		Assert.isTrue(longestPause.compareTo(lease) >= 0,
				"sluice.processors.notifications.longest-pause must not be shorter than its lease");
		Assert.isTrue(keptFor.compareTo(awaitCharge) > 0,
				"sluice.processors.notifications.kept-for must be longer than its await-charge");
		Assert.isTrue(keptFor.compareTo(longestPause) > 0,
				"sluice.processors.notifications.kept-for must be longer than its longest-pause");
	}

}
