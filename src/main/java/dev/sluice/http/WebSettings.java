package dev.sluice.http;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;
import org.springframework.util.unit.DataSize;

/**
 * The limits of a request ({@code sluice.web.*}).
 *
 * @param maxBodySize how large a body may be; that of a new payment may always be as
 * large as what its fields may hold together
 * @param strangerBodySize how large a body may be of whoever is not known yet
 * @param bodyTimeout how long a body may take to arrive
 * @param deadAfter how long what was sent may stay unacknowledged, or wait for a reader
 * that takes nothing, until the connection is closed (on Linux)
 */
@ConfigurationProperties("sluice.web")
public record WebSettings(@DefaultValue("64KB") DataSize maxBodySize, @DefaultValue("1KB") DataSize strangerBodySize,
		@DefaultValue("10s") Duration bodyTimeout, @DefaultValue("5m") Duration deadAfter) {

	public WebSettings {
		Assert.isTrue(maxBodySize.toBytes() > 0 && maxBodySize.toMegabytes() <= 16,
				"sluice.web.max-body-size must be positive and at most 16MB");
		Assert.isTrue(strangerBodySize.toBytes() > 0 && strangerBodySize.compareTo(maxBodySize) <= 0,
				"sluice.web.stranger-body-size must be positive and at most sluice.web.max-body-size");
		Assert.isTrue(bodyTimeout.isPositive(), "sluice.web.body-timeout must be positive");
		Assert.isTrue(deadAfter.isPositive() && deadAfter.toDays() < 1,
				"sluice.web.dead-after must be less than a day");
	}

}
