package dev.sluice.payments;

import java.util.List;

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

}
