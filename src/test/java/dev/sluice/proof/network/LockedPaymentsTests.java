package dev.sluice.proof.network;

import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import dev.sluice.proof.Books;
import dev.sluice.proof.Client;
import dev.sluice.proof.Client.Reply;
import dev.sluice.proof.Instance;
import dev.sluice.testing.Rows;
import dev.sluice.testing.Simulator;
import dev.sluice.testing.TestDatabase;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Somebody holds the table of payments, as a careless migration does: who cannot be
 * served in time is refused meanwhile, and what was under way ends by itself after.
 */
class LockedPaymentsTests {

	/** Only there so that nothing hangs for ever. */
	private static final Duration PATIENCE = Duration.ofMinutes(2);

	private static final Map<String, Object> SALE = Map.of("amount", 1999, "currency", "EUR", "payment_method",
			"pm_card_visa");

	/** Nothing is left to the recovery: it would come too late for this. */
	private static final Map<String, String> SETTINGS = Map.of("sluice.journal.queue-timeout", "500ms",
			"sluice.postgres.lock-timeout", "2s", "sluice.operations.lease", "10m");

	private static final int REQUESTS = 100;

	private static final int UNDER_WAY = 5;

	private final TestDatabase database = TestDatabase.create();

	private final Rows rows = new Rows(this.database.dataSource());

	@Test
	void refuseWhoCannotBeServedInTimeAndForgetNothing() throws Exception {
		try (Instance gateway = Instance.start(this.database, SETTINGS);
				ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
			Simulator processor = new Simulator(gateway.port());
			Client client = new Client(List.of(gateway.port()));
			assertThat(client.send("first", "/v1/payments", SALE).status()).isEqualTo(201);
			processor.faults(Map.of("latency", Map.of("min_ms", 1000, "median_ms", 1000, "p99_ms", 1000)));
			List<Future<Reply>> underWay = send(threads, client, "under-way-", UNDER_WAY);
			await().atMost(PATIENCE).until(() -> this.rows.read(Books.PENDING).size() == UNDER_WAY);

			try (Connection connection = this.database.dataSource().getConnection();
					Statement statement = connection.createStatement()) {
				connection.setAutoCommit(false);
				statement.execute("lock table payments");
				List<Future<Reply>> refused = send(threads, client, "refused-", REQUESTS);
				await().atMost(PATIENCE)
					.until(() -> refused.stream().filter(LockedPaymentsTests::isRefused).count() > REQUESTS / 2);
				connection.rollback();
			}

			for (Future<Reply> one : underWay) {
				assertThat(one.get().status()).isIn(201, 202);
			}
			await().atMost(PATIENCE).untilAsserted(() -> assertThat(this.rows.read(Books.PENDING)).isEmpty());
			assertThat(client.send("after", "/v1/payments", SALE).status()).isEqualTo(201);
		}
	}

	private static boolean isRefused(Future<Reply> request) {
		return request.state() == Future.State.SUCCESS && request.resultNow().status() == 503
				&& request.resultNow().text("code").equals("overloaded");
	}

	private static List<Future<Reply>> send(ExecutorService threads, Client client, String key, int count) {
		List<Future<Reply>> requests = new ArrayList<>();
		for (int i = 0; i < count; i++) {
			String own = key + i;
			requests.add(threads.submit(() -> client.send(own, "/v1/payments", SALE)));
		}
		return requests;
	}

}
