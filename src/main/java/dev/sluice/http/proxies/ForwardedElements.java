package dev.sluice.http.proxies;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the header {@code Forwarded}, to which each proxy adds an element (RFC 7239). */
final class ForwardedElements {

	private static final String TOKEN = "[A-Za-z0-9!#$%&'*+.^_`|~-]++";

	/**
	 * A pair and what follows it. Unquoted values have colons and brackets in practice.
	 * No loop goes back, so a header is read in one go.
	 */
	private static final Pattern PAIR = Pattern
		.compile("\\s*+(" + TOKEN + ")=(?:\"((?:[^\"\\\\]|\\\\.)*+)\"|([^\\s\",;]*+))" + "\\s*+([,;]|$)");

	private static final Pattern ESCAPED = Pattern.compile("\\\\(.)");

	private ForwardedElements() {
	}

	/**
	 * Its elements in their order, each by the names of its pairs, in lower case.
	 * @throws IllegalArgumentException where it cannot be read
	 */
	static List<Map<String, String>> read(List<String> lines) {
		String text = String.join(",", lines);
		List<Map<String, String>> elements = new ArrayList<>();
		Map<String, String> element = new HashMap<>();
		Matcher matcher = PAIR.matcher(text);
		int at = 0;
		while (at < text.length()) {
			if (!matcher.region(at, text.length()).lookingAt()) {
				throw new IllegalArgumentException("not a list of pairs");
			}
			if (element.put(matcher.group(1).toLowerCase(Locale.ROOT), value(matcher)) != null) {
				throw new IllegalArgumentException("one name twice in an element");
			}
			if (!";".equals(matcher.group(4))) {
				elements.add(element);
				element = new HashMap<>();
			}
			at = matcher.end();
		}
		return elements;
	}

	private static String value(Matcher pair) {
		return (pair.group(2) != null) ? ESCAPED.matcher(pair.group(2)).replaceAll("$1") : pair.group(3);
	}

}
