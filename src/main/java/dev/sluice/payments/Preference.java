package dev.sluice.payments;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import org.springframework.web.reactive.function.server.ServerRequest;

/**
 * How long a caller would like to wait: {@code Prefer: wait=N} or {@code respond-async}
 * (RFC 7240). What else is preferred is ignored, as the standard asks for.
 *
 * @param patience how long the request waits for its outcome
 * @param asked whether the caller said so
 * @param async whether the caller would rather hear of the outcome later than wait
 */
record Preference(Duration patience, boolean asked, boolean async) {

	private static final String TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";

	/** A name, perhaps a value, and parameters, of which we know none. */
	private static final Pattern MEMBER = Pattern
		.compile("\\s*(" + TOKEN + ")\\s*(?:=\\s*(?:(" + TOKEN + ")|\"([^\"\\\\]*)\")\\s*)?(?:;.*)?");

	private static final Pattern SECONDS = Pattern.compile("[0-9]{1,9}");

	/** What the headers of a request say. */
	static Preference of(ServerRequest request, PaymentSettings settings) {
		Map<String, String> preferences = read(String.join(",", request.headers().header("Prefer")));
		boolean async = preferences.containsKey("respond-async");
		return seconds(preferences.get("wait"))
			.map((wanted) -> (wanted.compareTo(settings.maxWait()) > 0) ? settings.maxWait() : wanted)
			.map((wait) -> new Preference(wait, true, async))
			.orElseGet(() -> new Preference(async ? Duration.ZERO : settings.defaultWait(), false, async));
	}

	private static Optional<Duration> seconds(@Nullable String value) {
		return Optional.ofNullable(value)
			.filter((text) -> SECONDS.matcher(text).matches())
			.map((text) -> Duration.ofSeconds(Long.parseLong(text)));
	}

	/** By name in small letters, the first of each; members without a value have none. */
	private static Map<String, String> read(String header) {
		Map<String, String> preferences = new HashMap<>();
		for (String member : members(header)) {
			Matcher matcher = MEMBER.matcher(member);
			if (matcher.matches()) {
				String value = (matcher.group(2) != null) ? matcher.group(2) : matcher.group(3);
				preferences.putIfAbsent(matcher.group(1).toLowerCase(Locale.ROOT), (value != null) ? value : "");
			}
		}
		return preferences;
	}

	/** What stands between the commas, but for those in quotes. */
	private static List<String> members(String header) {
		List<String> members = new ArrayList<>();
		boolean quoted = false;
		int start = 0;
		for (int i = 0; i < header.length(); i++) {
			char c = header.charAt(i);
			if (c == '\\' && quoted) {
				i++;
			}
			else if (c == '"') {
				quoted = !quoted;
			}
			else if (c == ',' && !quoted) {
				members.add(header.substring(start, i));
				start = i + 1;
			}
		}
		members.add(header.substring(start));
		return members;
	}

	/**
	 * What of it is told to have been heard ({@code Preference-Applied}).
	 * @param pending whether the outcome comes later
	 */
	Optional<String> applied(boolean pending) {
		List<String> applied = new ArrayList<>();
		if (this.async && pending) {
			applied.add("respond-async");
		}
		if (this.asked) {
			applied.add("wait=" + this.patience.toSeconds());
		}
		return applied.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", applied));
	}

}
