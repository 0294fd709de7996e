package dev.sluice.values;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads instants as RFC 3339 writes them, such as {@code 2026-03-02T09:30:00.5Z}. */
public final class Rfc3339 {

	private static final Pattern DATE_TIME = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt][0-9]{2}:[0-9]{2}:[0-9]{2}"
			+ "(?:\\.[0-9]{1,9})?(?:[Zz]|[+-][0-9]{2}:[0-9]{2})");

	private static final int LAST_YEAR = 9999;

	private Rfc3339() {
	}

	/** Empty where the text is not an instant of the years 1 to 9999. */
	public static Optional<Instant> read(String text) {
		if (!DATE_TIME.matcher(text).matches()) {
			return Optional.empty();
		}
		try {
			OffsetDateTime time = OffsetDateTime.parse(text.toUpperCase(Locale.ROOT))
				.withOffsetSameInstant(ZoneOffset.UTC);
			return Optional.of(time)
				.filter((utc) -> utc.getYear() >= 1 && utc.getYear() <= LAST_YEAR)
				.map(OffsetDateTime::toInstant);
		}
		catch (DateTimeException ex) {
			return Optional.empty();
		}
	}

}
