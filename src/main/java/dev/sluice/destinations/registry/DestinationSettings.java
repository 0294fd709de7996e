package dev.sluice.destinations.registry;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/**
 * The bounds of destinations ({@code sluice.destinations.*}).
 *
 * @param maxPerMerchant how many destinations a merchant may have in a mode
 * @param maxRedelivered how many positions may be sent again by one request, and how many
 * events may be held before it
 * @param deliveryRetention how long it is known what was sent, and what came of it
 * @param deliveryPurgeBatch how many of those are let go of in one step
 */
@ConfigurationProperties("sluice.destinations")
public record DestinationSettings(@DefaultValue("100") int maxPerMerchant, @DefaultValue("1000") int maxRedelivered,
		@DefaultValue("7d") Duration deliveryRetention, @DefaultValue("500") int deliveryPurgeBatch) {

	public DestinationSettings {
		Assert.isTrue(maxPerMerchant > 0 && maxPerMerchant <= 1000,
				"sluice.destinations.max-per-merchant must be 1 to 1000");
		Assert.isTrue(maxRedelivered > 0 && maxRedelivered <= 10_000,
				"sluice.destinations.max-redelivered must be 1 to 10000");
		Assert.isTrue(deliveryRetention.isPositive(), "sluice.destinations.delivery-retention must be positive");
		Assert.isTrue(deliveryPurgeBatch > 0, "sluice.destinations.delivery-purge-batch must be positive");
	}

}
