package dev.sluice.simulator;

import java.net.URI;
import java.time.Duration;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/**
 * How the simulator behaves ({@code sluice.simulator.*}).
 *
 * @param enabled whether it is there at all; set by itself in demo mode
 * @param secret the bearer token of its callers
 * @param callbackSecret the key that its callbacks are signed with
 * @param publicUrl where browsers find it, such as {@code https://simulator.example}; the
 * address of the request where none is set
 * @param pendingDelay after which a pending operation is approved
 * @param challengeValidity after which a challenge that nobody answered is declined
 * @param slowDelay after which the slow card answers
 * @param sweepInterval how often it is looked for operations that are due: pending ones,
 * and challenges that nobody answered
 * @param sweepSize how many of either are ended in one go
 * @param databaseTimeout how long one unit of work may take
 * @param bookPage how many lines of the book are read at once
 * @param maxTrackedOperations for how many operations attempts are counted
 * @param maxPendingCallbacks how many callbacks may be waiting or under way; what comes
 * on top is dropped
 * @param maxCallbackConnections how many callbacks are under way at once
 * @param callbackTimeout how long the answer to a callback may take
 * @param callbackRetries how often a callback without a 2xx answer is repeated
 * @param callbackBackoff the pause before the first repeat; it doubles from then on
 * @param shuffleWindow within which callbacks change their order when they are shuffled
 */
@ConfigurationProperties("sluice.simulator")
record SimulationSettings(@DefaultValue("false") boolean enabled, @DefaultValue("") String secret,
		@DefaultValue("") String callbackSecret, @Nullable URI publicUrl, @DefaultValue("2s") Duration pendingDelay,
		@DefaultValue("15m") Duration challengeValidity, @DefaultValue("15s") Duration slowDelay,
		@DefaultValue("250ms") Duration sweepInterval, @DefaultValue("100") int sweepSize,
		@DefaultValue("10s") Duration databaseTimeout, @DefaultValue("1000") int bookPage,
		@DefaultValue("100000") int maxTrackedOperations, @DefaultValue("10000") int maxPendingCallbacks,
		@DefaultValue("32") int maxCallbackConnections, @DefaultValue("5s") Duration callbackTimeout,
		@DefaultValue("5") int callbackRetries, @DefaultValue("200ms") Duration callbackBackoff,
		@DefaultValue("500ms") Duration shuffleWindow) {

	SimulationSettings {
		Assert.isTrue(!enabled || !secret.isEmpty(), "sluice.simulator.secret must be set");
		Assert.isTrue(!enabled || !callbackSecret.isEmpty(), "sluice.simulator.callback-secret must be set");
		notNegative(pendingDelay, "pending-delay");
		positive(challengeValidity, "challenge-validity");
		notNegative(slowDelay, "slow-delay");
		positive(sweepInterval, "sweep-interval");
		positive(sweepSize, "sweep-size");
		positive(databaseTimeout, "database-timeout");
		positive(bookPage, "book-page");
		positive(maxTrackedOperations, "max-tracked-operations");
		positive(maxPendingCallbacks, "max-pending-callbacks");
		positive(maxCallbackConnections, "max-callback-connections");
		positive(callbackTimeout, "callback-timeout");
		Assert.isTrue(callbackRetries >= 0, "sluice.simulator.callback-retries must not be negative");
		positive(callbackBackoff, "callback-backoff");
		notNegative(shuffleWindow, "shuffle-window");
	}

	private static void positive(Duration value, String name) {
		Assert.isTrue(value.isPositive(), () -> "sluice.simulator." + name + " must be positive");
	}

	private static void positive(int value, String name) {
		Assert.isTrue(value > 0, () -> "sluice.simulator." + name + " must be positive");
	}

	private static void notNegative(Duration value, String name) {
		Assert.isTrue(!value.isNegative(), () -> "sluice.simulator." + name + " must not be negative");
	}

	@Override
	public String toString() {
		return "SimulationSettings[enabled=" + this.enabled + ", publicUrl=" + this.publicUrl + "]";
	}

}
