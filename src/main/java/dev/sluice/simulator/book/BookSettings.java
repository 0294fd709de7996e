package dev.sluice.simulator.book;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/**
 * How the book is kept ({@code sluice.simulator.*}).
 *
 * @param slowDelay after which the slow card answers
 * @param sweepInterval how often it is looked for operations that are due: pending ones,
 * and challenges that nobody answered
 * @param sweepSize how many of either are ended in one go
 * @param databaseTimeout how long one unit of work may take
 * @param bookPage how many lines of the book are read at once
 */
@ConfigurationProperties("sluice.simulator")
record BookSettings(@DefaultValue("15s") Duration slowDelay, @DefaultValue("250ms") Duration sweepInterval,
		@DefaultValue("100") int sweepSize, @DefaultValue("10s") Duration databaseTimeout,
		@DefaultValue("1000") int bookPage) {

	BookSettings {
		Assert.isTrue(!slowDelay.isNegative(), "sluice.simulator.slow-delay must not be negative");
		Assert.isTrue(sweepInterval.isPositive(), "sluice.simulator.sweep-interval must be positive");
		Assert.isTrue(sweepSize > 0, "sluice.simulator.sweep-size must be positive");
		Assert.isTrue(databaseTimeout.isPositive(), "sluice.simulator.database-timeout must be positive");
		Assert.isTrue(bookPage > 0, "sluice.simulator.book-page must be positive");
	}

}
