package dev.sluice.payments.leases;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/**
 * How what is due is watched ({@code sluice.operations.*}).
 *
 * @param dueInterval how often it is looked how much is due, and since when
 * @param dueCount how many are counted at the most
 */
@ConfigurationProperties("sluice.operations")
record DueSettings(@DefaultValue("10s") Duration dueInterval, @DefaultValue("100000") int dueCount) {

	DueSettings {
		Assert.isTrue(dueInterval.isPositive(), "sluice.operations.due-interval must be positive");
		Assert.isTrue(dueCount > 0, "sluice.operations.due-count must be positive");
	}

}
