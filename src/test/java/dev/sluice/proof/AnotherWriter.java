package dev.sluice.proof;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

import dev.sluice.proof.Client.Reply;
import dev.sluice.testing.TestDatabase;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Writes the demo merchant's journal past all instances, faster or slower than they
 * would, and by their rules: positions are taken under the lock of the merchant's head.
 * Its entries look like that of position 1.
 */
public record AnotherWriter(TestDatabase database) {

	private static final String MERCHANT = "01900000-0000-7000-8000-000000000001";

	private static final String APPEND = """
			with head as (
			  select base, base + ? as position from lock_journal('%1$s', true) base),
			entries as (
			  insert into journal (merchant_id, position, subject_id, version, type, created_at, change, data)
			  select like_this.merchant_id, base + i,
			         ('01900000-0000-7000-9000-' || lpad(to_hex(base + i), 12, '0'))::uuid,
			         1, type, now(), change, data
			    from head, generate_series(1, ?) i, journal like_this
			   where like_this.merchant_id = '%1$s' and like_this.position = 1)
			select head.position, pg_notify('sluice_journal', '%1$s') from head""".formatted(MERCHANT);

	/** Of a database in which one payment is made, through an instance. */
	public static AnotherWriter of(TestDatabase database, int port) throws InterruptedException {
		Reply paid = new Client(List.of(port)).ask("the-first", "/v1/payments",
				Map.of("amount", 1999, "currency", "EUR", "payment_method", "pm_card_visa", "description",
						"One of many that look alike", "customer", "customer-4711", "metadata",
						Map.of("order", "4711", "channel", "shop")));
		assertThat(paid.isDone()).isTrue();
		return new AnotherWriter(database);
	}

	/** Appends entries, in one transaction; the position of the last of them. */
	public long append(int count) throws SQLException {
		try (Connection connection = this.database.dataSource().getConnection()) {
			return append(connection, count);
		}
	}

	/** As {@link #append(int)}, in the transaction of the connection, if there is one. */
	public static long append(Connection connection, int count) throws SQLException {
		try (PreparedStatement statement = connection.prepareStatement(APPEND)) {
			statement.setInt(1, count);
			statement.setInt(2, count);
			try (ResultSet result = statement.executeQuery()) {
				assertThat(result.next()).isTrue();
				return result.getLong(1);
			}
		}
	}

}
