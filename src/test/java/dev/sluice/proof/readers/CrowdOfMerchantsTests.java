package dev.sluice.proof.readers;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import dev.sluice.proof.Client;
import dev.sluice.proof.Download;
import dev.sluice.proof.Follower;
import dev.sluice.testing.SluiceProcess;
import dev.sluice.testing.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Many merchants with large events, each of which has streams whose readers take nothing,
 * at a gateway whose memory could not hold the newest events of all of them.
 */
class CrowdOfMerchantsTests {

	private static final String HEAP = "96m";

	private static final Duration PATIENCE = Duration.ofMinutes(2);

	private static final int MERCHANTS = 100;

	/** Of 50 kB. */
	private static final int EVENTS_PER_ROUND = 12;

	/** After each of them every merchant has one stream more. */
	private static final int ROUNDS = 6;

	/** Merchants of their own, whose keys are {@code sk_test_1} and so on. */
	private static final String CREATE = """
			insert into merchants (merchant_id, name)
			select ('01900000-0000-7000-a000-' || lpad(to_hex(i), 12, '0'))::uuid, 'One of many'
			  from generate_series(1, %1$d) i;
			insert into journal_heads (merchant_id)
			select merchant_id from merchants where name = 'One of many';
			insert into api_keys (merchant_id, key_id, name, secret_hash)
			select ('01900000-0000-7000-a000-' || lpad(to_hex(i), 12, '0'))::uuid, gen_random_uuid(), 'Key',
			       sha256(convert_to('sk_test_' || i, 'UTF8'))
			  from generate_series(1, %1$d) i""".formatted(MERCHANTS);

	/** For everybody, events like the first of the demo merchant. */
	private static final String APPEND = """
			with heads as (
			  select merchant_id, lock_journal(merchant_id, true) as base from journal_heads),
			entries as (
			  insert into journal (merchant_id, position, subject_id, version, type, created_at, change, data)
			  select heads.merchant_id, base + i, gen_random_uuid(), 1, type, now(), change, data
			    from heads, generate_series(1, %1$d) i, journal first
			   where first.merchant_id = '01900000-0000-7000-8000-000000000001' and first.position = 1)
			select pg_notify('sluice_journal', merchant_id::text) from heads""".formatted(EVENTS_PER_ROUND);

	@TempDir
	private Path folder;

	@Test
	void cannotMakeTheGatewayRunOutOfMemoryNorKeepAnotherFromItsEvents() throws Exception {
		TestDatabase database = TestDatabase.create();
		List<Socket> deaf = new ArrayList<>();
		try (SluiceProcess gateway = SluiceProcess
			.startSmall(HEAP, this.folder, database.arguments("--server.port=0", "--sluice.demo.enabled=true"))
			.awaitOutput("Sluice is ready.")) {
			execute(database, CREATE);
			long head = pay(gateway.port());
			try (Follower healthy = Follower.of(gateway.port())) {
				healthy.hasSeenAllUpTo(head);
				for (int round = 0; round < ROUNDS; round++) {
					for (int merchant = 1; merchant <= MERCHANTS; merchant++) {
						deaf.add(follow(gateway.port(), "sk_test_" + merchant));
					}
					execute(database, APPEND);
					head += EVENTS_PER_ROUND;
					healthy.hasSeenAllUpTo(head);
				}
				assertThat(healthy.visits()).isEqualTo(1);
			}
			assertThat(gateway.output()).doesNotContain("OutOfMemory", "OutOfDirectMemory", "LEAK");
		}
		finally {
			for (Socket reader : deaf) {
				reader.close();
			}
		}
	}

	private static long pay(int port) throws InterruptedException {
		Map<String, String> metadata = IntStream.range(0, 50)
			.boxed()
			.collect(Collectors.toMap((i) -> "key_" + i, (i) -> "ü".repeat(490)));
		assertThat(new Client(List.of(port))
			.ask("the-first", "/v1/payments",
					Map.of("amount", 1999, "currency", "EUR", "payment_method", "pm_card_visa", "metadata", metadata))
			.isDone()).isTrue();
		return 2;
	}

	/** Waits until the stream has begun, and takes nothing of what follows. */
	private static Socket follow(int port, String key) throws IOException {
		Socket socket = new Socket();
		socket.setReceiveBufferSize(8 * 1024);
		socket.setSoTimeout(Math.toIntExact(PATIENCE.toMillis()));
		socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
		String request = new String(Download.request("GET", "/v1/events", "Accept: text/event-stream"),
				StandardCharsets.UTF_8);
		socket.getOutputStream().write(request.replace("sk_demo_sluice", key).getBytes(StandardCharsets.UTF_8));
		assertThat(socket.getInputStream().readNBytes(12)).asString(StandardCharsets.UTF_8).endsWith("200");
		return socket;
	}

	private static void execute(TestDatabase database, String sql) throws SQLException {
		try (Connection connection = database.dataSource().getConnection();
				Statement statement = connection.createStatement()) {
			boolean _ = statement.execute(sql);
		}
	}

}
