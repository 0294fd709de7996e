package dev.sluice.bench.gateway;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

import dev.sluice.bench.programs.Postgres;
import dev.sluice.bench.run.Progress;

/** What the benchmarks know of the gateway's tables: all of it stands here. */
public final class Schema {

	/** The key and the merchant of demo mode. */
	public static final String KEY = "sk_demo_sluice";

	public static final String MERCHANT = "01900000-0000-7000-8000-000000000001";

	/**
	 * The body of a payment as a shop might send it. The hashes are where each request
	 * has a reference of its own, in letters, since long numbers may be taken for those
	 * of cards.
	 */
	public static final String BODY = """
			{"amount":1999,"currency":"EUR","payment_method":"pm_card_visa","capture":"automatic",\
			"reference":"order-################","description":"Two tickets, row 12","customer":"cus_ada_lovelace",\
			"metadata":{"cart":"c-81","channel":"web","campaign":"spring"},"return_url":"https://shop.example/done"}""";

	/**
	 * A create as one statement, for pgbench: what the gateway writes for a payment, with
	 * documents that come as parameters and are of the real size. Ids ascend, as the
	 * gateway's do.
	 */
	public static final String PGBENCH_CREATE = """
			\\set n :n + 1
			\\set id :base + :client_id * 1099511627776 + :n
			with given as (
			  select lpad(to_hex(:id::bigint), 32, '0')::uuid as id, 'pgbench-' || :id as key, :data::json as data),
			claimed as (
			  insert into idempotency_keys (merchant_id, key, request, payment_id, operation_id, created_at)
			  select '%1$s', key, :request::json, id, id, now() from given
			  on conflict do nothing returning payment_id as id),
			head as (
			  select lock_journal('%1$s', true) + 1 as position from claimed),
			payment as (
			  insert into payments (merchant_id, payment_id, version, position, status, currency, amount,
			    amount_authorized, amount_captured, capture_pending, amount_refunded, refund_pending, expires_at,
			    reference, created_at, data)
			  select '%1$s', id, 1, position, 'processing', 'EUR', 1999, 0, 0, 0, 0, 0, null, key, now(), data
			    from head, given),
			operation as (
			  insert into operations (merchant_id, payment_id, operation_id, kind, amount, status, processor, created_at,
			    due_at)
			  select '%1$s', id, id, 'sale', 1999, 'pending', 'simulator', now(), '2100-01-01' from claimed)
			insert into journal (merchant_id, position, subject_id, version, type, created_at, change, data)
			select '%1$s', position, id, 1, 'payment.created', now(), :change::json, data from head, given;
			"""
		.formatted(MERCHANT);

	/** Events in one transaction: so many, the data of each, and the wake-up. */
	public static final String APPEND_EVENTS = """
			with head as (
			  select lock_journal('%1$s', true) + ? as position),
			entries as (
			  insert into journal (merchant_id, position, subject_id, version, type, created_at, change, data)
			  select '%1$s', n, ('eeeeeeee-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid, 1, 'payment.captured',
			    now(), '{}', ?::json
			    from head, generate_series(head.position - ? + 1, head.position) n)
			select position, pg_notify('sluice_journal', '%1$s') from head""".formatted(MERCHANT);

	/** Payments of one state, so many, newest last. */
	public static final String LOAD_PAYMENTS = """
			insert into payments (merchant_id, payment_id, version, position, status, currency, amount, amount_authorized,
			  amount_captured, capture_pending, amount_refunded, refund_pending, expires_at, reference, created_at, data,
			  bytes)
			select '%s', ('01990000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid, 2, n, 'captured', 'EUR', 1999,
			  1999, 1999, 0, 0, 0, null, 'order-' || n, now() - make_interval(secs => n), given.data::json,
			  octet_length(given.data)
			  from (select ?::text as data) given, generate_series(?::bigint, ?::bigint) n"""
		.formatted(MERCHANT);

	/** What pgbench reads of them: any one, by its key. */
	public static final String PGBENCH_FIND = """
			\\set n random(2, :rows)
			select data from payments where merchant_id = '%s'
			  and payment_id = ('01990000-0000-7000-8000-' || lpad(to_hex(:n::bigint), 12, '0'))::uuid;
			""".formatted(MERCHANT);

	/** And the newest fifty, with the position. */
	public static final String PGBENCH_LIST = """
			select coalesce(head.position, 0), page.payment_id, page.data
			  from (select max(position) as position from journal where merchant_id = '%1$s') head
			  left join lateral (select payment_id, data from payments where merchant_id = '%1$s'
			    order by payment_id desc limit 50) page on true;
			""".formatted(MERCHANT);

	/** Merchants with a key each, so many; the secret of the n-th is {@link #secret}. */
	public static final String ADD_MERCHANTS = """
			with made as (
			  select n, ('0199aaaa-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid as id
			    from generate_series(1, ?) n),
			merchant as (
			  insert into merchants (merchant_id, name) select id, 'Merchant ' || n from made on conflict do nothing)
			insert into api_keys (merchant_id, key_id, name, secret_hash)
			select id, id, 'Key of merchant ' || n, sha256(convert_to('sk_bench_' || n, 'UTF8')) from made
			on conflict do nothing""";

	/**
	 * Events of several merchants, so many of each, as if they had come side by side:
	 * every payment is created and then captured. The number of its merchant is the start
	 * of its id, and that of its capture the end.
	 */
	public static final String FILL = """
			with merchant as materialized (
			  select m, ('0199aaaa-0000-7000-8000-' || lpad(to_hex(m), 12, '0'))::uuid as id
			    from generate_series(?::int, ?::int) m),
			head as materialized (
			  select m, id, lock_journal(id, true) as position from merchant),
			entry as (
			  select m, id, position + n as position, (position + n) % 2 as created
			    from generate_series(1, ?::int) n, head)
			insert into journal (merchant_id, position, subject_id, version, type, created_at, change, data)
			select id, position, (lpad(to_hex(m), 8, '0') || '-0000-7000-8000-'
			         || lpad(to_hex((position + created) / 2), 12, '0'))::uuid,
			       2 - created, case created when 1 then 'payment.created' else 'payment.captured' end, now(),
			       case created when 1 then ?::json else '{}' end,
			       case created when 1 then ?::json else ?::json end
			  from entry""";

	/** Wakes whoever reads the journals of these. */
	public static final String WAKE = """
			select pg_notify('sluice_journal', '0199aaaa-0000-7000-8000-' || lpad(to_hex(m), 12, '0'))
			  from generate_series(?::int, ?::int) m""";

	/** How many journals have a gap. */
	public static final String GAPS = """
			select count(*) from (
			  select j.merchant_id from journal j left join journal_heads h using (merchant_id)
			   group by j.merchant_id
			  having count(*) <> max(j.position) - coalesce(max(h.purged), 0)) gap""";

	/** What the columns know of a payment, as JSON. */
	public static final String COPY_JSON = """
			copy (select json_build_object('id', payment_id, 'status', status, 'version', version, 'amount', amount,
			  'currency', currency, 'amount_authorized', amount_authorized, 'amount_captured', amount_captured,
			  'amount_refunded', amount_refunded, 'capture_pending', capture_pending, 'refund_pending', refund_pending,
			  'reference', reference, 'created_at', created_at, 'expires_at', expires_at) from payments
			  where merchant_id = '%s') to stdout""".formatted(MERCHANT);

	/** The same columns without the JSON. */
	public static final String COPY_COLUMNS = """
			copy (select payment_id, status, version, amount, currency, amount_authorized, amount_captured,
			  amount_refunded, capture_pending, refund_pending, reference, created_at, expires_at from payments
			  where merchant_id = '%s') to stdout""".formatted(MERCHANT);

	/** The documents that the gateway sends too. */
	public static final String COPY_DATA = "copy (select data from payments where merchant_id = '%s') to stdout"
		.formatted(MERCHANT);

	/** How many payments have no outcome. */
	public static final String PROCESSING = "select count(*) from payments where status = 'processing'";

	/** How many that are captured have no entry that says so where their rows say. */
	public static final String UNTOLD = """
			select count(*) from payments p where p.status = 'captured' and not exists (
			  select from journal j where j.merchant_id = p.merchant_id and j.position = p.position
			    and j.subject_id = p.payment_id and j.version = 2 and p.version = 2 and j.type = 'payment.captured')""";

	/** How many operations the gateway has still to bring to their end. */
	public static final String UNSETTLED = """
			select count(*) from operations where status = 'pending' and due_at < '2099-01-01'""";

	/** How many operations have no outcome. */
	public static final String PENDING = "select count(*) from operations where status = 'pending'";

	/** Lets all of them be looked up now. */
	public static final String MAKE_DUE = "update operations set due_at = now() where status = 'pending'";

	/** Any thousand of them, with commas. */
	public static final String SOME_OPERATIONS = """
			select string_agg(operation_id::text, ',') from (select operation_id from operations limit 1000) thousand""";

	/** How many destinations some instance works on. */
	public static final String HELD_DESTINATIONS = "select count(*) from destinations where holder is not null";

	/** The newest position of the second merchant that was added. */
	public static final String HIGHEST_OF_SECOND = """
			select max(position) from journal where merchant_id = '0199aaaa-0000-7000-8000-000000000002'""";

	/** What a simulator's callers show. */
	public static final String SIMULATOR_SECRET = "sim_demo_secret";

	private static final int CHUNK = 20_000;

	private Schema() {
	}

	/** The key of a merchant that was added, from 1. */
	public static String secret(int merchant) {
		return "sk_bench_" + merchant;
	}

	/** The id of a payment that was loaded. */
	public static String loaded(long n) {
		return Ids.payment(new java.util.UUID(0x0199000000007000L, 0x8000000000000000L | n));
	}

	/**
	 * The documents of a payment that the gateway itself has made.
	 *
	 * @param request of the idempotency key
	 * @param change of the first event
	 * @param created the payment after it
	 * @param captured the payment after the processor's answer
	 */
	public record Sample(String request, String change, String created, String captured) {

		public String sizes() {
			return "request %d B, change %d B, data %d B (captured: %d B)".formatted(this.request.length(),
					this.change.length(), this.created.length(), this.captured.length());
		}

	}

	/** Reads the newest payment that is captured. */
	public static Sample sample(Postgres postgres) throws SQLException {
		try (Connection connection = postgres.connect();
				Statement statement = connection.createStatement();
				ResultSet row = statement.executeQuery("""
						select k.request, j.change, j.data, p.data
						  from payments p join journal j on j.merchant_id = p.merchant_id
						    and j.subject_id = p.payment_id and j.version = 1
						  join idempotency_keys k on k.merchant_id = p.merchant_id and k.payment_id = p.payment_id
						 where p.status = 'captured' limit 1""")) {
			if (!row.next()) {
				throw new IllegalStateException("No payment was captured");
			}
			return new Sample(row.getString(1), row.getString(2), row.getString(3), row.getString(4));
		}
	}

	/** Loads payments, so that there are so many and those of the gateway itself. */
	public static void load(Postgres postgres, String data, int rows) throws SQLException {
		load(postgres, data, 1, rows);
	}

	/** Loads more of them, so that there are so many where there were so many before. */
	public static void load(Postgres postgres, String data, int there, int rows) throws SQLException {
		Progress.print("loading " + (rows - there) + " payments with " + data.length() + " bytes of data");
		try (Connection connection = postgres.connect();
				PreparedStatement load = connection.prepareStatement(LOAD_PAYMENTS)) {
			for (int from = there + 1; from <= rows; from += CHUNK) {
				load.setString(1, data);
				load.setLong(2, from);
				load.setLong(3, Math.min(rows, from + CHUNK - 1));
				load.executeUpdate();
				if (from / CHUNK % 5 == 4) {
					Progress.print(from + CHUNK - 2 + " payments");
				}
			}
		}
		postgres.execute("vacuum (freeze, analyze) payments");
		postgres.execute("checkpoint");
	}

	/** Adds merchants, each with a key. */
	public static void addMerchants(Postgres postgres, int count) throws SQLException {
		try (Connection connection = postgres.connect();
				PreparedStatement add = connection.prepareStatement(ADD_MERCHANTS)) {
			add.setInt(1, count);
			add.executeUpdate();
		}
	}

	/** Adds events to the journals of merchants that were added, so many to each. */
	public static void fill(Postgres postgres, Sample sample, int first, int last, int each) throws SQLException {
		try (Connection connection = postgres.connect()) {
			fill(connection, sample, first, last, each);
		}
	}

	/** As above, in a transaction of the caller's. */
	public static void fill(Connection connection, Sample sample, int first, int last, int each) throws SQLException {
		try (PreparedStatement fill = connection.prepareStatement(FILL);
				PreparedStatement wake = connection.prepareStatement(WAKE)) {
			fill.setInt(1, first);
			fill.setInt(2, last);
			fill.setInt(3, each);
			fill.setString(4, sample.change());
			fill.setString(5, sample.created());
			fill.setString(6, sample.captured());
			fill.executeUpdate();
			wake.setInt(1, first);
			wake.setInt(2, last);
			wake.execute();
		}
	}

	public static long head(Postgres postgres) throws SQLException {
		try (Connection connection = postgres.connect()) {
			return head(connection);
		}
	}

	public static long head(Connection connection) throws SQLException {
		try (PreparedStatement head = connection
			.prepareStatement("select coalesce(max(position), 0) from journal where merchant_id = ?::uuid")) {
			head.setString(1, MERCHANT);
			try (ResultSet row = head.executeQuery()) {
				return row.next() ? row.getLong(1) : 0;
			}
		}
	}

}
