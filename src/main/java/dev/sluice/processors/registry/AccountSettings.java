package dev.sluice.processors.registry;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;
import org.springframework.util.unit.DataSize;

/**
 * The bounds of merchants' accounts ({@code sluice.processors.accounts.*}).
 *
 * @param maxPerMerchant how many accounts a merchant may have in a mode
 * @param knownFor how long what was read of a merchant's accounts counts, where nobody
 * tells that it was changed
 * @param maxKnown how much of memory is for what is known of accounts
 * @param checkTimeout how long a processor may take to say whether it knows credentials
 */
@ConfigurationProperties("sluice.processors.accounts")
public record AccountSettings(@DefaultValue("20") int maxPerMerchant, @DefaultValue("30s") Duration knownFor,
		@DefaultValue("16MB") DataSize maxKnown, @DefaultValue("10s") Duration checkTimeout) {

	private static final String PREFIX = "sluice.processors.accounts.";

	public AccountSettings {
		Assert.isTrue(maxPerMerchant > 0 && maxPerMerchant <= 100, PREFIX + "max-per-merchant must be 1 to 100");
		Assert.isTrue(!knownFor.isNegative() && knownFor.toMinutes() < 1,
				PREFIX + "known-for must be less than a minute");
		Assert.isTrue(maxKnown.toBytes() >= 0, PREFIX + "max-known must not be negative");
		Assert.isTrue(checkTimeout.isPositive() && checkTimeout.toMinutes() < 1,
				PREFIX + "check-timeout must be positive and less than a minute");
	}

}
