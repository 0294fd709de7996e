package dev.sluice.emulators.adyen;

import java.time.Duration;

import dev.sluice.emulators.adyen.ledger.Timing;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/**
 * How the emulator of Adyen behaves ({@code sluice.emulators.adyen.*}).
 *
 * @param atRoot whether it is at {@code /v72} too, where nothing else is
 * @param pendingDelay after which a payment that was only received is authorised
 * @param modificationDelay after which a capture, a cancellation or a refund is decided
 * @param failureDelay after which what was done turns out to have failed
 * @param disputeDelay after which a cardholder disputes, and each step of that
 * @param challengeValidity how long a shopper may take on the page of the bank
 * @param authorisationValidity how long an authorisation holds
 * @param keysKeptFor how long idempotency keys are remembered
 * @param maxAccounts how many merchant accounts can have settings of their own
 */
@ConfigurationProperties("sluice.emulators.adyen")
record AdyenEmulatorSettings(@DefaultValue("false") boolean atRoot, @DefaultValue("2s") Duration pendingDelay,
		@DefaultValue("500ms") Duration modificationDelay, @DefaultValue("2s") Duration failureDelay,
		@DefaultValue("2s") Duration disputeDelay, @DefaultValue("15m") Duration challengeValidity,
		@DefaultValue("28d") Duration authorisationValidity, @DefaultValue("31d") Duration keysKeptFor,
		@DefaultValue("1000") int maxAccounts) {

	AdyenEmulatorSettings {
		Assert.isTrue(!pendingDelay.isNegative(), "sluice.emulators.adyen.pending-delay must not be negative");
		Assert.isTrue(!modificationDelay.isNegative(),
				"sluice.emulators.adyen.modification-delay must not be negative");
		Assert.isTrue(!failureDelay.isNegative(), "sluice.emulators.adyen.failure-delay must not be negative");
		Assert.isTrue(!disputeDelay.isNegative(), "sluice.emulators.adyen.dispute-delay must not be negative");
		Assert.isTrue(challengeValidity.isPositive(), "sluice.emulators.adyen.challenge-validity must be positive");
		Assert.isTrue(authorisationValidity.isPositive(),
				"sluice.emulators.adyen.authorisation-validity must be positive");
		Assert.isTrue(keysKeptFor.isPositive(), "sluice.emulators.adyen.keys-kept-for must be positive");
		Assert.isTrue(maxAccounts > 0, "sluice.emulators.adyen.max-accounts must be positive");
	}

	Timing timing() {
		return new Timing(this.pendingDelay, this.modificationDelay, this.failureDelay, this.disputeDelay,
				this.challengeValidity, this.authorisationValidity);
	}

}
