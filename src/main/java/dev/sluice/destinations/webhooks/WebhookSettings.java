package dev.sluice.destinations.webhooks;

import java.time.Duration;
import java.util.Set;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;
import org.springframework.util.unit.DataSize;

/**
 * How events are sent to webhooks ({@code sluice.destinations.webhooks.*}).
 *
 * @param connectTimeout how long finding a name's address, connecting, and TLS may take,
 * each, and waiting for a connection
 * @param answerTimeout how long all may take, from the sending to the end of the answer
 * @param excerpt how much of an answer is kept, in characters of a byte
 * @param maxAnswerSize how much of an answer is read, so that the connection can go on;
 * one that is larger is cut off
 * @param maxRetryAfter for how long somebody may ask at the most to be left alone
 * @param privateAddresses whether addresses that are not public may be sent to, also by
 * http and at any port
 * @param ports that may be sent to; any where there are none
 * @param maxConnections how many connections there are to a host and port, for all whose
 * destinations are there; more than one merchant uses at once
 * @param maxPending how much may wait for one of them
 * @param idleTime for how long a connection is kept that nothing is sent on; many servers
 * end theirs after five seconds, and what is sent at that moment is lost
 * @param lifeTime for how long a connection is used before it is made anew, and the
 * address is found again
 */
@ConfigurationProperties("sluice.destinations.webhooks")
record WebhookSettings(@DefaultValue("5s") Duration connectTimeout, @DefaultValue("15s") Duration answerTimeout,
		@DefaultValue("500B") DataSize excerpt, @DefaultValue("64KB") DataSize maxAnswerSize,
		@DefaultValue("1h") Duration maxRetryAfter, @DefaultValue("false") boolean privateAddresses, @DefaultValue( {
				"443", "8443" }) Set<Integer> ports,
		@DefaultValue("1024") int maxConnections, @DefaultValue("1000") int maxPending,
		@DefaultValue("4s") Duration idleTime, @DefaultValue("5m") Duration lifeTime){

	private static final String PREFIX = "sluice.destinations.webhooks.";

	/** More would be kept of each delivery than of its event. */
	private static final DataSize MAX_EXCERPT = DataSize.ofKilobytes(4);

	WebhookSettings {
		Assert.isTrue(connectTimeout.isPositive(), PREFIX + "connect-timeout must be positive");
		Assert.isTrue(answerTimeout.isPositive(), PREFIX + "answer-timeout must be positive");
		Assert.isTrue(excerpt.toBytes() > 0 && excerpt.compareTo(MAX_EXCERPT) <= 0,
				PREFIX + "excerpt must be positive and at most 4KB");
		Assert.isTrue(maxAnswerSize.compareTo(excerpt) >= 0, PREFIX + "max-answer-size must not be less than excerpt");
		Assert.isTrue(!maxRetryAfter.isNegative(), PREFIX + "max-retry-after must not be negative");
		Assert.isTrue(ports.stream().allMatch((port) -> port > 0 && port < 65_536),
				PREFIX + "ports must be 1 to 65535");
		Assert.isTrue(maxConnections > 0, PREFIX + "max-connections must be positive");
		Assert.isTrue(maxPending > 0, PREFIX + "max-pending must be positive");
		Assert.isTrue(idleTime.isPositive(), PREFIX + "idle-time must be positive");
		Assert.isTrue(lifeTime.isPositive(), PREFIX + "life-time must be positive");
		ports = Set.copyOf(ports);
	}

}
