package dev.sluice.journal;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/**
 * The bounds of the journal ({@code sluice.journal.*}).
 *
 * @param appendTimeout how long an append may take
 * @param readTimeout how long a page may take between two entries
 * @param pollInterval how long a reader sleeps at the most without looking by itself
 * @param reconnectDelay after which a lost listening connection is opened again
 */
@ConfigurationProperties("sluice.journal")
record JournalSettings(@DefaultValue("10s") Duration appendTimeout, @DefaultValue("10s") Duration readTimeout,
		@DefaultValue("2s") Duration pollInterval, @DefaultValue("1s") Duration reconnectDelay) {

	JournalSettings {
		Assert.isTrue(pollInterval.isPositive(), "sluice.journal.poll-interval must be positive");
		Assert.isTrue(reconnectDelay.isPositive(), "sluice.journal.reconnect-delay must be positive");
	}

}
