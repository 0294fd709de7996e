package dev.sluice.processors.adyen;

import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Objects;

import dev.sluice.processors.calls.CallLimits;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/**
 * How Adyen is reached ({@code sluice.processors.adyen.*}).
 *
 * @param url where the Checkout API is, up to its version, of live mode on this machine
 * alone; where none is set, the emulator inside this application if that is on, and Adyen
 * otherwise
 * @param sslBundle the bundle of {@code spring.ssl.bundle.*} by which an emulator is
 * trusted; the platform's trust where there is none
 * @param connectTimeout how long connecting may take
 * @param responseTimeout how long an answer may take
 * @param maxConnections how many calls of all merchants are under way at once
 * @param maxPendingCalls how many more may wait for a connection
 * @param openAfter how many of its last calls a circuit breaker judges by
 * @param openFor how long it lets nothing through once half of them have failed
 */
@ConfigurationProperties("sluice.processors.adyen")
record AdyenSettings(@Nullable URI url, @Nullable String sslBundle, @DefaultValue("5s") Duration connectTimeout,
		@DefaultValue("25s") Duration responseTimeout, @DefaultValue("96") int maxConnections,
		@DefaultValue("1000") int maxPendingCalls, @DefaultValue("50") int openAfter,
		@DefaultValue("2s") Duration openFor) implements CallLimits {

	AdyenSettings {
		Assert.isTrue(CallLimits.canBeCalled(url),
				"sluice.processors.adyen.url must be an http or https URL, its host without underscores");
		CallLimits.check("sluice.processors.adyen", connectTimeout, responseTimeout, maxConnections, maxPendingCalls,
				openAfter, openFor);
	}

	/** Whether the URL is one of this machine's. */
	boolean isLoopback() {
		String host = (this.url != null) ? Objects.requireNonNullElse(this.url.getHost(), "") : "";
		try {
			return host.equalsIgnoreCase("localhost")
					|| InetAddress.ofLiteral(host.replaceAll("^\\[|]$", "")).isLoopbackAddress();
		}
		catch (IllegalArgumentException ex) {
			// Whom another name belongs to is not known.
			return false;
		}
	}

}
