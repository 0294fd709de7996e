package dev.sluice.proof;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import dev.sluice.testing.Rows;
import dev.sluice.testing.TestDatabase;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A database that was empty when its plans were made, and of which PostgreSQL has no
 * statistics yet: what is done for a payment does not grow with the number of those that
 * are there.
 */
class FreshDatabaseTests {

	private static final Duration PATIENCE = Duration.ofMinutes(1);

	private static final Map<String, Object> SALE = Map.of("amount", 1999, "currency", "EUR", "payment_method",
			"pm_card_visa");

	/** So that each connection has plans that it keeps. */
	private static final int BEFORE = 100;

	private static final int AFTER = 50;

	private static final int FILLED = 20_000;

	private static final String FILL = """
			insert into payments (merchant_id, payment_id, version, position, status, currency, amount,
			  amount_authorized, amount_captured, capture_pending, amount_refunded, refund_pending, created_at, data)
			select p.merchant_id, gen_random_uuid(), p.version, p.position, p.status, p.currency, p.amount,
			       p.amount_authorized, p.amount_captured, p.capture_pending, p.amount_refunded, p.refund_pending,
			       p.created_at, p.data
			  from (select * from payments order by payment_id limit 1) p, generate_series(1, %d)""".formatted(FILLED);

	private static final String READ = """
			select seq_tup_read, n_tup_ins from pg_stat_user_tables
			 where schemaname = 'public' and relname = 'payments'""";

	private final TestDatabase database = TestDatabase.create();

	private final Rows rows = new Rows(this.database.dataSource());

	@Test
	void isAskedForWhatAPaymentNeeds() throws Exception {
		try (Instance gateway = Instance.start(this.database, Map.of())) {
			run("alter table payments set (autovacuum_enabled = off)");
			Client client = new Client(List.of(gateway.port()));
			pay(client, "before", BEFORE);
			run(FILL);
			long read = readWhenAllAreCounted(BEFORE + FILLED);

			pay(client, "after", AFTER);

			assertThat(readWhenAllAreCounted(BEFORE + FILLED + AFTER) - read).isLessThan(FILLED);
		}
	}

	private static void pay(Client client, String key, int count) throws Exception {
		for (int i = 0; i < count; i++) {
			assertThat(client.send(key + "-" + i, "/v1/payments", SALE).status()).isEqualTo(201);
		}
	}

	/** What connections count is seen a little later. */
	private long readWhenAllAreCounted(int payments) {
		return await().atMost(PATIENCE)
			.until(() -> this.rows.read(READ).getFirst(), (row) -> row.number(1) >= payments)
			.number(0);
	}

	private void run(String sql) throws SQLException {
		try (Connection connection = this.database.dataSource().getConnection();
				Statement statement = connection.createStatement()) {
			statement.execute(sql);
		}
	}

}
