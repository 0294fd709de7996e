package dev.sluice.secrets;

import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A column of sealed values ({@code bytea}, null where there is none), told by whoever
 * owns its table, so that what is in it can be sealed anew under another key. Each is a
 * component whose constructor takes nothing.
 */
public abstract class SealedColumn {

	private final String table;

	private final String column;

	private final List<Key> key;

	/**
	 * A column and how its rows are told apart.
	 * @param key the columns of a unique key that never changes, each with its type, such
	 * as {@code endpoint_id uuid}
	 */
	protected SealedColumn(String table, String column, String... key) {
		this.table = table;
		this.column = column;
		this.key = Stream.of(key).map(Key::of).toList();
	}

	/**
	 * The place of a row's value.
	 * @param key the values of the key's columns, in their order
	 */
	public final Place place(Object... key) {
		return new Place(this.table, this.column,
				Stream.of(key).map(SealedColumn::text).collect(Collectors.joining("/")));
	}

	/** As PostgreSQL writes it. */
	private static String text(Object value) {
		return (value instanceof byte[] bytes) ? "\\x" + HexFormat.of().formatHex(bytes) : value.toString();
	}

	final String table() {
		return this.table;
	}

	final String column() {
		return this.column;
	}

	final List<Key> key() {
		return this.key;
	}

	@Override
	public final String toString() {
		return this.table + "." + this.column;
	}

	/** A column of the key. */
	record Key(String name, String type) {

		static Key of(String text) {
			int space = text.indexOf(' ');
			return new Key(text.substring(0, space), text.substring(space + 1));
		}

	}

}
