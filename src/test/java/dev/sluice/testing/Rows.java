package dev.sluice.testing;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import javax.sql.DataSource;

import org.jspecify.annotations.Nullable;

/** Reads a database's rows as they are, past the application. */
public record Rows(DataSource source) {

	/** All rows of a query. */
	public List<Row> read(String sql) throws SQLException {
		try (Connection connection = this.source.getConnection();
				Statement statement = connection.createStatement();
				ResultSet result = statement.executeQuery(sql)) {
			List<Row> rows = new ArrayList<>();
			int columns = result.getMetaData().getColumnCount();
			while (result.next()) {
				List<@Nullable Object> row = new ArrayList<>();
				for (int i = 1; i <= columns; i++) {
					row.add(result.getObject(i));
				}
				rows.add(new Row(row));
			}
			return rows;
		}
	}

	/** One row, column by column. */
	public record Row(List<@Nullable Object> columns) {

		public @Nullable Object get(int column) {
			return this.columns.get(column);
		}

		public String text(int column) {
			return Objects.requireNonNull(this.columns.get(column)).toString();
		}

		public long number(int column) {
			return Long.parseLong(text(column));
		}

	}

}
