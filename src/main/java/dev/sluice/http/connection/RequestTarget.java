package dev.sluice.http.connection;

import dev.sluice.http.Problem;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;

/**
 * The address of a request as everything behind can read it (RFC 3986). What browsers and
 * curl send as it was typed, such as {@code |}, <code>{</code> and letters in UTF-8, is
 * percent-encoded; what means nothing is refused.
 *
 * @param path the path and the query
 * @param authority the host and the port of an absolute address, null where it has none
 */
record RequestTarget(String path, @Nullable String authority) {

	private static final String HTTP = "http://";

	private static final String HTTPS = "https://";

	private static final String IN_PATHS = "-._~!$&'()*+,;=:@/";

	private static final String TYPED = "\"<>\\^`{|}[]";

	/**
	 * Reads the target of a request line.
	 * @throws Problem 400 where it is no address
	 */
	static RequestTarget read(String target) {
		if (target.startsWith("/")) {
			return new RequestTarget(encoded(target), null);
		}
		int scheme = target.regionMatches(true, 0, HTTP, 0, HTTP.length()) ? HTTP.length()
				: target.regionMatches(true, 0, HTTPS, 0, HTTPS.length()) ? HTTPS.length() : 0;
		if (scheme == 0) {
			throw invalid("must begin with a slash");
		}
		int end = scheme;
		while (end < target.length() && target.charAt(end) != '/' && target.charAt(end) != '?') {
			end++;
		}
		String path = target.substring(end);
		return new RequestTarget(encoded(path.startsWith("/") ? path : "/" + path), target.substring(scheme, end));
	}

	/** The same text where nothing of it must be encoded, as nearly always. */
	private static String encoded(String target) {
		boolean query = false;
		for (int i = 0; i < target.length(); i++) {
			char c = target.charAt(i);
			query |= c == '?';
			if (!isSound(c, query) && !isEscape(target, i)) {
				return encodedFrom(i, target);
			}
		}
		return target;
	}

	private static String encodedFrom(int start, String target) {
		StringBuilder encoded = new StringBuilder(target.length() + 16).append(target, 0, start);
		boolean query = target.lastIndexOf('?', start) >= 0;
		for (int i = start; i < target.length(); i++) {
			char c = target.charAt(i);
			query |= c == '?';
			if (isSound(c, query) || isEscape(target, i)) {
				var _ = encoded.append(c);
			}
			else {
				var _ = encoded.append('%').append(escape(c));
			}
		}
		return encoded.toString();
	}

	private static String escape(char c) {
		if (c == '%') {
			throw invalid("has a % that is not followed by two hexadecimal digits");
		}
		if (c == '#') {
			throw invalid("must not have a fragment");
		}
		if (TYPED.indexOf(c) < 0 && (c < 0x80 || c > 0xFF)) {
			throw invalid("holds a control character");
		}
		return String.format("%02X", (int) c);
	}

	private static boolean isSound(char c, boolean query) {
		return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || IN_PATHS.indexOf(c) >= 0
				|| (query && (c == '?' || c == '[' || c == ']'));
	}

	private static boolean isEscape(String target, int index) {
		return target.charAt(index) == '%' && index + 2 < target.length() && isHex(target.charAt(index + 1))
				&& isHex(target.charAt(index + 2));
	}

	private static boolean isHex(char c) {
		return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
	}

	private static Problem invalid(String fault) {
		return Problem.of(HttpStatus.BAD_REQUEST, "invalid_request", "The address of the request " + fault + ".");
	}

}
