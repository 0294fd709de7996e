package dev.sluice.proof.processors;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import dev.sluice.proof.Books;
import dev.sluice.proof.Client;
import dev.sluice.proof.Client.Reply;
import dev.sluice.proof.Instance;
import dev.sluice.testing.Rows;
import dev.sluice.testing.Simulator;
import dev.sluice.testing.TestDatabase;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * More calls at once than the gateway may make. That is its own affair: no payment fails
 * for it.
 */
class CrowdedProcessorTests {

	private static final int OF_EACH = 3;

	/**
	 * Some find no room at all, and some wait in vain for the one connection; neither
	 * opens the circuit breaker for those that come later.
	 */
	private static final Map<String, String> NARROW = Map.of("sluice.processors.simulator.max-connections", "1",
			"sluice.processors.simulator.max-pending-calls", "4", "sluice.processors.simulator.open-after", "2",
			"sluice.processors.simulator.open-for", "10m", "sluice.operations.call-timeout", "20s",
			"sluice.operations.lease", "1m");

	private static final Map<String, Object> SLOW = Map.of("latency",
			Map.of("min_ms", 1500, "median_ms", 1500, "p99_ms", 1500));

	private static final String CROWDED_OUT = """
			select kind from operations where attempts::text like '%processor_overloaded%'""";

	private static final String FAILED = """
			select data::text from payments where data::text like '%failed%'""";

	private static final String SHOWN = """
			select data::text from payments where data::text like '%processor_overloaded%'""";

	private final TestDatabase database = TestDatabase.create();

	private final Rows rows = new Rows(this.database.dataSource());

	private final List<Request> requests = new ArrayList<>();

	@Test
	void whatFindsNoRoomIsDoneLaterAndOnce() throws Exception {
		try (Instance gateway = Instance.start(this.database, NARROW)) {
			Simulator processor = new Simulator(gateway.port());
			Client client = new Client(List.of(gateway.port()));
			prepare(client);
			processor.faults(SLOW);

			sendAllAtOnce(client);

			assertThat(this.rows.read(CROWDED_OUT)).isNotEmpty();
			processor.faults(Map.of());
			this.requests.add(new Request("sale-later", "sale", "/v1/payments", terms("automatic", "pm_card_visa")));
			Map<String, String> statuses = new HashMap<>();
			for (Request request : this.requests) {
				statuses.merge(request.kind(), request.ask(client).text("status"),
						(a, b) -> a.equals(b) ? a : a + " or " + b);
			}
			Books books = new Books(this.rows, this.rows, processor);
			books.awaitQuiet();
			assertThat(statuses).isEqualTo(Map.of("sale", "captured", "declined", "declined", "captures", "captured",
					"refunds", "refunded", "voids", "voided"));
			assertThat(this.rows.read(FAILED)).isEmpty();
			assertThat(this.rows.read(SHOWN)).isNotEmpty();
			books.areSound(client.answers());
		}
	}

	private void prepare(Client client) throws InterruptedException {
		for (int i = 0; i < OF_EACH; i++) {
			this.requests.add(new Request("sale-" + i, "sale", "/v1/payments", terms("automatic", "pm_card_visa")));
			this.requests
				.add(new Request("declined-" + i, "declined", "/v1/payments", terms("automatic", "pm_card_declined")));
			for (String kind : List.of("captures", "refunds", "voids")) {
				String capture = kind.equals("refunds") ? "automatic" : "manual";
				Reply made = client.ask("for-" + kind + i, "/v1/payments", terms(capture, "pm_card_visa"));
				this.requests
					.add(new Request(kind + i, kind, "/v1/payments/" + made.text("id") + "/" + kind, Map.of()));
			}
		}
	}

	private static Map<String, Object> terms(String capture, String method) {
		return Map.of("amount", 1999, "currency", "EUR", "payment_method", method, "capture", capture);
	}

	private void sendAllAtOnce(Client client) throws Exception {
		try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
			List<Future<Reply>> replies = threads.invokeAll(
					this.requests.stream().<Callable<Reply>>map((request) -> () -> request.send(client)).toList());
			for (Future<Reply> reply : replies) {
				assertThat(reply.get().status()).isIn(201, 202);
			}
		}
	}

	/** What a merchant asks for, under a key of its own. */
	private record Request(String key, String kind, String path, Map<String, Object> body) {

		Reply send(Client client) throws Exception {
			return client.send(this.key, this.path, this.body);
		}

		Reply ask(Client client) throws InterruptedException {
			return client.ask(this.key, this.path, this.body);
		}

	}

}
