package dev.sluice.proof.kafka;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;

import dev.sluice.merchants.MerchantId;
import dev.sluice.proof.Campaign;
import dev.sluice.proof.Client;
import dev.sluice.testing.Patience;
import dev.sluice.testing.Ports;
import dev.sluice.testing.Rows;
import dev.sluice.testing.SluiceProcess;
import dev.sluice.testing.TestDatabase;
import dev.sluice.testing.kafka.KafkaBroker;
import dev.sluice.testing.kafka.TopicReader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Two gateways that relay, their broker and their database, of which one or the other
 * dies or stands still again and again, while payments are made.
 */
class KilledRelayTests {

	private static final int ROUNDS = Integer.getInteger("proof.kills", 5);

	private static final int PAYMENTS_PER_ROUND = 20;

	private static final int AT_ONCE = 8;

	private static final Map<String, Object> SALE = Map.of("amount", 1999, "currency", "EUR", "payment_method",
			"pm_card_visa");

	private static final int LONGEST_ROUND_MILLIS = 2_000;

	/** Longer than a turn lasts without a sign of life. */
	private static final int FROZEN_MILLIS = 4_000;

	@TempDir
	private Path folder;

	private KafkaBroker broker;

	private MortalPostgres postgres;

	private final List<SluiceProcess> gateways = new ArrayList<>();

	private final List<Integer> ports = new ArrayList<>();

	private final ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);

	private final List<Future<?>> payments = new ArrayList<>();

	@BeforeEach
	void start() throws Exception {
		this.broker = KafkaBroker.start(Files.createDirectory(this.folder.resolve("broker")));
		this.postgres = new MortalPostgres(this.folder);
		for (int gateway = 0; gateway < 2; gateway++) {
			this.ports.add(Ports.free());
			this.gateways.add(start(this.ports.get(gateway)));
		}
	}

	@AfterEach
	void stop() throws Exception {
		this.threads.shutdownNow();
		for (SluiceProcess gateway : this.gateways) {
			gateway.close();
		}
		this.postgres.close();
		this.broker.close();
	}

	@Test
	void eachEventIsThereOnceAndInOrderWhateverDies() throws Exception {
		long seed = Campaign.seed();
		Random random = new Random(seed);
		Client client = new Client(this.ports);
		List<Trouble> troubles = List.of(this::killAGateway, this::freezeTheOther, this::killTheBroker,
				this::killTheDatabase, this::freezeTheBroker);
		int which = random.nextInt(2);
		for (int round = 0; round < ROUNDS; round++) {
			pay(client, round);
			Thread.sleep(random.nextInt(LONGEST_ROUND_MILLIS));
			troubles.get(round % troubles.size()).happen(which);
		}

		for (Future<?> payment : this.payments) {
			var _ = payment.get();
		}
		isAllThere();
	}

	private void pay(Client client, int round) {
		for (int payment = 0; payment < PAYMENTS_PER_ROUND; payment++) {
			String key = round + "-" + payment;
			this.payments.add(this.threads.submit(() -> client.ask(key, "/v1/payments", SALE)));
		}
	}

	private void killAGateway(int which) throws Exception {
		this.gateways.get(which).kill();
		this.gateways.get(which).close();
		this.gateways.set(which, start(this.ports.get(which)));
	}

	private void killTheBroker(int which) throws Exception {
		this.broker.kill();
		this.broker.restart();
	}

	private void freezeTheBroker(int which) throws Exception {
		this.broker.signal("STOP");
		Thread.sleep(FROZEN_MILLIS);
		this.broker.signal("CONT");
	}

	private void killTheDatabase(int which) throws Exception {
		this.postgres.kill();
		this.postgres.restart();
	}

	/** It relays, since one was killed; it comes back when it was thought dead. */
	private void freezeTheOther(int which) throws Exception {
		this.gateways.get(1 - which).signal("STOP");
		Thread.sleep(FROZEN_MILLIS);
		this.gateways.get(1 - which).signal("CONT");
	}

	private void isAllThere() throws Exception {
		Rows journal = new Rows(this.postgres.database().dataSource());
		try (TopicReader reader = new TopicReader(this.broker, "sluice.events");
				TopicReader cursors = new TopicReader(this.broker, "sluice.events.cursors")) {
			await().atMost(Patience.LONG.multipliedBy(2))
				.until(() -> reader.read().size() >= heads(journal).values().stream().mapToLong(List::size).sum());
			await().until(() -> cursors.newest().equals(newest(heads(journal))));
			assertThat(reader.positions()).isEqualTo(heads(journal));
		}
	}

	private static Map<String, String> newest(Map<String, List<Long>> heads) {
		Map<String, String> newest = new TreeMap<>();
		heads.forEach((merchant, positions) -> newest.put(merchant, positions.getLast().toString()));
		return newest;
	}

	/** The positions that there must be of each merchant: 1, 2, 3 … up to its newest. */
	private static Map<String, List<Long>> heads(Rows journal) throws SQLException {
		Map<String, List<Long>> heads = new TreeMap<>();
		journal.read("select merchant_id, max(position) from journal group by merchant_id")
			.forEach((row) -> heads.put(new MerchantId(UUID.fromString(row.text(0))).toString(),
					LongStream.rangeClosed(1, row.number(1)).boxed().toList()));
		return heads;
	}

	private SluiceProcess start(int port) throws Exception {
		TestDatabase database = this.postgres.database();
		List<String> arguments = new ArrayList<>(List.of(this.broker.arguments()));
		arguments.addAll(
				List.of("--server.port=" + port, "--sluice.demo.enabled=true", "--sluice.operations.call-timeout=1s",
						"--sluice.operations.lease=3s", "--sluice.operations.first-retry=100ms",
						"--sluice.operations.max-retry=1s", "--sluice.operations.recovery-interval=200ms"));
		return SluiceProcess.start(this.folder, database.arguments(arguments.toArray(String[]::new)))
			.awaitOutput("Sluice is ready.");
	}

	/** What happens to one of them. */
	private interface Trouble {

		void happen(int which) throws Exception;

	}

}
