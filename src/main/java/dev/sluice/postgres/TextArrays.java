package dev.sluice.postgres;

import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Columns of many rows as one parameter each. The driver would send an array of texts
 * with every quote escaped, which costs most where JSON is written.
 */
public final class TextArrays {

	private TextArrays() {
	}

	/**
	 * A column for {@code string_to_array($n, E'\n')}.
	 * @param column texts of one line and not empty, or JSON, in which a line break can
	 * only stand between two tokens; empty for what is null, where
	 * {@code string_to_array($n, E'\n', '')} takes it
	 */
	public static <T> String lines(List<T> rows, Function<T, ?> column) {
		return rows.stream().map((row) -> line(column.apply(row))).collect(Collectors.joining("\n"));
	}

	private static String line(Object value) {
		String text = value.toString();
		return (text.indexOf('\n') < 0) ? text : text.replace('\n', ' ');
	}

	/** A column for {@code $n::timestamptz[]}. */
	public static <T> String instants(List<T> rows, Function<T, Instant> column) {
		return rows.stream().map((row) -> column.apply(row).toString()).collect(Collectors.joining(",", "{", "}"));
	}

}
