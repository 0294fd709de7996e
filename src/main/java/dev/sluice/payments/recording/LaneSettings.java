package dev.sluice.payments.recording;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/**
 * How many wait for one payment ({@code sluice.payments.*}).
 *
 * @param queueSize how many changes of one payment may be under way or wait for their
 * turn in this instance before more requests are refused
 * @param queueTimeout how long a request may wait for its turn
 */
@ConfigurationProperties("sluice.payments")
record LaneSettings(@DefaultValue("1000") int queueSize, @DefaultValue("10s") Duration queueTimeout) {

	LaneSettings {
		Assert.isTrue(queueSize > 0, "sluice.payments.queue-size must be positive");
		Assert.isTrue(queueTimeout.isPositive(), "sluice.payments.queue-timeout must be positive");
	}

}
