package dev.sluice.simulator.book;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/**
 * How long operations may wait ({@code sluice.simulator.*}).
 *
 * @param pendingDelay after which a pending operation is approved
 * @param challengeValidity after which a challenge that nobody answered is declined
 */
@ConfigurationProperties("sluice.simulator")
public record DeadlineSettings(@DefaultValue("2s") Duration pendingDelay,
		@DefaultValue("15m") Duration challengeValidity) {

	public DeadlineSettings {
		Assert.isTrue(!pendingDelay.isNegative(), "sluice.simulator.pending-delay must not be negative");
		Assert.isTrue(challengeValidity.isPositive(), "sluice.simulator.challenge-validity must be positive");
	}

}
