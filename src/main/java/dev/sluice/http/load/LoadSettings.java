package dev.sluice.http.load;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/**
 * How much an instance takes on at once ({@code sluice.load.*}).
 *
 * @param maxRequests how many requests below {@code /v1} may be under way, streams that
 * have begun left aside; one for each 32 kB of the heap where nothing is said
 * @param maxLag for how long what is ready may wait for its thread, again and again
 * @param lookInterval how often that is looked at
 * @param lists from which part of either on no list is begun, in percent
 * @param exports from which part on no export is, in percent; less than for lists
 */
@ConfigurationProperties("sluice.load")
record LoadSettings(@Nullable Integer maxRequests, @DefaultValue("500ms") Duration maxLag,
		@DefaultValue("100ms") Duration lookInterval, @DefaultValue("75") int lists, @DefaultValue("50") int exports) {

	private static final int BYTES_OF_A_REQUEST = 32 * 1024;

	LoadSettings {
		Assert.isTrue(maxRequests == null || maxRequests > 0, "sluice.load.max-requests must be positive");
		Assert.isTrue(maxLag.isPositive(), "sluice.load.max-lag must be positive");
		Assert.isTrue(lookInterval.toMillis() >= 1 && lookInterval.toSeconds() < 10,
				"sluice.load.look-interval must be at least 1ms and less than 10s");
		Assert.isTrue(exports > 0 && exports <= lists && lists <= 100,
				"sluice.load.exports must be positive and at most sluice.load.lists, and that at most 100");
	}

	int requests() {
		return (this.maxRequests != null) ? this.maxRequests
				: Math.toIntExact(Math.min(Integer.MAX_VALUE, Runtime.getRuntime().maxMemory() / BYTES_OF_A_REQUEST));
	}

	/** From which part of what an instance takes on it turns such requests away. */
	double bearable(Urgency urgency) {
		return switch (urgency) {
			case EXPORT -> this.exports / 100.0;
			case LIST -> this.lists / 100.0;
			case PAYMENT -> 1;
		};
	}

}
