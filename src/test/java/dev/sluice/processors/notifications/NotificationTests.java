package dev.sluice.processors.notifications;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import com.jayway.jsonpath.JsonPath;
import dev.sluice.processors.AccountDesk;
import dev.sluice.processors.connectors.Notification.Meaning;
import dev.sluice.processors.connectors.Notification.Word;
import dev.sluice.processors.registry.KnownAccounts;
import dev.sluice.testing.Shop;
import dev.sluice.testing.SluiceTest;
import dev.sluice.testing.processors.TestBank;
import dev.sluice.values.TypeId;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.MediaType;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.test.context.TestPropertySource;

import static dev.sluice.testing.Shop.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What a bank tells later, over HTTP: forged, twice, late, in any order and of anything.
 */
@SluiceTest
@TestPropertySource(properties = { "sluice.operations.first-retry=1h", "sluice.operations.max-retry=1h" })
class NotificationTests {

	private static final String SECRET = "whsec_of_the_bank";

	private final DatabaseClient database;

	private final int port;

	private final AccountDesk desk;

	private final String account;

	@Autowired
	private Inbox inbox;

	@Autowired
	private InboxSweep sweep;

	@Autowired
	private KnownAccounts accounts;

	@Autowired
	private MeterRegistry meters;

	NotificationTests(@Autowired DatabaseClient database, @LocalServerPort int port) {
		this.database = database;
		this.port = port;
		this.desk = AccountDesk.open(database, port);
		this.account = this.desk.make("Bank", "\"webhook_secret\": \"" + SECRET + "\"");
	}

	@Test
	void endsWhatWasPending() {
		String payment = pay(TestBank.LATER, 202);
		assertThat(read(payment, "$.status")).isEqualTo("processing");

		assertThat(tell(approved("evt_1", payment), 200)).isEqualTo("[heard]");

		awaitStatus(payment, "captured");
		assertThat(read(show(payment), "$.operations[0].processor")).isEqualTo(this.account);
		assertThat(read(show(payment), "$.operations[0].processor_reference"))
			.isEqualTo("tb-" + read(payment, "$.operations[0].id"));
	}

	@Test
	void isAppliedOnceHoweverOftenItComes() {
		String payment = pay(TestBank.LATER, 202);
		String word = approved("evt_1", payment);

		for (int i = 0; i < 5; i++) {
			assertThat(tell(word, 200)).isEqualTo("[heard]");
		}

		awaitStatus(payment, "captured");
		awaitNothingLeft();
		assertThat(kept()).isEqualTo(1);
		assertThat(eventsOf(payment)).containsExactly("payment.created", "payment.captured");
	}

	@Test
	void changesNothingThatHasEnded() {
		String payment = pay(TestBank.LATER, 202);
		assertThat(tell(approved("evt_2", payment), 200)).isNotEmpty();
		awaitStatus(payment, "captured");

		assertThat(tell(word("evt_1", payment,
				"{\"meaning\": \"ended\", \"outcome\": {\"outcome\": \"declined\", \"code\": \"do_not_honor\", \"message\": \"No\"}}"),
				200))
			.isNotEmpty();

		awaitNothingLeft();
		assertThat(kept()).isEqualTo(2);
		assertThat(eventsOf(payment)).containsExactly("payment.created", "payment.captured");
	}

	@Test
	void hasTheBankAskedWhereItDoesNotSayWhatCameOfIt() {
		String payment = pay(TestBank.LOST, 202);

		assertThat(tell(word("evt_1", payment, "{\"meaning\": \"look_up\"}"), 200)).isNotEmpty();

		awaitStatus(payment, "captured");
	}

	/** As where a person had resolved that it failed. */
	@Test
	void isNoticedWhereItHadEndedOtherwise() {
		String payment = pay("tb_card", 201);
		double before = contradictions();
		String word = word("evt_1", payment,
				"{\"meaning\": \"look_up\", \"said\": {\"outcome\": \"declined\", \"code\": \"x\", \"message\": \"No\"}}");

		assertThat(tell(word, 200)).isNotEmpty();

		awaitNothingLeft();
		assertThat(contradictions()).isEqualTo(before + 1);
		assertThat(eventsOf(payment)).containsExactly("payment.created", "payment.captured");
	}

	/** Of one account half of the places at the most. */
	@Test
	void isNotReadWhereTooManyAreNotComplete() throws IOException {
		List<Socket> slow = new ArrayList<>();
		try {
			for (int i = 0; i < 12; i++) {
				slow.add(begin(this.account));
			}
			await().untilAsserted(() -> assertThat(read(tell("[]", 503), "$.code")).isEqualTo("overloaded"));
			assertThat(tell(this.desk.make("Other", "\"webhook_secret\": \"" + SECRET + "\""), SECRET, "[]", 200))
				.isNotEmpty();
		}
		finally {
			for (Socket socket : slow) {
				socket.close();
			}
		}
		await().untilAsserted(() -> assertThat(tell("[]", 200)).isNotEmpty());
	}

	/** A body of which a byte comes, and the others do not. */
	private Socket begin(String account) throws IOException {
		Socket socket = new Socket(InetAddress.getLoopbackAddress(), this.port);
		socket.getOutputStream()
			.write("POST /processors/%s/notifications HTTP/1.1\r\nHost: localhost\r\n%s: x\r\nContent-Length: 1000\r\n\r\n["
				.formatted(account, TestBank.SIGNATURE)
				.getBytes(StandardCharsets.US_ASCII));
		return socket;
	}

	/** As of a dispute with all its evidence. */
	@Test
	void mayBeLong() {
		String payment = pay(TestBank.LATER, 202);

		assertThat(tell(approved("evt_1", payment).replace("[{", "[" + " ".repeat(600_000) + "{"), 200))
			.isEqualTo("[heard]");
		awaitStatus(payment, "captured");
		assertThat(read(tell("[" + " ".repeat(1_100_000) + "]", 413), "$.code")).isEqualTo("body_too_large");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "whsec_of_another" })
	void isNotBelievedWhereItIsForged(String signature) {
		String payment = pay(TestBank.LATER, 202);

		String problem = tell(this.account, signature, approved("evt_1", payment), 401);

		assertThat(read(problem, "$.code")).isEqualTo("invalid_signature");
		assertThat(problem).doesNotContain(SECRET);
		assertThat(kept()).isZero();
	}

	@Test
	void isNotBelievedWhereTheSecretIsNotKnownYet() {
		String other = this.desk.make("Without", "");

		assertThat(read(tell(other, "null", "[]", 401), "$.code")).isEqualTo("invalid_signature");
		assertThat(read(tell(other, "", "[]", 401), "$.code")).isEqualTo("invalid_signature");
	}

	@Test
	void isRefusedWhereItCannotBeRead() {
		assertThat(read(tell("{\"id\": \"evt_1\"", 400), "$.code")).isEqualTo("invalid_body");
		assertThat(kept()).isZero();
	}

	@ParameterizedTest
	@ValueSource(strings = { "pra_01k8t3b6y2e9rv0h5m7q4n1c8d", "pay_01k8t3b6y2e9rv0h5m7q4n1c8d", "stripe" })
	void isRefusedWhereThereIsNoSuchAccount(String id) {
		assertThat(read(tell(id, SECRET, "[]", 404), "$.code")).isEqualTo("processor_account_not_found");
	}

	@Test
	void isNotBelievedOfWhatAnotherAccountWasAskedFor() {
		String payment = pay(TestBank.LATER, 202);
		String other = this.desk.make("Other", "\"webhook_secret\": \"" + SECRET + "\", \"enabled\": false");

		assertThat(tell(other, SECRET, approved("evt_1", payment), 200)).isNotEmpty();

		awaitNothingLeft();
		assertThat(read(show(payment), "$.status")).isEqualTo("processing");
	}

	@Test
	void isNotBelievedOfWhatIsAnotherMerchants() {
		String payment = pay(TestBank.LATER, 202);
		AccountDesk stranger = AccountDesk.open(this.database, this.port);
		String theirs = stranger.make("Theirs", "\"webhook_secret\": \"" + SECRET + "\"");

		assertThat(tell(theirs, SECRET, approved("evt_1", payment), 200)).isNotEmpty();

		awaitNothingLeft();
		assertThat(read(show(payment), "$.status")).isEqualTo("processing");
	}

	/** As where whoever wrote it down died before it was applied. */
	@Test
	void isAppliedByOthersWhereItWasWrittenDownAlone() {
		String payment = pay(TestBank.LATER, 202);
		List<Word> words = List.of(JsonMapper.shared().readValue(approved("evt_1", payment), Word[].class));
		assertThat(this.accounts.find(AccountDesk.uuid(this.account))
			.flatMapMany((known) -> this.inbox.record(known, words))
			.collectList()
			.block()).hasSize(1);
		this.sweep.sweep().block();
		assertThat(read(show(payment), "$.status")).isEqualTo("processing");

		letLeasesRunOut();
		this.sweep.sweep().block();

		assertThat(read(show(payment), "$.status")).isEqualTo("captured");
		awaitNothingLeft();
	}

	@Test
	void isKeptAndCountedWhereItMeansNothing() {
		double taken = counted("taken");
		double meaningless = counted("meaningless");

		assertThat(
				tell("[{\"id\": \"evt_1\", \"type\": \"payout.paid\", \"meaning\": {\"meaning\": \"nothing\"}}]", 200))
			.isEqualTo("[heard]");

		assertThat(kept()).isEqualTo(1);
		awaitNothingLeft();
		assertThat(counted("meaningless")).isEqualTo(meaningless + 1);
		assertThat(counted("taken")).isEqualTo(taken);
	}

	@Test
	void disputesAreOpenedAndLost() {
		String payment = pay("tb_card", 201);

		assertThat(tell(dispute("evt_2", payment, "lost"), 200)).isNotEmpty();
		await().until(() -> eventsOf(payment).contains("payment.dispute_lost"));
		assertThat(tell(dispute("evt_1", payment, "open"), 200)).isNotEmpty();

		awaitNothingLeft();
		assertThat(eventsOf(payment)).containsExactly("payment.created", "payment.captured", "payment.dispute_lost");
		assertThat(read(show(payment), "$.amount_disputed")).isEqualTo("40");
		assertThat(read(show(payment), "$.available_actions.refund")).isEqualTo("60");
	}

	/** How much that is of what is only authorized nobody says. */
	@Test
	void disputesInAnotherCurrencyAreAboutAllOfIt() {
		String payment = this.desk.shop().create("manual", "tb_card", "wait=30", 201);

		assertThat(tell(dispute("evt_1", payment, "open").replace("EUR", "USD"), 200)).isNotEmpty();

		awaitNothingLeft();
		assertThat(read(show(payment), "$.amount_disputed")).isEqualTo("100");
	}

	/** The bank's answer to the charge may have been lost. */
	@Test
	void disputesWaitForTheirCharge() {
		String payment = pay(TestBank.LOST, 202);
		assertThat(tell(dispute("evt_1", payment, "open"), 200)).isNotEmpty();
		assertThat(tell(word("evt_2", payment, "{\"meaning\": \"look_up\"}"), 200)).isNotEmpty();
		awaitStatus(payment, "captured");
		assertThat(eventsOf(payment)).containsExactly("payment.created", "payment.captured");

		letLeasesRunOut();
		this.sweep.sweep().block();

		assertThat(eventsOf(payment)).endsWith("payment.dispute_opened");
		awaitNothingLeft();
	}

	@Test
	void disputesOfNobodysChargeAreNotKeptForEver() {
		String payment = pay("tb_card", 201);
		assertThat(tell(dispute("evt_1", payment, "open").replace("tb-op_", "tb-no_"), 200)).isNotEmpty();
		letLeasesRunOut();
		this.sweep.sweep().block();
		assertThat(left()).isEqualTo(1);

		run("update processor_notifications set received_at = now() - interval '8 days' where account_id = $1");
		letLeasesRunOut();
		this.sweep.sweep().block();

		assertThat(left()).isZero();
		assertThat(kept()).isEqualTo(1);
		assertThat(eventsOf(payment)).containsExactly("payment.created", "payment.captured");
	}

	@Test
	void areForgottenAfterAMonth() {
		assertThat(
				tell("[{\"id\": \"evt_1\", \"type\": \"payout.paid\", \"meaning\": {\"meaning\": \"nothing\"}}]", 200))
			.isNotEmpty();
		this.sweep.forget().block();
		assertThat(kept()).isEqualTo(1);

		run("update processor_notifications set received_at = now() - interval '31 days' where account_id = $1");
		this.sweep.forget().block();

		assertThat(kept()).isZero();
	}

	private String pay(String token, int status) {
		return this.desk.shop().create("automatic", token, (status == 201) ? "wait=30" : "wait=0", status);
	}

	private String show(String payment) {
		return this.desk.shop().show(read(payment, "$.id"));
	}

	private static String approved(String id, String payment) {
		return word(id, payment,
				"{\"meaning\": \"ended\", \"outcome\": {\"outcome\": \"approved\", \"reference\": \"tb-%s\"}}"
					.formatted(read(payment, "$.operations[0].id")));
	}

	private static String dispute(String id, String payment, String status) {
		return word(id, payment,
				"{\"meaning\": \"disputed\", \"charge\": \"tb-%s\", \"id\": \"dp_1\", \"status\": \"%s\", \"amount\": 40, \"currency\": \"EUR\", \"reason\": \"fraudulent\"}"
					.formatted(read(payment, "$.operations[0].id"), status));
	}

	private static String word(String id, String payment, String meaning) {
		return "[{\"id\": \"%s\", \"type\": \"charge.told\", \"about\": {\"payment\": \"%s\", \"operation\": \"%s\"}, \"meaning\": %s}]"
			.formatted(id, read(payment, "$.id"), read(payment, "$.operations[0].id"), meaning);
	}

	private String tell(String words, int status) {
		return tell(this.account, SECRET, words, status);
	}

	private String tell(String account, String signature, String words, int status) {
		return Objects.toString(this.desk.shop()
			.gateway()
			.post()
			.uri("/processors/" + account + "/notifications")
			.contentType(MediaType.APPLICATION_JSON)
			.header(TestBank.SIGNATURE, signature)
			.bodyValue(words)
			.exchange()
			.expectStatus()
			.isEqualTo(status)
			.expectBody(String.class)
			.returnResult()
			.getResponseBody());
	}

	private void awaitStatus(String payment, String status) {
		await().untilAsserted(() -> assertThat(read(show(payment), "$.status")).isEqualTo(status));
	}

	private void awaitNothingLeft() {
		await().untilAsserted(() -> assertThat(left()).isZero());
	}

	private List<String> eventsOf(String payment) {
		return JsonPath.read(String.valueOf(this.desk.shop()
			.http()
			.get()
			.uri("/v1/payments/" + read(payment, "$.id") + "/events")
			.exchange()
			.expectBody(String.class)
			.returnResult()
			.getResponseBody()), "$.data[*].type");
	}

	private void letLeasesRunOut() {
		run("update processor_notifications set due_at = now() where account_id = $1");
	}

	private long kept() {
		return count("true");
	}

	private long left() {
		return count("applied_at is null");
	}

	private long count(String condition) {
		@Nullable Long found = this.database
			.sql("select count(*) from processor_notifications where account_id = $1 and " + condition)
			.bind(0, AccountDesk.uuid(this.account))
			.mapValue(Long.class)
			.one()
			.block();
		return Objects.requireNonNull(found);
	}

	private void run(String statement) {
		assertThat(this.database.sql(statement).bind(0, AccountDesk.uuid(this.account)).fetch().rowsUpdated().block())
			.isPositive();
	}

	private double contradictions() {
		return this.meters.get("sluice.payments.contradictions").counter().count();
	}

	private double counted(String result) {
		return this.meters.counter("sluice.processors.notifications", "processor", TestBank.NAME, "result", result)
			.count();
	}

}
