package dev.sluice.http.streams;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/**
 * The limits of a connection of HTTP/2 ({@code sluice.web.*}).
 *
 * @param maxStreams how many requests of a connection may be under way at once
 */
@ConfigurationProperties("sluice.web")
record StreamSettings(@DefaultValue("100") int maxStreams) {

	StreamSettings {
		Assert.isTrue(maxStreams > 0 && maxStreams <= 10_000,
				"sluice.web.max-streams must be positive and at most 10000");
	}

}
