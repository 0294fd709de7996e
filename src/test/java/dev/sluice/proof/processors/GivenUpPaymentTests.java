package dev.sluice.proof.processors;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import dev.sluice.proof.Books;
import dev.sluice.proof.Campaign;
import dev.sluice.proof.Client;
import dev.sluice.proof.Client.Reply;
import dev.sluice.proof.Instance;
import dev.sluice.testing.Rows;
import dev.sluice.testing.Simulator;
import dev.sluice.testing.TestDatabase;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Merchants who void payments at the moment at which their customers approve or refuse
 * them, through two gateways, while answers are lost and callbacks come late, twice or
 * never.
 */
class GivenUpPaymentTests {

	private static final int PAYMENTS = 80;

	private static final int AT_ONCE = 8;

	private static final int LONGEST_THOUGHT_MILLIS = 60;

	private static final String UNDONE = """
			select count(*) from journal where type = 'payment.refund_pending'""";

	private static final String CHARGED = """
			select data::text from payments where amount_authorized > amount_refunded""";

	private final TestDatabase database = TestDatabase.create();

	private final Rows rows = new Rows(this.database.dataSource());

	@Test
	void bothBooksAgreeAndNobodyIsLeftCharged() throws Exception {
		long seed = Campaign.seed();
		Map<String, String> slowBank = Map.of("sluice.simulator.challenge-validity", "1m");
		try (Instance first = Instance.start(this.database, slowBank);
				Instance second = Instance.startWith(new Simulator(first.port()).url(), this.database, Map.of());
				ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE)) {
			Simulator processor = new Simulator(first.port());
			processor.hasABadDay(seed);
			Client client = new Client(List.of(first.port(), second.port()));
			List<Future<?>> payments = new ArrayList<>();
			for (int i = 0; i < PAYMENTS; i++) {
				Random random = new Random(seed + i);
				String name = "p" + i;
				payments.add(threads.submit(() -> {
					payAndGiveUp(client, processor, name, random);
					return null;
				}));
			}
			for (Future<?> payment : payments) {
				payment.get();
			}

			Books books = new Books(this.rows, this.rows, processor);
			books.awaitQuiet();
			books.areSound(client.answers());
			assertThat(this.rows.read(CHARGED)).as("seed " + seed).isEmpty();
			assertThat(this.rows.read(UNDONE).getFirst().number(0)).as("seed " + seed).isPositive();
		}
	}

	private static void payAndGiveUp(Client client, Simulator processor, String name, Random random) throws Exception {
		Map<String, Object> terms = Map.of("amount", random.nextLong(100, 10_000), "currency", "EUR", "payment_method",
				"pm_card_3ds", "capture", random.nextInt(3) > 0 ? "automatic" : "manual");
		Reply payment = client.ask(name, "/v1/payments", terms);
		if (!payment.text("status").equals("requires_action")) {
			return;
		}
		String charge = payment.json().path("operations").path(0).path("id").asString();
		int thought = random.nextInt(LONGEST_THOUGHT_MILLIS);
		String decision = (random.nextInt(4) > 0) ? "approve" : "refuse";
		Thread customer = Thread.ofVirtual().start(() -> decide(processor, charge, thought, decision));
		Thread.sleep(random.nextInt(LONGEST_THOUGHT_MILLIS));
		String path = "/v1/payments/" + payment.text("id");
		insist(client, name + "-void-", path + "/voids", "void");
		customer.join();
		insist(client, name + "-refund-", path + "/refunds", "refund");
	}

	/**
	 * A processor that did nothing about it leaves a payment as it was: the merchant asks
	 * for as long as it can be asked for. What is captured after a void that failed has
	 * to be refunded.
	 */
	private static void insist(Client client, String key, String path, String action) throws InterruptedException {
		for (int attempt = 0; isOpen(client.ask(key + attempt, path, Map.of()), action); attempt++) {
			Thread.sleep(LONGEST_THOUGHT_MILLIS);
		}
	}

	private static boolean isOpen(Reply reply, String action) {
		JsonNode available = reply.json().path("available_actions").path(action);
		return available.asBoolean(false) || available.asLong(0) > 0;
	}

	private static void decide(Simulator processor, String charge, int thought, String decision) {
		try {
			Thread.sleep(thought);
			assertThat(processor.submit(charge, decision).statusCode()).isEqualTo(200);
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

}
