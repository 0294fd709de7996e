package dev.sluice.journal.pressure;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/**
 * When an instance that has no room for more appends is not ready
 * ({@code sluice.journal.pressure.*}).
 *
 * @param full from which part of the queue on it counts as full, in percent
 * @param relief below which part it is ready at once, in percent
 * @param patience for how long it must be full
 * @param rest for how long it is not ready at the most, until it tries again
 * @param turns how many such times there are from one of an instance's own to the next;
 * where all instances are full at once they are not to leave together. 0 for none, which
 * is best for an instance that is the only one
 */
@ConfigurationProperties("sluice.journal.pressure")
record PressureSettings(@DefaultValue("90") int full, @DefaultValue("50") int relief,
		@DefaultValue("5s") Duration patience, @DefaultValue("15s") Duration rest, @DefaultValue("8") int turns) {

	private static final String PREFIX = "sluice.journal.pressure.";

	PressureSettings {
		Assert.isTrue(full > 0 && full <= 100, PREFIX + "full must be 1 to 100");
		Assert.isTrue(relief > 0 && relief <= full, PREFIX + "relief must be positive and at most that of full");
		Assert.isTrue(!patience.isNegative(), PREFIX + "patience must not be negative");
		Assert.isTrue(rest.isPositive(), PREFIX + "rest must be positive");
		Assert.isTrue(turns >= 0, PREFIX + "turns must not be negative");
	}

}
