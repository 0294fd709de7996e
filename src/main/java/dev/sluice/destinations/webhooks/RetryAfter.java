package dev.sluice.destinations.webhooks;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;

import org.jspecify.annotations.Nullable;

/** How long a server wishes to be left alone (RFC 9110), in seconds or until a date. */
final class RetryAfter {

	/** More of them are more than anybody may wish. */
	private static final int MAX_DIGITS = 9;

	private RetryAfter() {
	}

	/**
	 * Reads the header.
	 * @param most what somebody may wish at the most
	 * @return null where there is no wish, or none that can be understood
	 */
	static @Nullable Duration read(@Nullable String value, Instant now, Duration most) {
		Duration wish = (value != null) ? wish(value.strip(), now) : Duration.ZERO;
		if (!wish.isPositive()) {
			return null;
		}
		return (wish.compareTo(most) < 0) ? wish : most;
	}

	private static Duration wish(String value, Instant now) {
		if (!value.isEmpty() && value.chars().allMatch((c) -> c >= '0' && c <= '9')) {
			return Duration.ofSeconds((value.length() > MAX_DIGITS) ? Long.MAX_VALUE : Long.parseLong(value));
		}
		try {
			return Duration.between(now, Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(value)));
		}
		catch (DateTimeException ex) {
			return Duration.ZERO;
		}
	}

}
