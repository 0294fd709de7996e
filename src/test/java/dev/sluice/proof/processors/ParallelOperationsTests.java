package dev.sluice.proof.processors;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import dev.sluice.proof.Books;
import dev.sluice.proof.Campaign;
import dev.sluice.proof.Client;
import dev.sluice.proof.Client.Reply;
import dev.sluice.proof.Instance;
import dev.sluice.testing.Rows;
import dev.sluice.testing.Rows.Row;
import dev.sluice.testing.Simulator;
import dev.sluice.testing.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** Everybody at once at the same payment, or with the same key, through two gateways. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ParallelOperationsTests {

	private static final int AT_ONCE = 200;

	private static final long AMOUNT = 1_000;

	private static final long CAPTURE = 17;

	private static final long REFUND = 13;

	private static final Map<String, Object> SLOW = Map.of("latency",
			Map.of("min_ms", 1, "median_ms", 5, "p99_ms", 50));

	private final TestDatabase database = TestDatabase.create();

	private final Rows rows = new Rows(this.database.dataSource());

	private Instance first;

	private Instance second;

	private Simulator processor;

	private Books books;

	private Client client;

	private final List<Client> clients = new ArrayList<>();

	@BeforeAll
	void start() {
		this.first = Instance.start(this.database, Map.of());
		this.processor = new Simulator(this.first.port());
		this.second = Instance.startWith(this.processor.url(), this.database, Map.of());
		this.books = new Books(this.rows, this.rows, this.processor);
		this.client = new Client(List.of(this.first.port(), this.second.port()));
		this.clients.add(this.client);
	}

	@AfterAll
	void stop() {
		this.second.close();
		this.first.close();
	}

	@BeforeEach
	void answerSlowly() throws Exception {
		this.processor.faults(SLOW);
	}

	@Test
	void neverCapturesOrRefundsMoreThanThereIsThroughOneGateway() throws Exception {
		capturesAndRefundsAllAtOnce("one", this.first.port());
	}

	@Test
	void neverCapturesOrRefundsMoreThanThereIsThroughTwoGateways() throws Exception {
		capturesAndRefundsAllAtOnce("two", this.first.port(), this.second.port());
	}

	@Test
	void neverCapturesOrRefundsMoreThanThereIsWhenAnswersAreLost() throws Exception {
		this.processor.hasABadDay(Campaign.seed());

		capturesAndRefundsAllAtOnce("lost", this.first.port(), this.second.port());
	}

	private void capturesAndRefundsAllAtOnce(String name, Integer... ports) throws Exception {
		Client many = new Client(List.of(ports));
		this.clients.add(many);
		String payment = make(many, name);
		assertThat(many.ask(name + "-first", "/v1/payments/" + payment + "/captures", Map.of("amount", 500L)))
			.isNotNull();
		List<Reply> asked;
		try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
			List<Future<Reply>> replies = new ArrayList<>();
			for (int i = 0; i < AT_ONCE; i++) {
				String key = name + "-" + i;
				boolean capture = i % 2 == 0;
				replies.add(threads
					.submit(() -> many.ask(key, "/v1/payments/" + payment + (capture ? "/captures" : "/refunds"),
							Map.of("amount", capture ? CAPTURE : REFUND))));
			}
			while (replies.stream().anyMatch((reply) -> !reply.isDone())) {
				isWithinBounds(payment);
			}
			asked = all(replies);
		}
		this.books.awaitQuiet();
		isWithinBounds(payment);
		assertThat(asked).anyMatch(Reply::isDone);
		this.books.areSound(answers());
	}

	private List<Reply> answers() {
		return this.clients.stream().flatMap((client) -> client.answers().stream()).toList();
	}

	/** At this very moment, in either book. */
	private void isWithinBounds(String payment) throws Exception {
		Row ours = this.rows.read("""
				select amount_authorized, amount_captured + capture_pending, amount_captured,
				       amount_refunded + refund_pending from payments where data ->> 'id' = '%s'""".formatted(payment))
			.getFirst();
		assertThat(ours.number(0)).isEqualTo(AMOUNT);
		assertThat(ours.number(1)).isLessThanOrEqualTo(ours.number(0));
		assertThat(ours.number(3)).isLessThanOrEqualTo(ours.number(2));
		JsonNode theirs = this.processor.book(payment);
		assertThat(theirs.path("authorized").asLong()).isEqualTo(AMOUNT);
		assertThat(theirs.path("captured").asLong()).isLessThanOrEqualTo(AMOUNT);
		assertThat(theirs.path("refunded").asLong()).isLessThanOrEqualTo(theirs.path("captured").asLong());
	}

	@Test
	void oneKeyMakesOnePaymentHoweverManyAskAtOnce() throws Exception {
		Map<String, Object> terms = Map.of("amount", AMOUNT, "currency", "EUR", "payment_method", "pm_card_visa");

		haveOneEffect("same-payment", "/v1/payments", terms);
	}

	@Test
	void oneKeyMakesOneRefundHoweverManyAskAtOnce() throws Exception {
		String payment = make(this.client, "refunded");
		String path = "/v1/payments/" + payment;
		assertThat(this.client.ask("refunded-capture", path + "/captures", Map.of()).isDone()).isTrue();

		haveOneEffect("same-refund", path + "/refunds", Map.of("amount", REFUND));

		assertThat(this.processor.book(payment).path("refunded").asLong()).isEqualTo(REFUND);
	}

	private void haveOneEffect(String key, String path, Map<String, Object> body) throws Exception {
		try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
			List<Future<Reply>> replies = new ArrayList<>();
			for (int i = 0; i < AT_ONCE / 2; i++) {
				replies.add(threads.submit(() -> this.client.send(key, path, body)));
			}
			List<Reply> firsts = all(replies);
			assertThat(firsts).allMatch((reply) -> reply.isDone() || reply.isOpen());
			assertThat(firsts).filteredOn((reply) -> reply.isDone() && !reply.replayed()).hasSizeLessThanOrEqualTo(1);
			replies.clear();
			for (int i = 0; i < AT_ONCE / 2; i++) {
				replies.add(threads.submit(() -> this.client.ask(key, path, body)));
			}
			List<Reply> seconds = all(replies);
			assertThat(seconds).allMatch((reply) -> reply.isDone() && reply.replayed());
			firsts.stream().filter(Reply::isDone).forEach(seconds::add);
			assertThat(seconds.stream().map(Reply::json).distinct()).hasSize(1);
		}
		this.books.awaitQuiet();
		assertThat(this.rows.read("select operation_id from idempotency_keys where key = '" + key + "'")).hasSize(1);
	}

	/**
	 * On a bad day the processor may do nothing about a payment, which is then failed.
	 */
	private static String make(Client client, String key) throws InterruptedException {
		Map<String, Object> terms = Map.of("amount", AMOUNT, "currency", "EUR", "payment_method", "pm_card_visa",
				"capture", "manual");
		Reply payment = client.ask(key, "/v1/payments", terms);
		for (int i = 1; payment.text("status").equals("failed"); i++) {
			payment = client.ask(key + "-again-" + i, "/v1/payments", terms);
		}
		assertThat(payment.text("status")).isEqualTo("authorized");
		return payment.text("id");
	}

	private static List<Reply> all(List<Future<Reply>> replies) throws Exception {
		List<Reply> all = new ArrayList<>();
		for (Future<Reply> reply : replies) {
			all.add(reply.get());
		}
		return all;
	}

}
