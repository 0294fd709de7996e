package dev.sluice.merchants.sessions;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/**
 * How people stay signed in ({@code sluice.session.*}).
 *
 * @param lifetime after which a session ends however it is used
 * @param idle after which a session ends that is not used; a stream that is open counts
 * as use
 * @param maxOpen how many a key, or a person at a merchant, may have open at once; the
 * oldest ends when one more is opened
 * @param useInterval how often it is written down which sessions were used
 */
@ConfigurationProperties("sluice.session")
record SessionSettings(@DefaultValue("12h") Duration lifetime, @DefaultValue("30m") Duration idle,
		@DefaultValue("100") int maxOpen, @DefaultValue("1m") Duration useInterval) {

	SessionSettings {
		Assert.isTrue(lifetime.isPositive(), "sluice.session.lifetime must be positive");
		Assert.isTrue(useInterval.toMillis() >= 1000, "sluice.session.use-interval must be at least 1s");
		Assert.isTrue(maxOpen >= 1 && maxOpen <= 10_000, "sluice.session.max-open must be 1 to 10000");
		Assert.isTrue(idle.compareTo(useInterval.multipliedBy(3)) >= 0,
				"sluice.session.idle must be at least three times sluice.session.use-interval");
	}

	/** As PostgreSQL takes them. */
	static double seconds(Duration duration) {
		return duration.toMillis() / 1000.0;
	}

}
