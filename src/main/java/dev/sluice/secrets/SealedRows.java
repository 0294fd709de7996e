package dev.sluice.secrets;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The rows of a sealed column.
 *
 * @param connection in which each statement is committed on its own
 */
record SealedRows(Connection connection, SealedColumn column) {

	List<Row> first(byte[] current, int limit) throws SQLException {
		return read("", List.of(), current, limit);
	}

	List<Row> after(Row last, byte[] current, int limit) throws SQLException {
		String after = " and (%s) > (%s)".formatted(keys(SealedColumn.Key::name), keys((key) -> "?::" + key.type()));
		return read(after, last.key, current, limit);
	}

	/** Of those that are sealed under other keys than the current. */
	private List<Row> read(String after, List<String> bound, byte[] current, int limit) throws SQLException {
		String sql = """
				select %1$s, %2$s from %3$s
				 where %2$s is not null and substring(%2$s from 1 for length(?)) <> ?%4$s
				 order by %5$s limit ?""".formatted(keys((key) -> key.name() + "::text"), this.column.column(),
				this.column.table(), after, keys(SealedColumn.Key::name));
		try (PreparedStatement statement = this.connection.prepareStatement(sql)) {
			statement.setBytes(1, current);
			statement.setBytes(2, current);
			int next = bind(statement, 3, bound);
			statement.setInt(next, limit);
			try (ResultSet result = statement.executeQuery()) {
				List<Row> rows = new ArrayList<>();
				while (result.next()) {
					rows.add(row(result));
				}
				return rows;
			}
		}
	}

	private Row row(ResultSet result) throws SQLException {
		int columns = this.column.key().size();
		List<String> key = new ArrayList<>();
		for (int index = 1; index <= columns; index++) {
			key.add(result.getString(index));
		}
		return new Row(key, result.getBytes(columns + 1));
	}

	/** Whether the row's value was replaced, since it was still what was read. */
	boolean replace(Row row, byte[] value) throws SQLException {
		String sql = "update %1$s set %2$s = ? where %2$s = ? and %3$s".formatted(this.column.table(),
				this.column.column(),
				this.column.key()
					.stream()
					.map((key) -> key.name() + " = ?::" + key.type())
					.collect(Collectors.joining(" and ")));
		try (PreparedStatement statement = this.connection.prepareStatement(sql)) {
			statement.setBytes(1, value);
			statement.setBytes(2, row.value);
			var _ = bind(statement, 3, row.key);
			return statement.executeUpdate() == 1;
		}
	}

	/** How many are sealed under each key, by its id; what is not sealed has none. */
	Map<String, Long> counts() throws SQLException {
		String sql = """
				select case when length(%1$s) > 30 and get_byte(%1$s, 0) = 1
				            then encode(substring(%1$s from 3 for get_byte(%1$s, 1)), 'escape') else '' end, count(*)
				  from %2$s where %1$s is not null group by 1""".formatted(this.column.column(), this.column.table());
		try (PreparedStatement statement = this.connection.prepareStatement(sql);
				ResultSet result = statement.executeQuery()) {
			Map<String, Long> counts = new TreeMap<>();
			while (result.next()) {
				counts.put(result.getString(1), result.getLong(2));
			}
			return counts;
		}
	}

	Place place(Row row) {
		return this.column.place(row.key.toArray());
	}

	private String keys(Function<SealedColumn.Key, String> text) {
		return this.column.key().stream().map(text).collect(Collectors.joining(", "));
	}

	private static int bind(PreparedStatement statement, int first, List<String> values) throws SQLException {
		int index = first;
		for (String value : values) {
			statement.setString(index++, value);
		}
		return index;
	}

	/** A row: its key, as PostgreSQL writes it, and its value. */
	static final class Row {

		private final List<String> key;

		private final byte[] value;

		private Row(List<String> key, byte[] value) {
			this.key = key;
			this.value = value;
		}

		byte[] value() {
			return this.value;
		}

	}

}
