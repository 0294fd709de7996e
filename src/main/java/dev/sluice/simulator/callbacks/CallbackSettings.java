package dev.sluice.simulator.callbacks;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/**
 * How callbacks are sent ({@code sluice.simulator.*}).
 *
 * @param callbackSecret the key that they are signed with
 * @param maxPendingCallbacks how many callbacks may be waiting or under way; what comes
 * on top is dropped
 * @param maxCallbackConnections how many callbacks are under way at once
 * @param callbackTimeout how long the answer to a callback may take
 * @param callbackRetries how often a callback without a 2xx answer is repeated
 * @param callbackBackoff the pause before the first repeat; it doubles from then on
 * @param callbackSslBundle the bundle of {@code spring.ssl.bundle.*} that says by whom
 * those are trusted who are called back, and who the simulator is to them
 * @param shuffleWindow within which callbacks change their order when they are shuffled
 */
@ConfigurationProperties("sluice.simulator")
record CallbackSettings(@DefaultValue("") String callbackSecret, @DefaultValue("10000") int maxPendingCallbacks,
		@DefaultValue("32") int maxCallbackConnections, @DefaultValue("5s") Duration callbackTimeout,
		@DefaultValue("5") int callbackRetries, @DefaultValue("200ms") Duration callbackBackoff,
		@Nullable String callbackSslBundle, @DefaultValue("500ms") Duration shuffleWindow) {

	CallbackSettings {
		Assert.isTrue(maxPendingCallbacks > 0, "sluice.simulator.max-pending-callbacks must be positive");
		Assert.isTrue(maxCallbackConnections > 0, "sluice.simulator.max-callback-connections must be positive");
		Assert.isTrue(callbackTimeout.isPositive(), "sluice.simulator.callback-timeout must be positive");
		Assert.isTrue(callbackRetries >= 0, "sluice.simulator.callback-retries must not be negative");
		Assert.isTrue(callbackBackoff.isPositive(), "sluice.simulator.callback-backoff must be positive");
		Assert.isTrue(!shuffleWindow.isNegative(), "sluice.simulator.shuffle-window must not be negative");
	}

	@Override
	public String toString() {
		return "CallbackSettings[maxPendingCallbacks=" + this.maxPendingCallbacks + "]";
	}

}
