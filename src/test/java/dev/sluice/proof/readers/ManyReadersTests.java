package dev.sluice.proof.readers;

import java.time.Duration;
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
import dev.sluice.proof.Follower;
import dev.sluice.proof.Instance;
import dev.sluice.testing.PaymentAudit;
import dev.sluice.testing.Rows;
import dev.sluice.testing.Simulator;
import dev.sluice.testing.TestDatabase;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Many write and many read, all at once, through three gateways. */
class ManyReadersTests {

	private static final Duration PATIENCE = Duration.ofMinutes(1);

	private static final int WRITERS = 32;

	private static final int READERS = 50;

	private static final int PAYMENTS_PER_WRITER = Integer.getInteger("proof.payments-per-writer", 8);

	private static final int MOST_AMOUNT = 10_000;

	/** A machine that stands still for a moment is no reason to give a payment up. */
	private static final Map<String, String> ALWAYS_ASKS = Map.of("sluice.processors.simulator.open-after", "100000");

	@Test
	void everyReaderEndsWithAllEventsInOrderHoweverOftenItLeaves() throws Exception {
		Random random = new Random(Campaign.seed());
		TestDatabase database = TestDatabase.create();
		Rows rows = new Rows(database.dataSource());
		List<Follower> readers = new ArrayList<>();
		try (Instance first = Instance.start(database, ALWAYS_ASKS);
				Instance second = Instance.startWith(new Simulator(first.port()).url(), database, ALWAYS_ASKS);
				Instance third = Instance.startWith(new Simulator(first.port()).url(), database, ALWAYS_ASKS)) {
			List<Integer> ports = List.of(first.port(), second.port(), third.port());
			for (int i = 0; i < READERS; i++) {
				readers.add(Follower.restless(ports, new Random(random.nextLong())));
			}

			write(new Client(ports), random);
			await().atMost(PATIENCE).untilAsserted(() -> assertThat(rows.read(Books.PENDING)).isEmpty());

			long head = rows.read("select max(position) from journal").getFirst().number(0);
			assertThat(head).isGreaterThan(2L * WRITERS * PAYMENTS_PER_WRITER);
			readers.forEach((reader) -> reader.hasSeenAllUpTo(head));
			assertThat(readers).allMatch((reader) -> reader.visits() > 1);
		}
		finally {
			close(readers);
		}
		PaymentAudit.of(rows).passes();
	}

	private static void write(Client client, Random random) throws Exception {
		try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
			List<Future<?>> writers = new ArrayList<>();
			for (int i = 0; i < WRITERS; i++) {
				String name = "writer-" + i;
				Random own = new Random(random.nextLong());
				writers.add(threads.submit(() -> {
					for (int payment = 0; payment < PAYMENTS_PER_WRITER; payment++) {
						pay(client, name + "-" + payment, own);
					}
					return null;
				}));
			}
			for (Future<?> writer : writers) {
				writer.get();
			}
		}
	}

	private static void pay(Client client, String name, Random random) throws InterruptedException {
		Reply paid = client.ask(name, "/v1/payments", Map.of("amount", 100 + random.nextInt(MOST_AMOUNT), "currency",
				"EUR", "payment_method", "pm_card_visa", "capture", random.nextBoolean() ? "manual" : "automatic"));
		String path = "/v1/payments/" + paid.text("id");
		if (paid.text("status").equals("authorized")) {
			assertThat(client.ask(name + "-capture", path + "/captures", Map.of()).isDone()).isTrue();
		}
		if (random.nextBoolean()) {
			assertThat(
					client.ask(name + "-refund", path + "/refunds", Map.of("amount", 1 + random.nextInt(100))).isDone())
				.isTrue();
		}
	}

	private static void close(List<Follower> readers) throws Exception {
		for (Follower reader : readers) {
			reader.close();
		}
	}

}
