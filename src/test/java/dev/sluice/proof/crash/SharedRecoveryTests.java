package dev.sluice.proof.crash;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.sluice.proof.Client;
import dev.sluice.proof.Instance;
import dev.sluice.testing.PaymentAudit;
import dev.sluice.testing.Rows;
import dev.sluice.testing.TestDatabase;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Two gateways that clear up after a third. */
class SharedRecoveryTests {

	private static final Duration PATIENCE = Duration.ofMinutes(1);

	private static final int OPERATIONS = 300;

	private static final Map<String, String> NEVER_RECOVERS = Map.of("sluice.operations.recovery-interval", "1h",
			"sluice.operations.first-retry", "1ms", "sluice.processors.simulator.open-after", "100000");

	/** A lease that nobody outlives, so that a second request would be a mistake. */
	private static final Map<String, String> RECOVERS = Map.of("sluice.operations.lease", "1m",
			"sluice.operations.recovery-interval", "20ms", "sluice.operations.recovery-batch", "10",
			"sluice.operations.call-timeout", "20s");

	private static final String PENDING = "select operation_id from operations where status = 'pending'";

	private static final Map<String, Object> TERMS = Map.of("amount", 1999, "currency", "EUR", "payment_method",
			"pm_card_visa");

	@Test
	void noOperationIsAskedForByBoth() throws Exception {
		TestDatabase database = TestDatabase.create();
		Rows rows = new Rows(database.dataSource());
		try (CountingProcessor processor = new CountingProcessor()) {
			processor.breakDown();
			leaveUndone(database, processor, OPERATIONS);
			assertThat(rows.read(PENDING)).hasSize(OPERATIONS);
			processor.recover();

			try (Instance first = Instance.startWith(processor.url(), database, RECOVERS);
					Instance second = Instance.startWith(processor.url(), database, RECOVERS)) {
				await().atMost(PATIENCE).untilAsserted(() -> assertThat(rows.read(PENDING)).isEmpty());

				assertThat(processor.asked()).hasSize(OPERATIONS)
					.allSatisfy((operation, gateways) -> assertThat(gateways).hasSize(1));
				assertThat(processor.asked().values()).contains(List.of(first.port()), List.of(second.port()));
			}
		}
		PaymentAudit.of(rows).passes();
		assertThat(rows.read("select status from payments where status = 'captured'")).hasSize(OPERATIONS);
	}

	/** The leases of the first would outlast the test. */
	@Test
	void whatAnInstanceTookOverIsHandedOverWhenItEnds() throws Exception {
		TestDatabase database = TestDatabase.create();
		Rows rows = new Rows(database.dataSource());
		Map<String, String> settings = new HashMap<>(RECOVERS);
		settings.put("sluice.operations.lease", "1h");
		try (CountingProcessor processor = new CountingProcessor()) {
			processor.breakDown();
			leaveUndone(database, processor, 60);
			processor.recover();

			try (Instance _ = Instance.startWith(processor.url(), database, settings)) {
				await().atMost(PATIENCE).until(() -> processor.asked().size() > 6);
			}
			assertThat(rows.read(PENDING)).isNotEmpty();
			try (Instance _ = Instance.startWith(processor.url(), database, settings)) {
				await().atMost(PATIENCE).untilAsserted(() -> assertThat(rows.read(PENDING)).isEmpty());
			}

			assertThat(processor.asked()).hasSize(60)
				.allSatisfy((operation, gateways) -> assertThat(gateways).hasSize(1));
		}
		PaymentAudit.of(rows).passes();
	}

	@Test
	void whatIsDueAndForHowLongIsToldByAnyInstance() throws Exception {
		TestDatabase database = TestDatabase.create();
		Rows rows = new Rows(database.dataSource());
		Map<String, String> settings = new HashMap<>(NEVER_RECOVERS);
		settings.put("sluice.operations.due-interval", "50ms");
		try (CountingProcessor processor = new CountingProcessor()) {
			processor.breakDown();
			leaveUndone(database, processor, 10);

			try (Instance watching = Instance.startWith(processor.url(), database, settings)) {
				await().atMost(PATIENCE).untilAsserted(() -> {
					assertThat(watching.gauge("sluice.operations.due")).isEqualTo(10);
					assertThat(watching.gauge("sluice.operations.due.age")).isPositive();
				});
				await().atMost(PATIENCE).untilAsserted(() -> {
					postpone(rows);
					assertThat(watching.gauge("sluice.operations.due")).isZero();
					assertThat(watching.gauge("sluice.operations.due.age")).isZero();
				});
			}
		}
	}

	/** Nobody calls back here: whoever does not look up never knows. */
	@Test
	void anOperationIsAlsoRecoveredThatBecameDueAfterTheStart() throws Exception {
		TestDatabase database = TestDatabase.create();
		Rows rows = new Rows(database.dataSource());
		try (CountingProcessor processor = new CountingProcessor();
				Instance gateway = Instance.startWith(processor.url(), database, Map.of())) {
			processor.breakDown();
			Client client = new Client(List.of(gateway.port()));
			assertThat(client.send("key", "/v1/payments", TERMS).status()).isEqualTo(202);
			processor.recover();

			await().atMost(PATIENCE).untilAsserted(() -> assertThat(rows.read(PENDING)).isEmpty());

			assertThat(client.ask("key", "/v1/payments", TERMS).text("status")).isEqualTo("captured");
		}
	}

	/** To be repeated: what is being looked up meanwhile is due again soon after. */
	private static void postpone(Rows rows) throws SQLException {
		var _ = rows.read("update operations set due_at = now() + interval '1h' returning 1");
	}

	private static void leaveUndone(TestDatabase database, CountingProcessor processor, int operations)
			throws IOException, InterruptedException {
		try (Instance dead = Instance.startWith(processor.url(), database, NEVER_RECOVERS)) {
			Client client = new Client(List.of(dead.port()));
			for (int i = 0; i < operations; i++) {
				assertThat(client.send("key-" + i, "/v1/payments", TERMS).status()).isEqualTo(202);
			}
		}
	}

}
