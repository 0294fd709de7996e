package dev.sluice.proof.network;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

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
 * An instance that is never told whether its commit was one: the connection dies when the
 * answer is due.
 */
class LostCommitsTests {

	private static final int WRITERS = 16;

	private static final int PAYMENTS_PER_WRITER = 8;

	/** Often enough to happen, and seldom enough to get on. */
	private static final int CUT_EVERY = 5;

	/**
	 * A column that only the answer to appends has, which comes when they are committed.
	 */
	private static final String COMMITTED = "refusal\0";

	private static final Map<String, String> IN_A_HURRY = Map.of("sluice.operations.call-timeout", "1s",
			"sluice.operations.lease", "3s", "sluice.postgres.statement-timeout", "700ms",
			"sluice.postgres.answer-timeout", "1s");

	private static final String PAYMENTS = "select data ->> 'reference' from payments";

	@Test
	void oneKeyMakesOnePaymentWhenTheAnswerToACommitIsLost() throws Exception {
		everyKeyMakesOnePayment((relay) -> relay.cutEvery(CUT_EVERY, COMMITTED));
	}

	/** The connection stays open, and says nothing any more. */
	@Test
	void oneKeyMakesOnePaymentWhenTheAnswerToACommitIsWaitedForInVain() throws Exception {
		everyKeyMakesOnePayment((relay) -> relay.silenceEvery(CUT_EVERY, COMMITTED));
	}

	private static void everyKeyMakesOnePayment(Consumer<TcpRelay> trouble) throws Exception {
		TestDatabase database = TestDatabase.create();
		Rows rows = new Rows(database.dataSource());
		try (TcpRelay relay = new TcpRelay(database); Instance other = Instance.start(database, Map.of())) {
			Simulator processor = new Simulator(other.port());
			try (Instance gateway = Instance.startWith(processor.url(), relay.relayed(), IN_A_HURRY)) {
				Client client = new Client(List.of(gateway.port()));
				trouble.accept(relay);
				List<Reply> replies = payAllAtOnce(client);
				relay.mend();

				assertThat(relay.cuts()).isPositive();
				assertThat(replies).hasSize(WRITERS * PAYMENTS_PER_WRITER).allMatch(Reply::isDone);
				assertThat(rows.read(PAYMENTS).stream().map((row) -> row.text(0)))
					.containsExactlyInAnyOrderElementsOf(replies.stream().map(Reply::key).toList());
				Books books = new Books(rows, rows, processor);
				books.awaitQuiet();
				books.areSound(client.answers());
			}
		}
	}

	private static List<Reply> payAllAtOnce(Client client) throws Exception {
		try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
			List<Future<List<Reply>>> writers = new ArrayList<>();
			for (int i = 0; i < WRITERS; i++) {
				String name = "writer-" + i + "-";
				writers.add(threads.submit(() -> pay(client, name)));
			}
			List<Reply> replies = new ArrayList<>();
			for (Future<List<Reply>> writer : writers) {
				replies.addAll(writer.get());
			}
			return replies;
		}
	}

	private static List<Reply> pay(Client client, String name) throws InterruptedException {
		List<Reply> replies = new ArrayList<>();
		for (int i = 0; i < PAYMENTS_PER_WRITER; i++) {
			replies.add(client.ask(name + i, "/v1/payments", Map.of("amount", 1_000 + i, "currency", "EUR",
					"payment_method", "pm_card_visa", "reference", name + i)));
		}
		return replies;
	}

}
