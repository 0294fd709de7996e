package dev.sluice.proof.network;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import dev.sluice.proof.Client;
import dev.sluice.proof.Client.Reply;
import dev.sluice.proof.Instance;
import dev.sluice.testing.Simulator;
import dev.sluice.testing.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A database that is away, or takes nothing new, is asked for by one who looks whether it
 * is back; everybody else is told so at once, and the log once.
 */
@ExtendWith(OutputCaptureExtension.class)
class AwayDatabaseTests {

	/** Only there so that nothing hangs for ever. */
	private static final Duration PATIENCE = Duration.ofMinutes(2);

	private static final Map<String, Object> SALE = Map.of("amount", 1999, "currency", "EUR", "payment_method",
			"pm_card_visa");

	private static final int REQUESTS = 100;

	private final TestDatabase database = TestDatabase.create();

	private TcpRelay relay;

	private Instance other;

	private Instance gateway;

	private Client client;

	private int sent;

	@BeforeEach
	void start() throws Exception {
		this.relay = new TcpRelay(this.database);
		this.other = Instance.start(this.database, Map.of("sluice.operations.recovery-interval", "1h"));
		this.gateway = Instance.startWith(new Simulator(this.other.port()).url(), this.relay.relayed(), Map.of());
		this.client = new Client(List.of(this.gateway.port()));
		assertThat(pay().status()).isEqualTo(201);
	}

	@AfterEach
	void stop() throws Exception {
		this.gateway.close();
		this.other.close();
		this.relay.close();
	}

	@Test
	void isLookedForByOneAlone(CapturedOutput output) throws Exception {
		this.relay.fallSilent();
		await().atMost(PATIENCE).until(() -> pay().status() == 503 && output.getOut().contains("PostgreSQL is away"));
		int opened = this.relay.opened();

		List<Reply> refused = payOften();

		assertThat(refused).extracting(Reply::status).containsOnly(503);
		assertThat(refused).extracting((reply) -> reply.text("code")).containsOnly("database_unavailable");
		assertThat(this.relay.opened() - opened).isLessThan(REQUESTS / 2);
		this.relay.speakAgain();
		await().atMost(PATIENCE).until(() -> pay().status() == 201);
		assertThat(output.getOut().lines().filter((line) -> line.contains("PostgreSQL answers again"))).hasSize(1);
		assertThat(output.getOut().lines()).noneMatch(AwayDatabaseTests::isAnError);
		assertThat(payOften()).extracting(Reply::status).containsOnly(201);
	}

	@ParameterizedTest
	@ValueSource(strings = { "25006", "53100" })
	void isReadWhileItTakesNothingNew(String state, CapturedOutput output) throws Exception {
		run("""
				create function refuse() returns trigger language plpgsql as
				$$ begin raise exception 'not now' using errcode = '%s'; end $$""".formatted(state));
		run("create trigger refuse before insert on payments for each statement execute function refuse()");

		List<Reply> refused = payOften();

		assertThat(refused).extracting(Reply::status).containsOnly(503);
		assertThat(refused).extracting((reply) -> reply.text("code")).containsOnly("database_unavailable");
		assertThat(listed()).isEqualTo(200);
		assertThat(output.getOut().lines().filter((line) -> line.contains("PostgreSQL takes nothing new"))).hasSize(1);
		assertThat(output.getOut().lines()).noneMatch(AwayDatabaseTests::isAnError);
		run("drop trigger refuse on payments");
		await().atMost(PATIENCE).until(() -> pay().status() == 201);
		assertThat(payOften()).extracting(Reply::status).containsOnly(201);
	}

	/** Others have taken all connections, and then some are free again. */
	@Test
	void isNotBesiegedWhileItHasNoConnectionToSpare(CapturedOutput output) throws Exception {
		run("create role clerk login password 'clerk' in role " + this.database.user());
		TestDatabase asClerk = new TestDatabase(this.relay.relayed().host(), this.relay.relayed().port(),
				this.database.name(), "clerk", "clerk");
		try (Instance clerk = Instance.startWith(new Simulator(this.other.port()).url(), asClerk, Map.of())) {
			this.client = new Client(List.of(clerk.port()));
			assertThat(pay().status()).isEqualTo(201);
			run("alter role clerk connection limit 0");
			run("select pg_terminate_backend(pid) from pg_stat_activity where usename = 'clerk'");
			await().atMost(PATIENCE).until(() -> pay().status() == 503);
			int opened = this.relay.opened();

			List<Reply> refused = payOften();

			assertThat(refused).extracting(Reply::status).containsOnly(503);
			assertThat(refused).extracting((reply) -> reply.text("code")).containsOnly("database_unavailable");
			assertThat(this.relay.opened() - opened).isLessThan(REQUESTS / 2);
			assertThat(output.getOut().lines().filter((line) -> line.contains("gives no more connections"))).hasSize(1);
			run("alter role clerk connection limit -1");
			await().atMost(PATIENCE).until(() -> pay().status() == 201);
			assertThat(payOften()).extracting(Reply::status).containsOnly(201);
			assertThat(output.getOut().lines().filter((line) -> line.contains("gives connections again"))).hasSize(1);
		}
		finally {
			run("drop role clerk");
		}
	}

	/** Whatever works by itself now and then, in the gateway and in the simulator. */
	@Test
	void isNotLamentedAgainAndAgain(CapturedOutput output) throws Exception {
		try (Instance whole = Instance.start(this.relay.relayed(), Map.of("sluice.housekeeping.interval", "200ms",
				"sluice.journal.retention", "7d", "sluice.journal.retention-interval", "200ms"))) {
			this.client = new Client(List.of(whole.port()));
			this.relay.fallSilent();
			await().atMost(PATIENCE)
				.until(() -> pay().status() == 503
						&& output.getOut().lines().filter((line) -> line.contains("PostgreSQL is away")).count() == 2);
			long said = output.getOut().lines().count();
			int looks = this.relay.opened();

			await().atMost(PATIENCE).until(() -> this.relay.opened() > looks + 4);

			assertThat(output.getOut().lines().skip(said)).noneMatch((line) -> line.startsWith("\tat "));
			Map<String, Long> laments = output.getOut()
				.lines()
				.skip(said)
				.filter((line) -> line.contains(" --- "))
				.map((line) -> line.replaceFirst("^.* : ", ""))
				.collect(Collectors.groupingBy((line) -> line, Collectors.counting()));
			assertThat(laments).allSatisfy((line, times) -> assertThat(times).isLessThan(3));
			this.relay.speakAgain();
			await().atMost(PATIENCE).until(() -> pay().status() == 201);
		}
	}

	/** Nor can the transaction be rolled back then, which Spring tells at length. */
	@ParameterizedTest
	@ValueSource(strings = { "INSERT 0 1\0", "COMMIT\0" })
	void isNotLamentedWhereItLeavesInTheMiddleOfATransaction(String answer, CapturedOutput output) throws Exception {
		try (Instance whole = Instance.start(this.relay.relayed(), Map.of())) {
			this.client = new Client(List.of(whole.port()));
			this.relay.cutEvery(1, answer);
			assertThat(pay().status()).isEqualTo(202);
			assertThat(this.relay.cuts()).isPositive();
			this.relay.mend();
			await().atMost(PATIENCE).until(() -> pay().status() == 201);
		}
		assertThat(output.getOut().lines()).noneMatch(AwayDatabaseTests::isAnError);
	}

	private Reply pay() throws Exception {
		return this.client.send("key-" + this.sent++, "/v1/payments", SALE);
	}

	private List<Reply> payOften() throws Exception {
		List<Reply> replies = new ArrayList<>();
		while (replies.size() < REQUESTS) {
			replies.add(pay());
		}
		return replies;
	}

	private int listed() throws Exception {
		URI list = URI.create("http://127.0.0.1:" + this.gateway.port() + "/v1/payments");
		return HttpClient.newHttpClient()
			.send(HttpRequest.newBuilder(list).header("Authorization", "Bearer sk_demo_sluice").build(),
					BodyHandlers.discarding())
			.statusCode();
	}

	private void run(String sql) throws SQLException {
		try (Connection connection = this.database.dataSource().getConnection();
				Statement statement = connection.createStatement()) {
			statement.execute(sql);
		}
	}

	/** The search for leaks tells of any test before, whenever memory is collected. */
	private static boolean isAnError(String line) {
		return line.contains(" ERROR ") && !line.contains("ResourceLeakDetector");
	}

}
