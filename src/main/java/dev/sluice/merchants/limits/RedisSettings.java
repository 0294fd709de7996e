package dev.sluice.merchants.limits;

import java.time.Duration;

import io.lettuce.core.RedisURI;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/**
 * Where instances count together ({@code sluice.limits.redis.*}).
 *
 * @param url {@code redis://host:6379} or, with TLS, {@code rediss://…}; several hosts,
 * separated by commas, are nodes of a Redis cluster. Each instance counts for itself
 * where nothing is said
 * @param username as whom, where Redis asks for it
 * @param password with which password, unless the URL has it
 * @param cluster whether a single host is a node of a Redis cluster, too
 * @param sslBundle by which certificates it is trusted, where not by the JVM's
 * @param timeout how long a request waits for Redis at the most; then Redis is bypassed
 * @param connectTimeout how long opening a connection may take
 * @param retryInterval how often it is looked for at the most while it is away
 * @param slack how much of a limit an instance may count before it tells Redis, in
 * percent: the more, the less there is to ask, and the more all may exceed a limit
 */
@ConfigurationProperties("sluice.limits.redis")
record RedisSettings(@Nullable String url, @Nullable String username, @Nullable String password,
		@DefaultValue("false") boolean cluster, @Nullable String sslBundle, @DefaultValue("100ms") Duration timeout,
		@DefaultValue("5s") Duration connectTimeout, @DefaultValue("5s") Duration retryInterval,
		@DefaultValue("2") int slack) {

	RedisSettings {
		Assert.isTrue(url == null || isRedis(url),
				"sluice.limits.redis.url must be redis:// or rediss:// with a host, or several with commas between them");
		Assert.isTrue(timeout.isPositive() && timeout.toSeconds() < 10,
				"sluice.limits.redis.timeout must be positive and less than 10s");
		Assert.isTrue(connectTimeout.isPositive(), "sluice.limits.redis.connect-timeout must be positive");
		Assert.isTrue(retryInterval.isPositive(), "sluice.limits.redis.retry-interval must be positive");
		Assert.isTrue(slack >= 0 && slack <= 50, "sluice.limits.redis.slack must be 0 to 50");
	}

	private static boolean isRedis(String url) {
		try {
			return url.matches("rediss?://.*") && !RedisURI.create(url).getHost().isEmpty();
		}
		catch (IllegalArgumentException ex) {
			return false;
		}
	}

	boolean isCluster() {
		return this.cluster || (this.url != null && this.url.contains(","));
	}

	/** How many of a limit may be counted before Redis is told. */
	long slackOf(Quota quota) {
		return quota.most() * this.slack / 100;
	}

	/** Never the password, which the URL may have too. */
	@Override
	public String toString() {
		return "RedisSettings[…]";
	}

}
