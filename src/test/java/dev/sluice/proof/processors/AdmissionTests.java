package dev.sluice.proof.processors;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

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
 * More is asked of a processor than it can take: some of it is taken and done, the rest
 * refused before it is recorded, and nothing is left to the recovery.
 */
class AdmissionTests {

	/** Only there so that nothing hangs for ever. */
	private static final Duration PATIENCE = Duration.ofMinutes(2);

	private static final Map<String, Object> SALE = Map.of("amount", 1999, "currency", "EUR", "payment_method",
			"pm_card_visa");

	private static final Map<String, String> NARROW = Map.of("sluice.operations.max-in-flight", "12",
			"sluice.operations.max-waiting", "12", "sluice.operations.max-admission-wait", "30s",
			"sluice.operations.call-timeout", "30s", "sluice.operations.lease", "75s");

	/** One request takes all the room there is. */
	private static final Map<String, String> FULL = Map.of("sluice.operations.max-in-flight", "1",
			"sluice.operations.max-waiting", "1", "sluice.operations.max-admission-wait", "100ms",
			"sluice.operations.call-timeout", "30s", "sluice.operations.lease", "75s", "sluice.payments.default-wait",
			"500ms");

	private static final int REQUESTS = 100;

	private static final String RECORDED = "select payment_id from payments";

	private static final String RECOVERED = "select operation_id from operations where tries > 0";

	private final TestDatabase database = TestDatabase.create();

	private final Rows rows = new Rows(this.database.dataSource());

	@Test
	void takesWhatTheProcessorCanAndRecordsNothingElse() throws Exception {
		try (Instance gateway = Instance.start(this.database, NARROW)) {
			Client client = new Client(List.of(gateway.port()));
			new Simulator(gateway.port())
				.faults(Map.of("latency", Map.of("min_ms", 500, "median_ms", 500, "p99_ms", 500)));

			List<Reply> replies = sendAllAtOnce(client);

			List<Reply> taken = replies.stream().filter((reply) -> reply.status() != 503).toList();
			List<Reply> refused = replies.stream().filter((reply) -> reply.status() == 503).toList();
			assertThat(taken).extracting(Reply::status).isSubsetOf(201, 202).hasSizeGreaterThanOrEqualTo(16);
			assertThat(refused).isNotEmpty().extracting((reply) -> reply.text("code")).containsOnly("overloaded");
			await().atMost(PATIENCE).untilAsserted(() -> assertThat(this.rows.read(RECORDED)).hasSameSizeAs(taken));
			assertThat(this.rows.read(RECOVERED)).isEmpty();
			new Simulator(gateway.port()).faults(Map.of());
			assertThat(client.ask(refused.getFirst().key(), "/v1/payments", SALE).text("status")).isEqualTo("captured");
		}
	}

	/** Whoever is told that there is no room takes it that nothing was done. */
	@Test
	void answersARepeatAsTheFirstWhileThereIsNoRoom() throws Exception {
		try (Instance gateway = Instance.start(this.database, FULL)) {
			Client client = new Client(List.of(gateway.port()));
			Reply first = client.send("known", "/v1/payments", SALE);
			new Simulator(gateway.port())
				.faults(Map.of("latency", Map.of("min_ms", 20_000, "median_ms", 20_000, "p99_ms", 20_000)));
			Reply under = client.send("under-way", "/v1/payments", SALE);
			assertThat(under.status()).isEqualTo(202);

			Reply refused = client.send("new", "/v1/payments", SALE);
			Reply repeated = client.send("known", "/v1/payments", SALE);
			Reply waiting = client.send("under-way", "/v1/payments", SALE);

			assertThat(refused.status()).isEqualTo(503);
			assertThat(refused.text("code")).isEqualTo("overloaded");
			assertThat(repeated.body()).isEqualTo(first.body());
			assertThat(repeated.replayed()).isTrue();
			assertThat(waiting.status()).isEqualTo(202);
			assertThat(waiting.text("id")).isEqualTo(under.text("id"));
			assertThat(this.rows.read(RECORDED)).hasSize(2);
		}
	}

	private static List<Reply> sendAllAtOnce(Client client) throws Exception {
		try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
			return threads
				.invokeAll(IntStream.range(0, REQUESTS)
					.<Callable<Reply>>mapToObj((i) -> () -> client.send("key-" + i, "/v1/payments", SALE))
					.toList())
				.stream()
				.map(Future::resultNow)
				.toList();
		}
	}

}
