package dev.sluice.proof.readers;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.Statement;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.sluice.proof.AnotherWriter;
import dev.sluice.proof.Download;
import dev.sluice.testing.Rows;
import dev.sluice.testing.SluiceProcess;
import dev.sluice.testing.TestDatabase;
import dev.sluice.values.TypeId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Exports that are larger than the memory of the gateway. */
class ExportTests {

	private static final Duration PATIENCE = Duration.ofMinutes(2);

	private static final String HEAP = "96m";

	private static final int PAYMENTS = Integer.getInteger("proof.exported-payments", 300_000);

	/** The payments are the first one over and over, with ids that count in base 32. */
	private static final String FIRST_ID = "01900000-0000-7000-8000-000000000000";

	private static final String DIGITS = "0123456789abcdefghjkmnpqrstvwxyz";

	private static final int COUNTING_DIGITS = 4;

	private static final String LINES = "Accept: application/x-ndjson";

	private static final String TABLE = "Accept: text/csv";

	private static final int SOME_BYTES = 64 * 1024 * 20;

	private static final Pattern ID = Pattern.compile("pay_[0-9a-z]{26}");

	private static final String LOAD = """
			insert into payments (merchant_id, payment_id, version, position, status, currency, amount,
			  amount_authorized, amount_captured, capture_pending, amount_refunded, refund_pending, created_at, data)
			select p.merchant_id, (left(?, 31) || lpad(to_hex(i), 5, '0'))::uuid, p.version, p.position, p.status,
			       p.currency, p.amount, p.amount_authorized, p.amount_captured, p.capture_pending, p.amount_refunded,
			       p.refund_pending, p.created_at,
			       replace(p.data::text, p.data ->> 'id', ? || digit[1 + (i >> 15)] || digit[1 + (i >> 10 & 31)]
			         || digit[1 + (i >> 5 & 31)] || digit[1 + (i & 31)])::json
			  from payments p, string_to_array(?, null) digit, generate_series(1, ?) i""";

	private static final String BUSY = """
			select pid, state, query from pg_stat_activity
			 where datname = current_database() and application_name = 'sluice' and state <> 'idle'
			   and query ~ '\\mpayments\\M'""";

	private static final String FETCHED = """
			select idx_tup_fetch + seq_tup_read from pg_stat_user_tables where relname = 'payments'""";

	@TempDir
	private Path folder;

	private final TestDatabase database = TestDatabase.create();

	private final Rows rows = new Rows(this.database.dataSource());

	private SluiceProcess gateway;

	@BeforeEach
	void start() throws Exception {
		this.gateway = SluiceProcess
			.startSmall(HEAP, this.folder, this.database.arguments("--server.port=0", "--sluice.demo.enabled=true"))
			.awaitOutput("Sluice is ready.");
		AnotherWriter _ = AnotherWriter.of(this.database, this.gateway.port());
		load();
	}

	@AfterEach
	void stop() throws Exception {
		this.gateway.close();
		try (Connection connection = this.database.dataSource().getConnection();
				Statement statement = connection.createStatement()) {
			statement.execute("truncate payments cascade");
		}
	}

	@Test
	void takeNoMoreMemoryThanThereIsAndStopWhenTheReaderLeaves() throws Exception {
		try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
				Download lines = Download.getThroughAThinPipe(this.gateway.port(), "/v1/payments", LINES);
				Download table = Download.getThroughAThinPipe(this.gateway.port(), "/v1/payments", TABLE)) {
			assertThat(fetched()).as("rows that were read for nobody").isLessThan(PAYMENTS);

			Future<Long> read = threads.submit(() -> readsAll(lines, ""));
			assertThat(readsAll(table, "\ufeffid,created_at,")).isEqualTo(PAYMENTS + 1);
			assertThat(read.get()).isEqualTo(PAYMENTS + 1);
		}
		leaveInTheMiddle();
		assertThat(this.gateway.output()).doesNotContain("OutOfMemory", "LEAK");
	}

	/** The number of rows, newest first, below a heading, if there is one. */
	private static long readsAll(Download export, String heading) throws IOException {
		BufferedReader lines = new BufferedReader(new InputStreamReader(export.body(), StandardCharsets.UTF_8));
		assertThat(heading.isEmpty() ? heading : lines.readLine()).startsWith(heading);
		String before = "pay_z";
		long count = 0;
		for (String line = lines.readLine(); line != null; line = lines.readLine()) {
			String id = id(line);
			assertThat(id).isLessThan(before);
			before = id;
			count++;
		}
		return count;
	}

	private static String id(String line) {
		Matcher id = ID.matcher(line);
		assertThat(id.find()).as(line).isTrue();
		return id.group();
	}

	private void leaveInTheMiddle() throws Exception {
		long before = fetched();
		try (Download lines = Download.get(this.gateway.port(), "/v1/payments", LINES);
				Download table = Download.get(this.gateway.port(), "/v1/payments", TABLE)) {
			read(lines.body(), SOME_BYTES);
			read(table.body(), SOME_BYTES);
		}
		await().atMost(PATIENCE).untilAsserted(() -> assertThat(this.rows.read(BUSY)).isEmpty());
		assertThat(fetched() - before).as("rows that were read").isLessThan(PAYMENTS / 2);
	}

	private static void read(InputStream body, int bytes) throws IOException {
		byte[] buffer = new byte[64 * 1024];
		for (int left = bytes; left > 0; left -= buffer.length) {
			assertThat(body.readNBytes(buffer, 0, buffer.length)).isEqualTo(buffer.length);
		}
	}

	/** Once the count, which comes late, stands still. */
	private long fetched() throws Exception {
		long last;
		do {
			last = this.rows.read(FETCHED).getFirst().number(0);
			Thread.sleep(2_000);
		}
		while (last != this.rows.read(FETCHED).getFirst().number(0));
		return last;
	}

	private void load() throws Exception {
		String id = TypeId.write("pay", UUID.fromString(FIRST_ID));
		try (Connection connection = this.database.dataSource().getConnection();
				PreparedStatement statement = connection.prepareStatement(LOAD)) {
			statement.setString(1, FIRST_ID);
			statement.setString(2, id.substring(0, id.length() - COUNTING_DIGITS));
			statement.setString(3, DIGITS);
			statement.setInt(4, PAYMENTS);
			assertThat(statement.executeUpdate()).isEqualTo(PAYMENTS);
		}
	}

}
