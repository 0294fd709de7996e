package dev.sluice.proof.processors;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import dev.sluice.postgres.Connections;
import dev.sluice.proof.Books;
import dev.sluice.proof.Client;
import dev.sluice.proof.Client.Reply;
import dev.sluice.proof.Instance;
import dev.sluice.testing.PaymentAudit;
import dev.sluice.testing.Rows;
import dev.sluice.testing.Shop;
import dev.sluice.testing.Simulator;
import dev.sluice.testing.TestDatabase;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Somebody holds one merchant's journal. Neither what its processor has answered nor what
 * it asks for keeps others from the processor, and it is told soon that it has to wait.
 */
class StuckMerchantTests {

	/** Only there so that nothing hangs for ever. */
	private static final Duration PATIENCE = Duration.ofMinutes(2);

	private static final Map<String, Object> SALE = Map.of("amount", 1999, "currency", "EUR", "payment_method",
			"pm_card_visa");

	private static final int UNDER_WAY = 2;

	/** Nothing is left to the recovery: it would come too late for this. */
	private static final Map<String, String> SETTINGS = Map.of("sluice.operations.merchant-share", "100",
			"sluice.operations.max-in-flight", "" + UNDER_WAY, "sluice.operations.max-admission-wait", "1s",
			"sluice.operations.max-place-hold", "100ms", "sluice.operations.call-timeout", "20s",
			"sluice.operations.lease", "10m", "sluice.payments.default-wait", "500ms");

	private static final String DEMO_JOURNAL = """
			select purged from journal_heads for update""";

	private static final String ANSWERED = "select operation_id from simulator.operations";

	private final TestDatabase database = TestDatabase.create();

	private final Rows rows = new Rows(this.database.dataSource());

	@Test
	void whatTheProcessorHasAnsweredTakesNoPlaceThere() throws Exception {
		try (Instance gateway = Instance.start(this.database, SETTINGS);
				ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
			Client client = new Client(List.of(gateway.port()));
			Simulator processor = begin(gateway, client);
			List<Future<Reply>> answered = send(threads, client, "answered-");
			await().atMost(PATIENCE).until(() -> this.rows.read(Books.PENDING).size() == UNDER_WAY);

			try (Connection journal = hold()) {
				await().atMost(PATIENCE).until(() -> this.rows.read(ANSWERED).size() == 1 + UNDER_WAY);
				Thread.sleep(processorsTime());
				var _ = shop(gateway).create("automatic", "pm_card_visa", "wait=10", 201);
				journal.rollback();
			}

			endsWell(client, processor, answered);
		}
	}

	@Test
	void whatCannotBeRecordedKeepsNoPlaceThere() throws Exception {
		try (Instance gateway = Instance.start(this.database, SETTINGS);
				ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
			Client client = new Client(List.of(gateway.port()));
			Simulator processor = begin(gateway, client);

			try (Connection journal = hold()) {
				List<Future<Reply>> stuck = send(threads, client, "stuck-");
				var _ = shop(gateway).create("automatic", "pm_card_visa", "wait=10", 201);
				journal.rollback();
				endsWell(client, processor, stuck);
			}
		}
	}

	@Test
	void aMerchantWhoseOutcomesCannotBeRecordedIsRefusedAtOnce() throws Exception {
		Map<String, String> settings = new HashMap<>(SETTINGS);
		settings.putAll(Map.of("sluice.operations.max-under-way", "" + 2 * UNDER_WAY,
				"sluice.operations.merchant-share", "50", "sluice.operations.max-in-flight", "10"));
		try (Instance gateway = Instance.start(this.database, settings);
				ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
			Client client = new Client(List.of(gateway.port()));
			Simulator processor = begin(gateway, client);
			List<Future<Reply>> answered = send(threads, client, "answered-");
			await().atMost(PATIENCE).until(() -> this.rows.read(Books.PENDING).size() == UNDER_WAY);

			try (Connection journal = hold()) {
				Reply refused = client.send("refused", "/v1/payments", SALE);
				assertThat(refused.status()).isEqualTo(503);
				assertThat(refused.text("code")).isEqualTo("overloaded");
				assertThat(refused.text("detail")).startsWith("More outcomes wait to be recorded");
				var _ = shop(gateway).create("automatic", "pm_card_visa", "wait=10", 201);
				journal.rollback();
			}

			endsWell(client, processor, answered);
			assertThat(client.ask("refused", "/v1/payments", SALE).text("status")).isEqualTo("captured");
		}
	}

	/** The merchant's journal has been opened, and the processor takes a while. */
	private static Simulator begin(Instance gateway, Client client) throws Exception {
		assertThat(client.ask("first", "/v1/payments", SALE).status()).isEqualTo(201);
		Simulator processor = new Simulator(gateway.port());
		processor.faults(Map.of("latency", Map.of("min_ms", 1000, "median_ms", 1000, "p99_ms", 1000)));
		return processor;
	}

	/** What is done may not be answered yet. */
	private static Duration processorsTime() {
		return Duration.ofSeconds(2);
	}

	private Connection hold() throws SQLException {
		Connection connection = this.database.dataSource().getConnection();
		connection.setAutoCommit(false);
		try (Statement statement = connection.createStatement()) {
			statement.execute(DEMO_JOURNAL);
		}
		return connection;
	}

	private static Shop shop(Instance gateway) {
		return Shop.open(gateway.context().getBean(Connections.class).payments().client(), gateway.port());
	}

	private static List<Future<Reply>> send(ExecutorService threads, Client client, String key) {
		List<Future<Reply>> requests = new ArrayList<>();
		for (int i = 0; i < UNDER_WAY; i++) {
			String own = key + i;
			requests.add(threads.submit(() -> client.send(own, "/v1/payments", SALE)));
		}
		return requests;
	}

	private void endsWell(Client client, Simulator processor, List<Future<Reply>> requests) throws Exception {
		processor.noFaults();
		for (Future<Reply> request : requests) {
			assertThat(client.ask(request.get().key(), "/v1/payments", SALE).text("status")).isEqualTo("captured");
		}
		new Books(this.rows, this.rows, processor).awaitQuiet();
		PaymentAudit.of(this.rows).passes();
		assertThat(this.rows.read(ANSWERED)).hasSameSizeAs(this.rows.read("select payment_id from payments"));
	}

}
