package dev.sluice.proof;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import dev.sluice.proof.Client.Reply;
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
	private static final int BEFORE = 40;

	private static final int AFTER = 40;

	private static final int FILLED = 20_000;

	/** Payments like the first one, with their operations and keys. */
	private static final List<String> FILL = List.of("""
			create temporary table more as
			  select gen_random_uuid() as payment_id, gen_random_uuid() as operation_id, 1000000 + 2 * i as position
			    from generate_series(1, %d) i""".formatted(FILLED), """
			insert into payments (merchant_id, payment_id, version, position, status, currency, amount,
			  amount_authorized, amount_captured, capture_pending, amount_refunded, refund_pending, created_at, data)
			select p.merchant_id, more.payment_id, p.version, more.position, p.status, p.currency, p.amount,
			       p.amount_authorized, p.amount_captured, p.capture_pending, p.amount_refunded, p.refund_pending,
			       p.created_at, p.data
			  from (select * from payments order by payment_id limit 1) p, more""", """
			insert into operations (merchant_id, payment_id, operation_id, kind, amount, status, processor, created_at,
			  completed_at, due_at)
			select o.merchant_id, more.payment_id, more.operation_id, o.kind, o.amount, o.status, o.processor,
			       o.created_at, o.completed_at, o.due_at
			  from (select * from operations order by payment_id limit 1) o, more""", """
			insert into idempotency_keys (merchant_id, key, request, payment_id, operation_id, created_at)
			select k.merchant_id, more.operation_id::text, k.request, more.payment_id, more.operation_id, k.created_at
			  from (select * from idempotency_keys order by payment_id limit 1) k, more""");

	private static final List<String> TABLES = List.of("payments", "operations", "idempotency_keys", "journal");

	/** Rows that were looked at, in whatever way, and rows that were made. */
	private static final String READ = """
			select sum(seq_tup_read + coalesce(idx_tup_fetch, 0))::bigint,
			       sum(n_tup_ins) filter (where relname = 'payments')::bigint
			  from pg_stat_user_tables
			 where schemaname = 'public' and relname in ('payments', 'operations', 'idempotency_keys', 'journal')""";

	private final TestDatabase database = TestDatabase.create();

	private final Rows rows = new Rows(this.database.dataSource());

	@Test
	void isAskedForWhatAPaymentNeeds() throws Exception {
		assertThat(readWhenFilled(List.of(), FILL)).isLessThan(FILLED);
	}

	/** Statistics of one table came before there was much in the others. */
	@Test
	void isAskedForThatAlsoWhereSomeIsKnown() throws Exception {
		List<String> payments = List.of(FILL.get(0), FILL.get(1), "analyze payments");
		assertThat(readWhenFilled(payments, FILL.subList(2, FILL.size()))).isLessThan(FILLED);
	}

	/** How many rows are looked at for some payments. */
	private long readWhenFilled(List<String> early, List<String> late) throws Exception {
		try (Instance gateway = Instance.start(this.database, Map.of("sluice.housekeeping.statistics-interval", "1h"));
				Connection connection = this.database.dataSource().getConnection()) {
			run(connection, TABLES.stream().map("alter table %s set (autovacuum_enabled = off)"::formatted).toList());
			live(gateway, "first", 1);
			run(connection, early);
			live(gateway, "before", BEFORE);
			run(connection, late);
			long read = readWhenAllAreCounted(1 + BEFORE + FILLED);
			live(gateway, "after", AFTER);
			return readWhenAllAreCounted(1 + BEFORE + FILLED + AFTER) - read;
		}
	}

	/** Pays, looks, asks again and has some of it refunded. */
	private static void live(Instance gateway, String key, int count) throws Exception {
		Client client = new Client(List.of(gateway.port()));
		for (int i = 0; i < count; i++) {
			Reply paid = client.send(key + "-" + i, "/v1/payments", SALE);
			assertThat(paid.status()).isEqualTo(201);
			String payment = "/v1/payments/" + paid.text("id");
			assertThat(client.send(key + "-" + i, "/v1/payments", SALE).status()).isEqualTo(201);
			assertThat(client.send(key + "-refund-" + i, payment + "/refunds", Map.of("amount", 500)).status())
				.isEqualTo(201);
			read(gateway, payment);
			read(gateway, "/v1/payments?limit=10");
			read(gateway, payment + "/events");
		}
	}

	private static void read(Instance gateway, String path) throws IOException {
		try (Download answer = Download.get(gateway.port(), path)) {
			assertThat(answer.status()).isEqualTo(200);
		}
	}

	/** What connections count is seen a little later. */
	private long readWhenAllAreCounted(int payments) {
		return await().atMost(PATIENCE)
			.until(() -> this.rows.read(READ).getFirst(), (row) -> row.number(1) >= payments)
			.number(0);
	}

	/** What was looked at for this is counted when it has ended. */
	private static void run(Connection connection, List<String> sql) throws SQLException {
		try (Statement statement = connection.createStatement()) {
			for (String each : sql) {
				statement.execute(each);
			}
			statement.execute("select pg_stat_force_next_flush()");
		}
	}

}
