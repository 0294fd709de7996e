package dev.sluice.values;

import org.jspecify.annotations.Nullable;

/**
 * A place in a trace, as W3C Trace Context writes it in the {@code traceparent} header.
 * The state that vendors add to it beside ({@code tracestate}, {@code baggage}) is not
 * read: nobody here needs it, and it may be long and say anything.
 *
 * @param trace 32 hexadecimal digits in small letters, not all of them 0
 * @param span 16 hexadecimal digits in small letters, not all of them 0
 * @param sampled whether the trace is recorded
 */
public record TraceParent(String trace, String span, boolean sampled) {

	/** What the header is called. */
	public static final String HEADER = "traceparent";

	private static final int TRACE = 3;

	private static final int SPAN = 36;

	private static final int FLAGS = 53;

	private static final int LENGTH = 55;

	/** Reads one; null for what is none. Of a later version what is known is read. */
	public static @Nullable TraceParent read(@Nullable String text) {
		if (text == null || !isWhole(text) || !isHex(text, 0, 2) || !isHex(text, FLAGS, LENGTH)
				|| !isId(text, TRACE, SPAN - 1) || !isId(text, SPAN, FLAGS - 1)) {
			return null;
		}
		boolean sampled = (Character.digit(text.charAt(LENGTH - 1), 16) & 1) == 1;
		return new TraceParent(text.substring(TRACE, SPAN - 1), text.substring(SPAN, FLAGS - 1), sampled);
	}

	private static boolean isWhole(String text) {
		if (text.length() < LENGTH || text.charAt(TRACE - 1) != '-' || text.charAt(SPAN - 1) != '-'
				|| text.charAt(FLAGS - 1) != '-' || text.startsWith("ff")) {
			return false;
		}
		return text.length() == LENGTH || (text.charAt(LENGTH) == '-' && !text.startsWith("00"));
	}

	private static boolean isId(String text, int from, int to) {
		if (!isHex(text, from, to)) {
			return false;
		}
		for (int i = from; i < to; i++) {
			if (text.charAt(i) != '0') {
				return true;
			}
		}
		return false;
	}

	private static boolean isHex(String text, int from, int to) {
		for (int i = from; i < to; i++) {
			char c = text.charAt(i);
			if ((c < '0' || c > '9') && (c < 'a' || c > 'f')) {
				return false;
			}
		}
		return true;
	}

	/** As the header has it. */
	@Override
	public String toString() {
		return "00-" + this.trace + '-' + this.span + (this.sampled ? "-01" : "-00");
	}

}
