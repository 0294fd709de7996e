package dev.sluice.values;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A text once it is percent-decoded, which knows where each of its characters stood. What
 * is not encoded rightly is left as it is.
 */
final class PercentDecoded {

	private static final Pattern ESCAPE = Pattern
		.compile("%[0-7]\\p{XDigit}|%[c-fC-F]\\p{XDigit}(?:%[89abAB]\\p{XDigit})++");

	private final String encoded;

	private final StringBuilder decoded = new StringBuilder();

	private final int[] starts;

	private final int[] ends;

	PercentDecoded(String encoded) {
		this.encoded = encoded;
		this.starts = new int[encoded.length()];
		this.ends = new int[encoded.length()];
		int done = 0;
		Matcher escapes = ESCAPE.matcher(encoded);
		while (escapes.find()) {
			copy(done, escapes.start());
			done = escapes.end();
			byte[] character = HexFormat.of().parseHex(escapes.group().replace("%", ""));
			append(new String(character, StandardCharsets.UTF_8), escapes.start(), done);
		}
		copy(done, encoded.length());
	}

	private void copy(int start, int end) {
		for (int i = start; i < end; i++) {
			append(this.encoded.substring(i, i + 1), i, i + 1);
		}
	}

	private void append(String text, int start, int end) {
		for (int i = 0; i < text.length(); i++) {
			this.starts[this.decoded.length()] = start;
			this.ends[this.decoded.length()] = end;
			this.decoded.append(text.charAt(i));
		}
	}

	String text() {
		return this.decoded.toString();
	}

	/** The encoded text with something else in the place of parts of the decoded one. */
	String encodedWith(String replacement, List<MatchResult> parts) {
		StringBuilder text = new StringBuilder();
		int end = 0;
		for (MatchResult part : parts) {
			text.append(this.encoded, end, Math.max(end, this.starts[part.start()])).append(replacement);
			end = this.ends[part.end() - 1];
		}
		return text.append(this.encoded, end, this.encoded.length()).toString();
	}

}
