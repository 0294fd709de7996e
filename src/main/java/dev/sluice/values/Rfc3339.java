package dev.sluice.values;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads instants as RFC 3339 writes them, such as {@code 2026-03-02T09:30:00.5Z}. A leap
 * second, which can only be the last one of a month in UTC, is the second after it.
 */
public final class Rfc3339 {

	private static final Pattern DATE_TIME = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt][0-9]{2}:[0-9]{2}:[0-9]{2}"
			+ "(?:\\.[0-9]{1,9})?(?:[Zz]|[+-][0-9]{2}:[0-9]{2})");

	private static final String LEAP = ":60";

	/** Where the seconds stand, with their colon. */
	private static final int SECONDS = 16;

	private static final int LAST_YEAR = 9999;

	private Rfc3339() {
	}

	/** Empty where the text is not an instant of the years 1 to 9999. */
	public static Optional<Instant> read(String text) {
		if (!DATE_TIME.matcher(text).matches()) {
			return Optional.empty();
		}
		try {
			return parse(text.toUpperCase(Locale.ROOT))
				.filter((utc) -> utc.getYear() >= 1 && utc.getYear() <= LAST_YEAR)
				.map(OffsetDateTime::toInstant);
		}
		catch (DateTimeException ex) {
			return Optional.empty();
		}
	}

	private static Optional<OffsetDateTime> parse(String text) {
		boolean leap = text.startsWith(LEAP, SECONDS);
		String known = leap ? text.substring(0, SECONDS) + ":59" + text.substring(SECONDS + LEAP.length()) : text;
		OffsetDateTime time = OffsetDateTime.parse(known).withOffsetSameInstant(ZoneOffset.UTC);
		return leap ? Optional.of(time.plusSeconds(1)).filter(Rfc3339::isStartOfMonth) : Optional.of(time);
	}

	private static boolean isStartOfMonth(OffsetDateTime time) {
		return time.getDayOfMonth() == 1 && time.toLocalTime().toSecondOfDay() == 0;
	}

}
