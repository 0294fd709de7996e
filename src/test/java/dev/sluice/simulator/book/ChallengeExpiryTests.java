package dev.sluice.simulator.book;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;

import dev.sluice.simulator.issuer.RecordedOperation;
import dev.sluice.testing.Rows;
import dev.sluice.testing.Simulator;
import dev.sluice.testing.Simulator.Reply;
import dev.sluice.testing.SluiceTest;
import dev.sluice.testing.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import tools.jackson.databind.JsonNode;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.core.env.Environment;
import org.springframework.test.context.TestPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Cardholders who come too late or never. It is swept only when a test says so. */
@SluiceTest
@TestPropertySource(properties = "sluice.simulator.sweep-interval=1h")
class ChallengeExpiryTests {

	private static final Duration VALIDITY = Duration.ofMinutes(15);

	private static final int MANY = 40;

	private static final long APART_MILLIS = 75;

	private final Simulator simulator;

	private final CardProcessor processor;

	private final TestDatabase database;

	private final Rows rows;

	private final Queue<JsonNode> told = new ConcurrentLinkedQueue<>();

	private final DisposableServer caller = HttpServer.create()
		.host("127.0.0.1")
		.port(0)
		.handle((request,
				response) -> request.receive().aggregate().asString(StandardCharsets.UTF_8).flatMap((body) -> {
					this.told.add(Simulator.JSON.readTree(body));
					return response.status(204).send();
				}))
		.bindNow();

	ChallengeExpiryTests(@LocalServerPort int port, @Autowired CardProcessor processor,
			@Autowired Environment environment) {
		this.simulator = new Simulator(port);
		this.processor = processor;
		this.database = TestDatabase.of(environment);
		this.rows = new Rows(this.database.dataSource());
	}

	@AfterEach
	void stop() {
		this.caller.disposeNow();
	}

	@Test
	void declinesWhatNobodyAnsweredAndTellsSo() throws Exception {
		Map<String, Object> early = challenged();
		Map<String, Object> late = challenged();
		isAsOldAs(VALIDITY, late);

		assertThat(sweep()).extracting(RecordedOperation::operation).containsExactly(Simulator.id(late));

		await().until(() -> this.told.size() == 1);
		JsonNode callback = this.told.remove();
		assertThat(callback.path("operation").asString()).isEqualTo(Simulator.id(late));
		assertThat(callback.path("status").asString()).isEqualTo("declined");
		assertThat(callback.path("code").asString()).isEqualTo("authentication_expired");
		assertThat(callback.path("message").asString()).contains("in time");
		assertThat(captured(late)).isZero();
		assertThat(this.simulator.find(early).get("status")).isEqualTo("action_required");
		assertThat(sweep()).isEmpty();
	}

	@Test
	void declinesItWhenItIsLookedUpTooLate() throws Exception {
		Map<String, Object> sale = challenged();
		isAsOldAs(VALIDITY, sale);

		Reply found = this.simulator.find(sale);

		assertThat(found.get("status")).isEqualTo("declined");
		assertThat(found.get("code")).isEqualTo("authentication_expired");
		assertThat(found.body().path("url").isNull()).isTrue();
		await().until(() -> this.told.size() == 1);
	}

	@Test
	void declinesItWhenItIsAskedForAgainTooLate() throws Exception {
		Map<String, Object> sale = challenged();
		isAsOldAs(VALIDITY, sale);

		assertThat(this.simulator.execute(sale).get("code")).isEqualTo("authentication_expired");

		assertThat(this.simulator.execute(Simulator.payment(sale), "sale", 1999).get("status")).isEqualTo("approved");
	}

	@Test
	void saysOnThePageThatTheTimeIsOverAndLeadsBack() throws Exception {
		Map<String, Object> sale = challenged();
		isAsOldAs(VALIDITY, sale);

		String page = this.simulator.page(Simulator.id(sale)).body();

		String way = "https://shop.example/back?payment=" + Simulator.payment(sale);
		assertThat(page).contains("The time is over", "<a href=\"" + way + "\">", "; url=" + way + "\"")
			.doesNotContain("<form");
		assertThat(this.simulator.find(sale).get("code")).isEqualTo("authentication_expired");
	}

	@Test
	void takesNoAnswerThatComesTooLate() throws Exception {
		for (String decision : List.of("approve", "refuse", "perhaps")) {
			Map<String, Object> sale = challenged();
			assertThat(this.simulator.page(Simulator.id(sale)).body()).contains("Approve this payment?");
			isAsOldAs(VALIDITY, sale);

			assertThat(this.simulator.submit(Simulator.id(sale), decision).body()).contains("The time is over");

			assertThat(this.simulator.find(sale).get("code")).isEqualTo("authentication_expired");
			assertThat(captured(sale)).isZero();
		}
	}

	@Test
	void leavesWhatWasAnsweredInTimeAsItIs() throws Exception {
		Map<String, Object> approved = challenged();
		Map<String, Object> refused = challenged();
		isAsOldAs(VALIDITY.minusMinutes(1), approved, refused);
		assertThat(this.simulator.submit(Simulator.id(approved), "approve").body()).contains("Payment approved");
		assertThat(this.simulator.submit(Simulator.id(refused), "refuse").body()).contains("Payment refused");
		isAsOldAs(VALIDITY, approved, refused);

		assertThat(sweep()).isEmpty();

		assertThat(this.simulator.find(approved).get("status")).isEqualTo("approved");
		assertThat(captured(approved)).isEqualTo(1999);
		assertThat(this.simulator.find(refused).get("code")).isEqualTo("authentication_failed");
	}

	@Test
	void decidesUnderTheLockWhetherAnAnswerIsInTime() throws Exception {
		Map<String, Object> sale = challenged();
		try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
				Connection other = this.database.dataSource().getConnection();
				Statement statement = other.createStatement()) {
			other.setAutoCommit(false);
			assertThat(statement.executeUpdate(ageing(VALIDITY, sale))).isEqualTo(1);
			Future<HttpResponse<String>> answer = threads
				.submit(() -> this.simulator.submit(Simulator.id(sale), "approve"));
			await().until(this::somebodyWaitsForALock);

			assertThat(sweep()).isEmpty();
			other.commit();

			assertThat(answer.get().body()).contains("The time is over");
		}
		assertThat(captured(sale)).isZero();
	}

	@Test
	void sweepsWithoutWaitingForWhatSomebodyElseIsAt() throws Exception {
		Map<String, Object> held = challenged();
		Map<String, Object> free = challenged();
		isAsOldAs(VALIDITY, held, free);
		try (Connection other = this.database.dataSource().getConnection();
				Statement statement = other.createStatement()) {
			other.setAutoCommit(false);
			assertThat(statement.execute(
					"select 1 from simulator.payments where payment_id = '" + Simulator.payment(held) + "' for update"))
				.isTrue();

			assertThat(sweep()).extracting(RecordedOperation::operation).containsExactly(Simulator.id(free));
			other.commit();
		}
		assertThat(sweep()).extracting(RecordedOperation::operation).containsExactly(Simulator.id(held));
	}

	@Test
	void endsEachOnceHoweverManySweepAtOnce() throws Exception {
		List<String> operations = new ArrayList<>();
		for (int i = 0; i < MANY; i++) {
			Map<String, Object> sale = challenged();
			isAsOldAs(VALIDITY, sale);
			operations.add(Simulator.id(sale));
		}

		List<RecordedOperation> ended = Simulator.parallel(4, this::sweep).stream().flatMap(List::stream).toList();

		assertThat(ended).extracting(RecordedOperation::operation).containsExactlyInAnyOrderElementsOf(operations);
		await().until(() -> this.told.size() == MANY);
	}

	/** Their time runs out while they are approved, looked up and swept. */
	@Test
	void takesTheAnswerOrTheEndOfTimeAndNeverBoth() throws Exception {
		List<Map<String, Object>> sales = new ArrayList<>();
		for (int i = 0; i < MANY; i++) {
			sales.add(challenged());
		}
		haveTheirDeadlinesOneAfterTheOther(sales);
		Collections.shuffle(sales);
		List<Callable<Object>> all = new ArrayList<>();
		for (Map<String, Object> sale : sales) {
			all.add(() -> this.simulator.submit(Simulator.id(sale), "approve"));
			all.add(() -> this.simulator.find(sale));
			all.add(this::sweep);
		}

		try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
			for (Future<Object> future : threads.invokeAll(all)) {
				assertThat(future.get()).isNotNull();
			}
		}

		await().until(() -> sweep().isEmpty() && this.told.size() == MANY);
		for (Map<String, Object> sale : sales) {
			Reply found = this.simulator.find(sale);
			boolean approved = found.get("status").equals("approved");
			assertThat(found.get("code")).isEqualTo(approved ? "" : "authentication_expired");
			assertThat(captured(sale)).isEqualTo(approved ? 1999 : 0);
			assertThat(this.simulator.submit(Simulator.id(sale), "approve").body())
				.contains(approved ? "Payment approved" : "The time is over");
			assertThat(this.told)
				.filteredOn((callback) -> callback.path("operation").asString().equals(Simulator.id(sale)))
				.extracting((callback) -> callback.path("status").asString())
				.containsExactly(found.get("status"));
		}
	}

	private List<RecordedOperation> sweep() {
		Flux<RecordedOperation> ended = this.processor.endDue();
		return ended.collectList().blockOptional().orElseThrow();
	}

	/** From now on, in the order in which they were made. */
	private void haveTheirDeadlinesOneAfterTheOther(List<Map<String, Object>> sales) throws SQLException {
		String operations = sales.stream().map(Simulator::id).collect(Collectors.joining("','", "'", "'"));
		execute("""
				update simulator.operations o
				   set created_at = now() - (%d - %d * number) * interval '1 millisecond'
				  from (select operation_id, row_number() over (order by created_at) number from simulator.operations
				         where operation_id in (%s)) place
				 where o.operation_id = place.operation_id""".formatted(VALIDITY.toMillis(), APART_MILLIS, operations),
				sales.size());
	}

	private Map<String, Object> challenged() throws Exception {
		Map<String, Object> sale = Simulator.operation(Simulator.newOperation(), Simulator.newPayment(), "sale", 1999,
				"pm_card_3ds");
		sale.put("callback_url", "http://127.0.0.1:" + this.caller.port() + "/callbacks");
		sale.put("return_url", "https://shop.example/back");
		assertThat(this.simulator.execute(sale).get("status")).isEqualTo("action_required");
		return sale;
	}

	@SafeVarargs
	private void isAsOldAs(Duration age, Map<String, Object>... sales) throws SQLException {
		for (Map<String, Object> sale : sales) {
			execute(ageing(age, sale), 1);
		}
	}

	private void execute(String sql, int rows) throws SQLException {
		try (Connection connection = this.database.dataSource().getConnection();
				Statement statement = connection.createStatement()) {
			assertThat(statement.executeUpdate(sql)).isEqualTo(rows);
		}
	}

	private static String ageing(Duration age, Map<String, Object> sale) {
		return "update simulator.operations set created_at = now() - interval '%d milliseconds' where operation_id = '%s'"
			.formatted(age.toMillis(), Simulator.id(sale));
	}

	private boolean somebodyWaitsForALock() throws SQLException {
		return !this.rows
			.read("select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'")
			.isEmpty();
	}

	private long captured(Map<String, Object> sale) throws Exception {
		return this.simulator.book(Simulator.payment(sale)).path("captured").asLong();
	}

}
