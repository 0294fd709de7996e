package dev.sluice.proof.crash;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import dev.sluice.proof.Books;
import dev.sluice.proof.Client;
import dev.sluice.proof.Client.Reply;
import dev.sluice.testing.Patience;
import dev.sluice.testing.Rows;
import dev.sluice.testing.Simulator;
import dev.sluice.testing.SluiceProcess;
import dev.sluice.testing.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The end of a gateway, as in a rolling update, whose processor has not answered to many
 * operations; its leases would outlast the test.
 */
class HandoverTests {

	private static final int PAYMENTS = 40;

	private static final Map<String, Object> TERMS = Map.of("amount", 1999, "currency", "EUR", "payment_method",
			"pm_card_slow");

	@TempDir
	private Path folder;

	@Test
	void whatIsUnderWayIsHandedOverToTheOtherGateway() throws Exception {
		TestDatabase ours = TestDatabase.create();
		TestDatabase theirs = TestDatabase.create();
		Rows book = new Rows(theirs.dataSource());
		try (SluiceProcess simulator = SluiceProcess
			.start(this.folder, theirs.arguments("simulator", "--server.port=0", "--sluice.simulator.slow-delay=1h"))
			.awaitOutput("Started StandaloneSimulator");
				ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
			Simulator processor = new Simulator(simulator.port());
			try (SluiceProcess ending = gateway(ours, processor); SluiceProcess staying = gateway(ours, processor)) {
				Client client = new Client(List.of(ending.awaitOutput("Sluice is ready.").port()));
				Client other = new Client(List.of(staying.awaitOutput("Sluice is ready.").port()));
				List<Future<Reply>> waiting = new ArrayList<>();
				for (int i = 0; i < PAYMENTS; i++) {
					String key = "key-" + i;
					waiting.add(threads.submit(() -> client.send(key, "/v1/payments", TERMS)));
				}
				await().atMost(Patience.LONG)
					.until(() -> book.read("select operation_id from simulator.operations").size() == PAYMENTS);

				ending.terminate();

				for (Future<Reply> reply : waiting) {
					assertThat(reply.get().status()).isEqualTo(202);
				}
				Books books = new Books(new Rows(ours.dataSource()), book, processor);
				books.awaitQuiet();
				for (int i = 0; i < PAYMENTS; i++) {
					assertThat(other.ask("key-" + i, "/v1/payments", TERMS).text("status")).isEqualTo("captured");
				}
				books.areSound(other.answers());
			}
		}
	}

	private SluiceProcess gateway(TestDatabase database, Simulator processor) throws Exception {
		return SluiceProcess.start(this.folder,
				database.arguments("--server.port=0", "--sluice.demo.enabled=true", "--sluice.simulator.enabled=false",
						"--sluice.processors.simulator.url=" + processor.url(), "--sluice.operations.lease=1h",
						"--sluice.payments.default-wait=1m", "--sluice.operations.call-timeout=10m",
						"--sluice.processors.simulator.response-timeout=10m"));
	}

}
