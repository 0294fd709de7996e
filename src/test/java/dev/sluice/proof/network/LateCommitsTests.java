package dev.sluice.proof.network;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import dev.sluice.proof.Books;
import dev.sluice.proof.Client;
import dev.sluice.proof.Instance;
import dev.sluice.testing.Rows;
import dev.sluice.testing.Simulator;
import dev.sluice.testing.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A payment that reaches the database after it was given up, looked up and not found: on
 * a link that was silent for a while nothing is lost, it comes late.
 */
class LateCommitsTests {

	private static final Duration PATIENCE = Duration.ofMinutes(1);

	private static final String REFERENCE = "comes-late";

	private static final Map<String, Object> SALE = Map.of("amount", 1999, "currency", "EUR", "payment_method",
			"pm_card_visa", "reference", REFERENCE);

	private static final Map<String, String> IN_A_HURRY = Map.of("sluice.operations.call-timeout", "1s",
			"sluice.operations.lease", "3s", "sluice.postgres.statement-timeout", "700ms",
			"sluice.postgres.answer-timeout", "1s");

	/** There is a journal to append to. */
	private static final Map<String, Object> EARLIER = Map.of("amount", 100, "currency", "EUR", "payment_method",
			"pm_card_visa");

	private static final String PAYMENTS = "select payment_id from payments where reference = '" + REFERENCE + "'";

	private final TestDatabase database = TestDatabase.create();

	private final Rows rows = new Rows(this.database.dataSource());

	private TcpRelay relay;

	private Instance other;

	private Instance gateway;

	private Simulator processor;

	private Client client;

	@BeforeEach
	void start() throws Exception {
		this.relay = new TcpRelay(this.database);
		this.other = Instance.start(this.database, Map.of());
		this.processor = new Simulator(this.other.port());
		this.gateway = Instance.startWith(this.processor.url(), this.relay.relayed(), IN_A_HURRY);
		this.client = new Client(List.of(this.gateway.port()));
		assertThat(this.client.ask("earlier", "/v1/payments", EARLIER).isDone()).isTrue();
	}

	@AfterEach
	void stop() throws Exception {
		this.gateway.close();
		this.other.close();
		this.relay.close();
	}

	@Test
	void isTheOneThatItsKeyIsAnsweredWith() throws Exception {
		TcpRelay.Delay delay = payInVain();

		delay.end();
		await().atMost(PATIENCE).untilAsserted(() -> assertThat(this.rows.read(PAYMENTS)).hasSize(1));

		assertThat(this.client.ask("key", "/v1/payments", SALE).text("status")).isEqualTo("captured");
		thereIsOnePayment();
	}

	@Test
	void isRefusedWhereItsKeyWasUsedMeanwhile() throws Exception {
		TcpRelay.Delay delay = payInVain();

		assertThat(this.client.ask("key", "/v1/payments", SALE).text("status")).isEqualTo("captured");
		delay.end();
		await().atMost(PATIENCE).until(delay::isOver);

		thereIsOnePayment();
	}

	private TcpRelay.Delay payInVain() throws Exception {
		TcpRelay.Delay delay = this.relay.delayNext(REFERENCE);
		Client.Reply answer = this.client.send("key", "/v1/payments", SALE);
		assertThat(answer.text("code")).isEqualTo("outcome_unknown");
		assertThat(answer.retriable()).as("without a key it would be another payment").isFalse();
		assertThat(this.rows.read(PAYMENTS)).isEmpty();
		return delay;
	}

	private void thereIsOnePayment() throws Exception {
		Books books = new Books(this.rows, this.rows, this.processor);
		books.awaitQuiet();
		books.areSound(this.client.answers());
		assertThat(this.rows.read(PAYMENTS)).hasSize(1);
	}

}
