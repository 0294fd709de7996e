package dev.sluice.merchants.sessions;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/**
 * How people stay signed in ({@code sluice.session.*}).
 *
 * @param lifetime after which a session ends and the key is asked for again
 */
@ConfigurationProperties("sluice.session")
record SessionSettings(@DefaultValue("12h") Duration lifetime) {

	SessionSettings {
		Assert.isTrue(lifetime.isPositive(), "sluice.session.lifetime must be positive");
	}

}
