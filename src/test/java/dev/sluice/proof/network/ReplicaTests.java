package dev.sluice.proof.network;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import com.jayway.jsonpath.JsonPath;
import dev.sluice.postgres.replica.ListSource;
import dev.sluice.postgres.replica.Replica;
import dev.sluice.testing.Shop;
import io.r2dbc.spi.R2dbcRollbackException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Lists and exports come from a replica, are never older than was asked for, and never
 * fail for it.
 */
@ExtendWith(OutputCaptureExtension.class)
class ReplicaTests {

	private static final String AWAY = "The replica is away";

	@TempDir
	private static Path folder;

	private static ReplicatedGateway gateway;

	private Shop shop;

	/** With so much patience that it is never the machine which is too slow. */
	@BeforeAll
	static void start() throws Exception {
		gateway = ReplicatedGateway.start(folder,
				Map.of("sluice.postgres.replica.patience", "9s", "sluice.postgres.silence", "20s"));
	}

	@BeforeEach
	void open() {
		this.shop = gateway.open();
	}

	@AfterEach
	void catchUp() throws SQLException {
		gateway.catchUp();
	}

	@AfterAll
	static void stop() throws Exception {
		gateway.close();
	}

	@ParameterizedTest
	@ValueSource(strings = { "application/json", "application/x-ndjson", "text/csv" })
	void listsPaymentsAsNewAsWasAskedFor(String type) throws Exception {
		String first = pay();
		await().untilAsserted(() -> assertThat(get("/v1/payments", type)).contains(first));
		gateway.postgres().pause();
		String second = pay();
		long position = position();

		assertThat(get("/v1/payments", type)).contains(first).doesNotContain(second);
		assertThat(get("/v1/payments?status=captured", type)).doesNotContain(second);
		assertThat(get("/v1/payments?min_position=" + position, type)).contains(first, second);
		assertThat(get("/v1/payments?status=captured&min_position=" + position, type)).contains(first, second);

		gateway.postgres().resume();
		double before = gateway.reads("replica");
		await().untilAsserted(() -> {
			assertThat(get("/v1/payments?min_position=" + position, type)).contains(first, second);
			assertThat(gateway.reads("replica")).isGreaterThan(before);
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "application/json", "application/x-ndjson" })
	void listsEventsAsNewAsWasAskedFor(String type) throws Exception {
		String first = pay();
		await().untilAsserted(() -> assertThat(get("/v1/events?after=0", type)).contains(first));
		gateway.postgres().pause();
		String second = pay();
		long position = position();

		assertThat(get("/v1/events?after=0", type)).contains(first).doesNotContain(second);
		assertThat(get("/v1/events", type)).contains(first).doesNotContain(second);
		assertThat(get("/v1/events?after=0&min_position=" + position, type)).contains(first, second);
		assertThat(get("/v1/events?after=" + (position - 1), type)).contains(second);
		assertThat(get("/v1/events?after=" + position, type)).doesNotContain(second, "unknown_position");
		assertThat(get("/v1/payments/" + second + "/events", type)).contains(second);
		assertThat(get("/v1/events?payment=" + first + "&types=payment.created&after=0", type)).contains(first);

		gateway.postgres().resume();
		await().untilAsserted(() -> assertThat(get("/v1/events", type)).contains(second));
	}

	/** Who has just seen an operation asks what it is of. */
	@ParameterizedTest
	@ValueSource(strings = { "application/json", "application/x-ndjson", "text/csv" })
	void findsThePaymentOfAnOperationThatTheReplicaDoesNotHave(String type) throws Exception {
		String _ = pay();
		long position = position();
		await().untilAsserted(
				() -> assertThat(get("/v1/payments", "application/json")).contains("\"position\":" + position));
		gateway.postgres().pause();
		String second = pay();
		String operation = Shop.read(this.shop.show(second), "$.operations[0].id");
		String list = "/v1/payments?operation=" + operation;

		assertThat(get("/v1/payments", type)).doesNotContain(second);
		assertThat(get(list, type)).contains(second);
		assertThat(get(list + "&status=captured", type)).contains(second);
		assertThat(get(list + "&min_position=" + position, type)).doesNotContain(second);
		assertThat(get(list + "&min_position=" + position(), type)).contains(second);
	}

	/** Where the journal ends is asked for first, and then what is in it. */
	@ParameterizedTest
	@ValueSource(strings = { "application/json", "application/x-ndjson" })
	void readsEventsFromTheReplicaAlone(String type) throws Exception {
		String first = pay();
		await().untilAsserted(() -> assertThat(get("/v1/events", type)).contains(first));
		double before = gateway.reads("replica");
		double failed = gateway.reads("primary_failed");

		assertThat(get("/v1/events", type)).contains(first);

		assertThat(gateway.reads("replica")).isEqualTo(before + 2);
		assertThat(gateway.reads("primary_failed")).isEqualTo(failed);
	}

	@Test
	void goesOnWithAListWithoutLosingOrRepeatingAPayment() throws Exception {
		String old = pay();
		await().untilAsserted(() -> assertThat(get("/v1/payments", "application/json")).contains(old));
		gateway.postgres().pause();
		List<String> paid = new ArrayList<>(List.of(pay(), pay(), pay()));
		paid.add(0, old);

		String first = get("/v1/payments?limit=1&min_position=" + position(), "application/json");
		List<String> ids = follow(first);
		List<String> withoutPosition = follow(get("/v1/payments?limit=1&after=" + paid.getLast(), "application/json"));
		List<String> fromReplica = follow(get("/v1/payments?limit=1", "application/json"));

		assertThat(ids.reversed()).isEqualTo(paid);
		assertThat(withoutPosition.reversed()).isEqualTo(paid.subList(0, 3));
		assertThat(fromReplica).containsExactly(old);
		assertThat(get("/v1/payments?after=" + paid.getLast(), "application/x-ndjson")).contains(paid.get(2));
	}

	/** That of a list which is older than what was asked for is as new from then on. */
	@Test
	void keepsThePositionInWhatFollows() throws Exception {
		String _ = pay();
		String _ = pay();
		long position = position();

		assertThat(next(get("/v1/payments?limit=1&min_position=" + position, "application/json")))
			.endsWith("&min_position=" + position);
		await().untilAsserted(() -> assertThat(next(get("/v1/payments?limit=1&min_position=1", "application/json")))
			.endsWith("&min_position=" + position));
		assertThat(next(get("/v1/events?limit=1&min_position=" + position, "application/json")))
			.endsWith("&min_position=" + position);
	}

	/** Another page is not read from a replica that is further behind. */
	@Test
	void goesOnWithEventsWhereTheyWere() throws Exception {
		String _ = pay();
		long shown = position();
		await().untilAsserted(() -> assertThat(get("/v1/events", "application/json")).contains("\"head\":" + shown));
		gateway.postgres().pause();
		String second = pay();

		assertThat(next(get("/v1/events?limit=1", "application/json"))).endsWith("&min_position=" + shown);
		assertThat(next(get("/v1/events?limit=1&min_position=" + (shown + 1), "application/json")))
			.endsWith("&min_position=" + position());
		String created = "/v1/payments/" + second + "/events?limit=1";
		assertThat(next(get(created, "application/json"))).doesNotContain("min_position");
	}

	@ParameterizedTest
	@ValueSource(strings = { "/v1/payments", "/v1/events" })
	void refusesWhatIsNoPosition(String list) {
		for (String bad : List.of("", "-1", "x", "1.5", "99999999999999999999")) {
			this.shop.http()
				.get()
				.uri(list + "?min_position=" + bad)
				.exchange()
				.expectStatus()
				.isEqualTo(422)
				.expectBody()
				.jsonPath("$.code")
				.isEqualTo("invalid_parameter");
		}
		this.shop.http()
			.get()
			.uri("/v1/events?min_position=1")
			.header("Accept", "text/event-stream")
			.exchange()
			.expectStatus()
			.isEqualTo(422);
	}

	@Test
	void answersPositionsThatThereAreNotFromThePrimary() throws Exception {
		String first = pay();

		assertThat(get("/v1/payments?min_position=" + Long.MAX_VALUE, "application/json")).contains(first);
		assertThat(get("/v1/events?min_position=1000000", "application/json")).contains(first);
	}

	@Test
	void goesOnWithThePrimaryWhileTheReplicaIsGone(CapturedOutput output) throws Exception {
		String first = pay();
		gateway.postgres().stopReplica();

		for (int i = 0; i < 20; i++) {
			assertThat(get("/v1/payments", "application/json")).contains(first);
			assertThat(get("/v1/payments", "text/csv")).contains(first);
			assertThat(get("/v1/events", "application/x-ndjson")).contains(first);
		}
		await().until(() -> output.getOut().contains(AWAY));
		assertThat(get("/v1/payments", "application/json")).contains(first);
		assertThat(gateway.instance().gauge("sluice.postgres.away")).isZero();

		gateway.postgres().startReplica();
		gateway.awaitUse();
		assertThat(output.getOut().lines().filter((line) -> line.contains(AWAY))).hasSize(1);
		assertThat(output.getOut().lines().filter((line) -> line.contains("The replica answers again"))).hasSize(1);
		assertThat(output.getOut()).doesNotContain("password", "any@");
	}

	@Test
	void asksThePrimaryWhatTheReplicaCannotAnswer() {
		assertThat(gateway.replica()
			.export((share) -> Mono.<String>error(
					new R2dbcRollbackException("canceling statement due to conflict with recovery", "40001")),
					Mono.just("primary"))
			.block()).isEqualTo("primary");
		assertThat(gateway.isUsed()).isTrue();
	}

	@Test
	void staysWithThePrimaryToTheEndOfAListThatWasThere() {
		Replica replica = gateway.replica();
		ListSource list = replica.list();
		ListSource export = replica.list();

		assertThat(List.of(page(list, Mono.just("replica")), page(list, Mono.empty()), page(list, Mono.just("replica")),
				page(list, Mono.just("replica"))))
			.containsExactly("replica", "primary", "primary", "primary");
		assertThat(List.of(export(export, Mono.just("replica")), export(export, Mono.error(new IOException())),
				export(export, Mono.just("replica"))))
			.containsExactly("replica", "primary", "primary");
		assertThat(page(replica.list(), Mono.just("replica"))).isEqualTo("replica");
	}

	private static String page(ListSource list, Mono<String> replica) {
		return Objects.requireNonNull(list.page((share) -> replica, Mono.just("primary")).block());
	}

	private static String export(ListSource list, Mono<String> replica) {
		return Objects.requireNonNull(list.export((share) -> replica, Mono.just("primary")).block());
	}

	@Test
	void writesNothingThere() {
		Replica replica = gateway.replica();

		assertThat(show(replica, "default_transaction_read_only")).isEqualTo("on");
	}

	/** What the URL says holds, too. */
	@Test
	void endsAStatementThatNobodyWaitsForAnyMore() {
		Replica replica = gateway.replica();

		assertThat(show(replica, "statement_timeout")).isEqualTo("9s");
		assertThat(show(replica, "work_mem")).isEqualTo("5MB");
	}

	private static @Nullable String show(Replica replica, String parameter) {
		return replica.pages()
			.orElseThrow()
			.client()
			.sql("show " + parameter)
			.mapValue(String.class)
			.one()
			.block(Duration.ofMinutes(1));
	}

	private List<String> follow(String page) {
		List<String> ids = new ArrayList<>();
		for (String current = page; current != null;) {
			ids.addAll(JsonPath.<List<String>>read(current, "$.data[*].id"));
			String next = next(current);
			current = (next != null) ? get(next, "application/json") : null;
		}
		return ids;
	}

	private static String next(String page) {
		return JsonPath.read(page, "$.next");
	}

	private String pay() {
		return this.shop.pay("automatic", "pm_card_visa");
	}

	private long position() throws SQLException {
		return gateway.position(this.shop);
	}

	private String get(String uri, String type) {
		return gateway.get(this.shop, uri, type);
	}

}
