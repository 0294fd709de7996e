package dev.sluice.warmup;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/**
 * How an instance gets warm before it says that it can serve ({@code sluice.warm-up.*}).
 *
 * @param enabled whether it does; where nothing is said, with a database of one's own
 * @param time after which the rehearsal ends in any case
 * @param requests after how many it ends
 */
@ConfigurationProperties("sluice.warm-up")
record WarmUpSettings(@Nullable Boolean enabled, @DefaultValue("10s") Duration time,
		@DefaultValue("50000") int requests) {

	WarmUpSettings {
		Assert.isTrue(time.isPositive(), "sluice.warm-up.time must be positive");
		Assert.isTrue(requests > 0, "sluice.warm-up.requests must be positive");
	}

}
