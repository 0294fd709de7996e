package dev.sluice.emulators.stripe.life;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/**
 * After which time things end by themselves, or are found
 * ({@code sluice.emulators.stripe.*}).
 *
 * @param authorizationLasts how long an authorization can be captured
 * @param balanceAfter when a charge that is captured asynchronously has its balance
 * transaction
 * @param refundEndsAfter when a refund that is pending has ended, or one has failed
 * @param disputeOpensAfter when a charge is disputed; zero for at once, with the charge
 * @param disputeDecidedAfter when a dispute with evidence is decided
 * @param searchBehind how long a new payment is not found by a search
 */
@ConfigurationProperties("sluice.emulators.stripe")
public record Terms(@DefaultValue("7d") Duration authorizationLasts, @DefaultValue("1s") Duration balanceAfter,
		@DefaultValue("2s") Duration refundEndsAfter, @DefaultValue("0s") Duration disputeOpensAfter,
		@DefaultValue("1s") Duration disputeDecidedAfter, @DefaultValue("0s") Duration searchBehind) {

	public Terms {
		Assert.isTrue(authorizationLasts.isPositive(), "sluice.emulators.stripe.authorization-lasts must be positive");
		Assert.isTrue(!balanceAfter.isNegative(), "sluice.emulators.stripe.balance-after must not be negative");
		Assert.isTrue(!refundEndsAfter.isNegative(), "sluice.emulators.stripe.refund-ends-after must not be negative");
		Assert.isTrue(!disputeOpensAfter.isNegative(),
				"sluice.emulators.stripe.dispute-opens-after must not be negative");
		Assert.isTrue(!disputeDecidedAfter.isNegative(),
				"sluice.emulators.stripe.dispute-decided-after must not be negative");
		Assert.isTrue(!searchBehind.isNegative(), "sluice.emulators.stripe.search-behind must not be negative");
	}

}
