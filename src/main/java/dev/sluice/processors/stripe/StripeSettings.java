package dev.sluice.processors.stripe;

import java.net.URI;
import java.time.Duration;

import dev.sluice.processors.calls.CallLimits;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/**
 * How Stripe is reached ({@code sluice.processors.stripe.*}).
 *
 * @param url where its API is; where none is set, the emulator inside this application if
 * that is on, and Stripe otherwise
 * @param sslBundle the bundle of {@code spring.ssl.bundle.*} by which an emulator is
 * trusted; the platform's trust where there is none
 * @param connectTimeout how long connecting may take
 * @param responseTimeout how long an answer may take
 * @param maxConnections how many calls of all merchants are under way at once
 * @param maxPendingCalls how many more may wait for a connection
 * @param openAfter how many of its last calls the circuit breaker judges by
 * @param openFor how long it lets nothing through once half of them have failed
 */
@ConfigurationProperties("sluice.processors.stripe")
record StripeSettings(@Nullable URI url, @Nullable String sslBundle, @DefaultValue("5s") Duration connectTimeout,
		@DefaultValue("25s") Duration responseTimeout, @DefaultValue("96") int maxConnections,
		@DefaultValue("1000") int maxPendingCalls, @DefaultValue("50") int openAfter,
		@DefaultValue("2s") Duration openFor) implements CallLimits {

	/** Where Stripe's API is. */
	static final URI STRIPE = URI.create("https://api.stripe.com");

	StripeSettings {
		Assert.isTrue(CallLimits.canBeCalled(url),
				"sluice.processors.stripe.url must be an http or https URL, its host without underscores");
		CallLimits.check("sluice.processors.stripe", connectTimeout, responseTimeout, maxConnections, maxPendingCalls,
				openAfter, openFor);
	}

}
