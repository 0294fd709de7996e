package dev.sluice.payments.search;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.sluice.http.QueryParameters;

/**
 * What a summary is asked for.
 *
 * @param from the start of the first bucket
 * @param to now
 * @param bucket how long each bucket is; buckets start at multiples of it since 1970
 */
record SummaryRequest(Instant from, Instant to, Duration bucket, Optional<String> currency) {

	private static final Duration DEFAULT_WINDOW = Duration.ofHours(1);

	private static final Duration DEFAULT_BUCKET = Duration.ofMinutes(1);

	private static final Duration MAX_WINDOW = Duration.ofDays(31);

	private static final int MAX_BUCKETS = 1500;

	private static final Pattern DURATION = Pattern.compile("([1-9][0-9]{0,6})([smhd])");

	/**
	 * Reads the parameters of a request.
	 * @throws dev.sluice.http.Problem 422 for one that is not sound, and for too many
	 * buckets
	 */
	static SummaryRequest read(QueryParameters parameters, Instant now) {
		Duration window = duration(parameters, "window").orElse(DEFAULT_WINDOW);
		Duration bucket = duration(parameters, "bucket").orElse(DEFAULT_BUCKET);
		if (window.compareTo(bucket.multipliedBy(MAX_BUCKETS)) > 0) {
			throw QueryParameters.invalid("bucket", "must be longer: a window has at most " + MAX_BUCKETS + " buckets");
		}
		long start = now.minus(window).getEpochSecond();
		Instant from = Instant.ofEpochSecond(start - Math.floorMod(start, bucket.toSeconds()));
		return new SummaryRequest(from, now, bucket, PaymentFilter.currency(parameters));
	}

	private static Optional<Duration> duration(QueryParameters parameters, String name) {
		return parameters.read(name, "must be a duration such as 30s, 5m, 1h or 1d, and at most 31d",
				(text) -> parse(text).filter((duration) -> duration.compareTo(MAX_WINDOW) <= 0));
	}

	private static Optional<Duration> parse(String text) {
		Matcher matcher = DURATION.matcher(text);
		if (!matcher.matches()) {
			return Optional.empty();
		}
		long count = Long.parseLong(matcher.group(1));
		return Optional.of(switch (matcher.group(2)) {
			case "s" -> Duration.ofSeconds(count);
			case "m" -> Duration.ofMinutes(count);
			case "h" -> Duration.ofHours(count);
			default -> Duration.ofDays(count);
		});
	}

}
