package dev.sluice.payments.search;

import java.util.List;

import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Statement;

import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;

/**
 * A statement made of our own words alone, and what is bound to it.
 *
 * @param sql with {@code $1}, {@code $2} … in the order of the values
 */
record PaymentQuery(String sql, List<Object> values) {

	GenericExecuteSpec on(DatabaseClient database) {
		GenericExecuteSpec statement = database.sql(this.sql);
		for (int i = 0; i < this.values.size(); i++) {
			statement = statement.bind(i, this.values.get(i));
		}
		return statement;
	}

	Statement on(Connection connection) {
		Statement statement = connection.createStatement(this.sql);
		for (int i = 0; i < this.values.size(); i++) {
			var _ = statement.bind(i, this.values.get(i));
		}
		return statement;
	}

}
