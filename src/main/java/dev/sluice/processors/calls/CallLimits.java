package dev.sluice.processors.calls;

import java.net.URI;
import java.time.Duration;

import dev.sluice.values.WebAddress;
import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;

/** The settings by which a processor is called, whichever it is. */
public interface CallLimits {

	/**
	 * The bundle of {@code spring.ssl.bundle.*} by which the processor is trusted; the
	 * platform's trust where there is none.
	 */
	@Nullable String sslBundle();

	/** How long connecting may take. */
	Duration connectTimeout();

	/** How long an answer may take. */
	Duration responseTimeout();

	/** How many calls are under way at once. */
	int maxConnections();

	/** How many more may wait for a connection. */
	int maxPendingCalls();

	/** How many of the last calls of a line its circuit breaker judges by. */
	int openAfter();

	/** How long it lets nothing through once half of them have failed. */
	Duration openFor();

	/**
	 * Checks limits. The constructor of a record cannot ask its accessors yet, so it
	 * hands over the values.
	 * @param prefix the settings' own, such as {@code sluice.processors.stripe}
	 * @throws IllegalArgumentException where one is not positive; the message names its
	 * property
	 */
	static void check(String prefix, Duration connectTimeout, Duration responseTimeout, int maxConnections,
			int maxPendingCalls, int openAfter, Duration openFor) {
		Assert.isTrue(connectTimeout.isPositive(), () -> prefix + ".connect-timeout must be positive");
		Assert.isTrue(responseTimeout.isPositive(), () -> prefix + ".response-timeout must be positive");
		Assert.isTrue(maxConnections > 0, () -> prefix + ".max-connections must be positive");
		Assert.isTrue(maxPendingCalls > 0, () -> prefix + ".max-pending-calls must be positive");
		Assert.isTrue(openAfter > 0, () -> prefix + ".open-after must be positive");
		Assert.isTrue(openFor.isPositive(), () -> prefix + ".open-for must be positive");
	}

	/**
	 * Whether the client can call a URL to which paths are appended. One with an
	 * underscore in its host is none, though customers can be sent there; none at all is
	 * left to whoever asks.
	 */
	static boolean canBeCalled(@Nullable URI url) {
		return url == null || (url.getHost() != null && url.getRawQuery() == null && url.getRawFragment() == null
				&& WebAddress.read(url.toString()).isPresent());
	}

}
