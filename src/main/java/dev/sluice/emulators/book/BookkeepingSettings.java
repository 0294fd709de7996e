package dev.sluice.emulators.book;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/**
 * How emulators keep their books ({@code sluice.emulators.book.*}).
 *
 * @param seed from which ids are drawn, for runs that are to be alike; by chance where
 * there is none
 * @param databaseTimeout how long one unit of work may take
 * @param keptFor how long objects are kept
 * @param maxObjects how many objects are kept of all emulators together
 * @param keysKeptFor how long idempotency keys are remembered, unless by a vendor whose
 * time is another one
 * @param maxKeys how many of them are remembered of all emulators together
 * @param maxFamily how many objects one payment may have
 * @param sweepInterval how often it is looked for what is due
 * @param sweepSize how much of it is done in one go
 * @param purgeInterval how often old objects and keys are taken away
 */
@ConfigurationProperties("sluice.emulators.book")
public record BookkeepingSettings(@Nullable Long seed, @DefaultValue("10s") Duration databaseTimeout,
		@DefaultValue("30d") Duration keptFor, @DefaultValue("1000000") long maxObjects,
		@DefaultValue("24h") Duration keysKeptFor, @DefaultValue("1000000") long maxKeys,
		@DefaultValue("500") int maxFamily, @DefaultValue("250ms") Duration sweepInterval,
		@DefaultValue("100") int sweepSize, @DefaultValue("10m") Duration purgeInterval) {

	public BookkeepingSettings {
		Assert.isTrue(databaseTimeout.isPositive(), "sluice.emulators.book.database-timeout must be positive");
		Assert.isTrue(keptFor.isPositive(), "sluice.emulators.book.kept-for must be positive");
		Assert.isTrue(maxObjects > 0, "sluice.emulators.book.max-objects must be positive");
		Assert.isTrue(keysKeptFor.isPositive(), "sluice.emulators.book.keys-kept-for must be positive");
		Assert.isTrue(maxKeys > 0, "sluice.emulators.book.max-keys must be positive");
		Assert.isTrue(maxFamily > 0, "sluice.emulators.book.max-family must be positive");
		Assert.isTrue(sweepInterval.isPositive(), "sluice.emulators.book.sweep-interval must be positive");
		Assert.isTrue(sweepSize > 0, "sluice.emulators.book.sweep-size must be positive");
		Assert.isTrue(purgeInterval.isPositive(), "sluice.emulators.book.purge-interval must be positive");
	}

}
