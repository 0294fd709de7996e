package dev.sluice.emulators.notices;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/**
 * How notices are sent ({@code sluice.emulators.notices.*}).
 *
 * @param pollInterval how often it is looked for some that nobody told of
 * @param maxUnderWay how many are under way at once
 * @param timeout how long the answer to one may take
 * @param attempts how often one is sent until it is given up
 * @param firstPause the pause before the second attempt; it doubles from then on
 * @param longestPause the longest one
 * @param maxWaiting how many may wait of all emulators together; the oldest are given up
 * @param shuffleWindow within which they change their order when they are shuffled
 * @param sslBundle the bundle of {@code spring.ssl.bundle.*} that says by whom those are
 * trusted who are told
 */
@ConfigurationProperties("sluice.emulators.notices")
record NoticeSettings(@DefaultValue("1s") Duration pollInterval, @DefaultValue("32") int maxUnderWay,
		@DefaultValue("5s") Duration timeout, @DefaultValue("16") int attempts,
		@DefaultValue("500ms") Duration firstPause, @DefaultValue("1h") Duration longestPause,
		@DefaultValue("100000") int maxWaiting, @DefaultValue("500ms") Duration shuffleWindow,
		@Nullable String sslBundle) {

	NoticeSettings {
		Assert.isTrue(pollInterval.isPositive(), "sluice.emulators.notices.poll-interval must be positive");
		Assert.isTrue(maxUnderWay > 0, "sluice.emulators.notices.max-under-way must be positive");
		Assert.isTrue(timeout.isPositive(), "sluice.emulators.notices.timeout must be positive");
		Assert.isTrue(attempts > 0, "sluice.emulators.notices.attempts must be positive");
		Assert.isTrue(firstPause.isPositive(), "sluice.emulators.notices.first-pause must be positive");
		Assert.isTrue(longestPause.isPositive(), "sluice.emulators.notices.longest-pause must be positive");
		Assert.isTrue(maxWaiting > 0, "sluice.emulators.notices.max-waiting must be positive");
		Assert.isTrue(!shuffleWindow.isNegative(), "sluice.emulators.notices.shuffle-window must not be negative");
	}

	/** The pause after as many attempts. */
	Duration pause(int made) {
		Duration pause = this.firstPause.multipliedBy(1L << Math.min(made - 1, 30));
		return (pause.compareTo(this.longestPause) < 0) ? pause : this.longestPause;
	}

}
