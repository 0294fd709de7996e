package dev.sluice.proof.processors;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import com.jayway.jsonpath.JsonPath;
import dev.sluice.postgres.Connections;
import dev.sluice.proof.Books;
import dev.sluice.proof.Client;
import dev.sluice.proof.Instance;
import dev.sluice.testing.PaymentAudit;
import dev.sluice.testing.Rows;
import dev.sluice.testing.Shop;
import dev.sluice.testing.TestDatabase;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * One part of what is to be looked up is stuck: the rest of it is looked up all the same.
 */
class FairRecoveryTests {

	/** Only there so that nothing hangs for ever. */
	private static final Duration PATIENCE = Duration.ofMinutes(2);

	/** Nobody gives up waiting for a look-up within the time of the test. */
	private static final Map<String, String> SETTINGS = Map.of("sluice.operations.call-timeout", "5m",
			"sluice.operations.lease", "1h", "sluice.operations.max-recoveries", "4",
			"sluice.operations.merchant-share", "50", "sluice.operations.recovery-batch", "8",
			"sluice.processors.simulator.open-after", "100000", "sluice.processors.simulator.response-timeout", "10m");

	private static final int STUCK = 20;

	private final TestDatabase database = TestDatabase.create();

	private final Rows rows = new Rows(this.database.dataSource());

	/** The other's payments are asked for later, too. */
	@Test
	void aMerchantWhoseLookUpsHangDoesNotHoldUpAnother() throws Exception {
		try (PartlySilentProcessor processor = new PartlySilentProcessor();
				Instance gateway = Instance.startWith(processor.url(), this.database, SETTINGS)) {
			leaveUnknown(gateway, "EUR");
			Shop shop = Shop.open(gateway.context().getBean(Connections.class).payments().client(), gateway.port());
			processor.answersNext();
			List<String> others = List.of(unknown(shop), unknown(shop), unknown(shop));

			await().atMost(PATIENCE)
				.untilAsserted(() -> assertThat(others)
					.allSatisfy((id) -> assertThat(status(shop, id)).isEqualTo("captured")));

			assertThat(this.rows.read(Books.PENDING)).hasSize(STUCK);
			processor.answersAll();
			new Books(this.rows, List.of(), List.of()).awaitQuiet();
		}
		PaymentAudit.of(this.rows).passes();
	}

	@Test
	void aProcessorThatIsSilentDoesNotHoldUpAnother() throws Exception {
		try (PartlySilentProcessor silent = new PartlySilentProcessor();
				PartlySilentProcessor good = new PartlySilentProcessor();
				Instance gateway = Instance.startWith(silent.url(), this.database, with(good))) {
			leaveUnknown(gateway, "EUR");
			good.answersNext();
			leaveUnknown(gateway, "USD");

			await().atMost(PATIENCE).untilAsserted(() -> assertThat(this.rows.read(Books.PENDING)).hasSize(STUCK));

			assertThat(this.rows.read("select status from payments where currency = 'USD' and status = 'captured'"))
				.hasSize(STUCK);
			silent.answersAll();
			new Books(this.rows, List.of(), List.of()).awaitQuiet();
		}
		PaymentAudit.of(this.rows).passes();
	}

	private static Map<String, String> with(PartlySilentProcessor good) {
		Map<String, String> settings = new HashMap<>(SETTINGS);
		settings.putAll(Map.of("sluice.processors.simulator.others.good", good.url(), "sluice.routing.processors",
				"simulator", "sluice.routing.currencies.USD", "good"));
		return settings;
	}

	private static void leaveUnknown(Instance gateway, String currency) throws Exception {
		Client client = new Client(List.of(gateway.port()));
		for (int i = 0; i < STUCK; i++) {
			assertThat(client
				.send(currency + i, "/v1/payments",
						Map.of("amount", 1999, "currency", currency, "payment_method", "pm_card_visa"))
				.status()).isEqualTo(202);
		}
	}

	private static String unknown(Shop shop) {
		return JsonPath.read(shop.create("automatic", "pm_card_visa", "respond-async", 202), "$.id");
	}

	private static String status(Shop shop, String id) {
		return JsonPath.read(shop.show(id), "$.status");
	}

}
