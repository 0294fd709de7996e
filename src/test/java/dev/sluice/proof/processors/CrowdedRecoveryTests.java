package dev.sluice.proof.processors;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.sluice.proof.Books;
import dev.sluice.proof.Client;
import dev.sluice.proof.Instance;
import dev.sluice.testing.PaymentAudit;
import dev.sluice.testing.Rows;
import dev.sluice.testing.TestDatabase;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The recovery has much to look up, and the processor takes its time: whoever pays
 * meanwhile has places of his own.
 */
class CrowdedRecoveryTests {

	/** Only there so that nothing hangs for ever. */
	private static final Duration PATIENCE = Duration.ofMinutes(2);

	private static final Map<String, Object> SALE = Map.of("amount", 1999, "currency", "EUR", "payment_method",
			"pm_card_visa");

	private static final int PLACES = 2;

	private static final Map<String, String> SETTINGS = Map.of("sluice.operations.max-recoveries", "" + PLACES,
			"sluice.operations.max-in-flight", "2", "sluice.operations.merchant-share", "100",
			"sluice.processors.simulator.max-connections", "4", "sluice.operations.call-timeout", "20s",
			"sluice.operations.lease", "50s", "sluice.processors.simulator.open-after", "100000",
			"sluice.operations.max-waiting", "200", "sluice.payments.default-wait", "10s");

	private final TestDatabase database = TestDatabase.create();

	private final Rows rows = new Rows(this.database.dataSource());

	@Test
	void lookUpsTakePlacesOfTheirOwnAndNoOthers() throws Exception {
		try (HangingProcessor processor = new HangingProcessor()) {
			leaveToTheRecovery(processor);
			processor.takeItsTime();
			try (Instance gateway = Instance.startWith(processor.url(), this.database, SETTINGS)) {
				await().atMost(PATIENCE).until(() -> processor.mostLookUps() == PLACES);
				processor.answerNow();

				Client client = new Client(List.of(gateway.port()));
				assertThat(client.send("meanwhile", "/v1/payments", SALE).status()).isEqualTo(201);

				assertThat(processor.mostLookUps()).isEqualTo(PLACES);
				processor.letLookUpsGo();
				new Books(this.rows, List.of(), List.of()).awaitQuiet();
				assertThat(processor.mostLookUps()).isEqualTo(PLACES);
			}
		}
		PaymentAudit.of(this.rows).passes();
	}

	/** More than there are places, all of them due before anything is looked up. */
	private void leaveToTheRecovery(HangingProcessor processor) throws Exception {
		Map<String, String> settings = new HashMap<>(SETTINGS);
		settings.put("sluice.operations.recovery-interval", "1h");
		try (Instance gateway = Instance.startWith(processor.url(), this.database, settings)) {
			Client client = new Client(List.of(gateway.port()));
			for (int i = 0; i < 5 * PLACES; i++) {
				assertThat(client.send("unknown-" + i, "/v1/payments", SALE).status()).isEqualTo(202);
			}
		}
	}

}
