package dev.sluice.client;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import dev.sluice.client.Detour.Conduct;
import dev.sluice.processors.AccountDesk;
import dev.sluice.processors.stripe.EmulatedStripe;
import dev.sluice.testing.SluiceTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.HttpMethod;
import org.springframework.r2dbc.core.DatabaseClient;

import static org.assertj.core.api.Assertions.assertThat;

/** An account at Stripe's emulator that is checked by payments. */
@SluiceTest
class ProcessorCheckTests {

	private final DatabaseClient database;

	private final int port;

	private final EmulatedStripe stripe;

	private final AccountDesk desk;

	@TempDir
	private Path home;

	ProcessorCheckTests(@Autowired DatabaseClient database, @LocalServerPort int port) {
		this.database = database;
		this.port = port;
		this.stripe = new EmulatedStripe(port);
		this.desk = AccountDesk.open(database, port);
	}

	@AfterEach
	void heal() {
		this.stripe.noFaults();
	}

	@Test
	void chargesCapturesRefundsAndVoidsAndLeavesNothing() {
		String account = make("Stripe");

		String printed = check();

		assertThat(printed).startsWith("0\nChecks " + account + " (stripe, 'Stripe') with two payments of 10.00 EUR")
			.containsPattern("\\d\\d:\\d\\d:\\d\\d  credentials +taken +\\d+ ms\n")
			.containsPattern("authorize    10.00 EUR   succeeded +\\d+ ms  pi_\\w+  pay_\\w+\n")
			.containsPattern("capture      6.00 EUR    succeeded +\\d+ ms  \\w+\n")
			.containsPattern("refund       2.00 EUR    succeeded +\\d+ ms  re_\\w+\n")
			.containsPattern("refund       4.00 EUR    succeeded +\\d+ ms  re_\\w+\n")
			.containsPattern("void         10.00 EUR   succeeded +\\d+ ms")
			.contains("All is well: " + account, "Nothing is left charged.")
			.doesNotContain(this.desk.merchant().apiKey(), this.stripe.key(), "Left");
		assertThat(payments("succeeded", "canceled")).hasSize(2);
		assertThat(this.stripe.refunds()).hasSize(2);
	}

	@Test
	void writesAmountsAsTheCurrencyHasThem() {
		var _ = make("Stripe");

		assertThat(check("--currency=JPY")).startsWith("0\n").contains("1000 JPY", "600 JPY", "200 JPY", "400 JPY");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			--account=pra_00000000000000000000000000 | 2 | There is no such account
			--currency=XXX                           | 2 | no currency XXX
			--payment-method={"type":"adyen"}        | 2 | The gateway refuses""")
	void saysWhatIsNotThere(String option, int exit, String words) {
		var _ = make("Stripe");

		assertThat(check(option)).startsWith(exit + "\n").contains(words);
		assertThat(this.stripe.payments()).isEmpty();
	}

	@Test
	void saysHowToBeginWhereThereIsNoAccount() {
		assertThat(check()).startsWith("1\nThere is no account").contains("docs/stripe.md", "docs/adyen.md");
	}

	@Test
	void asksWhichAccountIsMeant() {
		String one = make("One");
		String other = make("Other");

		assertThat(check()).startsWith("2\nWhich account?").contains(one + " (stripe, 'One')", other);
	}

	@Test
	void saysThatAnAccountIsDisabled() {
		String account = make("Stripe");
		var _ = this.desk.change(account, "{\"enabled\": false}", 200);

		assertThat(check()).startsWith("1\n").contains("disabled", account);
		assertThat(check("--account=" + account)).startsWith("1\n").contains("disabled");
	}

	@Test
	void noticesThatAnotherAccountIsAskedAndLetsThatGo() {
		String first = make("First");
		String second = make("Second");

		String printed = check("--account=" + second);

		assertThat(printed).startsWith("1\n")
			.contains("The payment went to " + first + ", not to " + second, "routing", "Lets go what pay_",
					"It does not work with " + second + ". Nothing is left charged.");
		assertThat(payments("canceled")).hasSize(1);
	}

	@Test
	void saysThatTheProcessorRefusesTheCredentials() {
		var _ = make("Stripe");
		this.stripe.faults("{\"credentials_revoked\": true}");

		assertThat(check()).startsWith("1\n").contains("do not work: ").doesNotContain("authorize");
	}

	@ParameterizedTest
	@ValueSource(strings = { "payments:read", "payments:write", "refunds:write", "processors:read" })
	void saysWhichScopesTheKeyNeedsBeforeAnythingIsCharged(String missing) {
		var _ = make("Stripe");
		String key = this.desk.merchant()
			.anotherKey(this.database, "test",
					List.of("payments:read", "payments:write", "refunds:write", "processors:read")
						.stream()
						.filter((scope) -> !scope.equals(missing))
						.toArray(String[]::new));

		assertThat(checkWith(key)).startsWith("1\n")
			.contains("This needs the scope " + missing,
					"needs payments:read, payments:write, refunds:write and processors:read");
		assertThat(this.stripe.payments()).isEmpty();
	}

	@Test
	void saysThatTheKeyIsRefused() {
		assertThat(checkWith("sk_test_nobody")).startsWith("1\nThe gateway refuses:")
			.contains("(401)")
			.doesNotContain("nobody");
	}

	@Test
	void sendsNothingWithAKeyOfLiveMode() throws Exception {
		try (Detour detour = new Detour(this.port)) {
			String key = this.desk.merchant().anotherKey(this.database, "live", "payments:read");

			assertThat(checkBy(detour.url(), key)).startsWith("2\nThis key is one of live mode").doesNotContain(key);
			assertThat(detour.asked("")).isZero();
		}
	}

	@Test
	void saysWhyAMethodIsDeclined() {
		var _ = make("Stripe");

		String printed = check(
				"--payment-method={\"type\":\"stripe\",\"token\":\"pm_card_chargeDeclinedInsufficientFunds\"}");

		assertThat(printed).startsWith("1\n")
			.containsPattern("authorize    10.00 EUR   declined")
			.contains("The authorization is declined: insufficient_funds, '", "Nothing is left charged.");
	}

	@Test
	void doesEachStepOnceThoughItsAnswerWasLost() throws Exception {
		var _ = make("Stripe");
		try (Detour detour = new Detour(this.port)) {
			detour.behaving(
					(asked) -> (asked.startsWith("POST") && detour.asked(asked) == 0) ? Conduct.LOSE : Conduct.PASS);

			assertThat(checkBy(detour.url(), this.desk.merchant().apiKey())).startsWith("0\n")
				.contains("Waits for the gateway", "The gateway answers again");
			assertThat(detour.asked("POST /v1/payments")).isGreaterThan(10);
		}
		assertThat(payments("succeeded", "canceled")).hasSize(2);
		assertThat(this.stripe.refunds()).hasSize(2);
	}

	@Test
	void saysWhatIsLeftWhereTheGatewayIsGoneMeanwhile() throws Exception {
		var _ = make("Stripe");
		try (Detour detour = new Detour(this.port)) {
			detour.behaving((asked) -> (detour.asked("/captures") > 0) ? Conduct.HANG_UP
					: (asked.contains("/captures") ? Conduct.LOSE : Conduct.PASS));

			assertThat(checkBy(detour.url(), this.desk.merchant().apiKey(), "--within=1s")).startsWith("1\n")
				.contains("The gateway cannot be asked", "Left: pay_", "Something is left");
		}
	}

	@Test
	void findsAPaymentThatNoAnswerHasNamed() throws Exception {
		var _ = make("Stripe");
		try (Detour detour = new Detour(this.port)) {
			detour.behaving((asked) -> asked.equals("POST /v1/payments") ? Conduct.LOSE : Conduct.PASS);

			assertThat(checkBy(detour.url(), this.desk.merchant().apiKey(), "--within=1s")).startsWith("1\n")
				.contains("Lets go what pay_", "Nothing is left charged");
		}
		assertThat(payments("canceled")).hasSize(1);
	}

	@Test
	void undoesWhatItHasBegunWhereItIsInterrupted() throws Exception {
		var _ = make("Stripe");
		try (Detour detour = new Detour(this.port);
				RunningCommand check = RunningCommand.start(this.home, this.desk.merchant().apiKey(), "processors",
						"check", "--url=" + detour.url())) {
			detour.behaving((asked) -> asked.contains("/refunds") && detour.asked("/captures") > 0
					&& !check.printed().contains("Interrupted") ? Conduct.HANG_UP : Conduct.PASS);
			check.awaitPrinted("Waits for the gateway");
			check.interrupt();

			assertThat(check.awaitExit()).isOne();
			assertThat(check.printed()).contains("Interrupted; tidies up.", "Gives back 6.00 EUR",
					"It was not finished with", "Nothing is left charged.");
		}
		assertThat(payments("succeeded")).hasSize(1);
		assertThat(this.stripe.refunds()).hasSize(1);
	}

	/** Ctrl-C while it undoes what it has done is no reason to leave that. */
	@Test
	void goesOnUndoingWhereItIsInterruptedMeanwhile() throws Exception {
		var _ = make("Stripe");
		try (Detour detour = new Detour(this.port);
				RunningCommand check = RunningCommand.start(this.home, this.desk.merchant().apiKey(), "processors",
						"check", "--url=" + detour.url())) {
			detour.behaving((asked) -> asked.contains("/refunds") && detour.asked("/captures") > 0
					&& !check.printed().contains("all the same") ? Conduct.HANG_UP : Conduct.PASS);
			check.awaitPrinted("Waits for the gateway");
			check.interrupt();
			check.awaitPrinted("Gives back 6.00 EUR");
			check.interrupt();

			assertThat(check.awaitExit()).isOne();
			assertThat(check.printed()).contains("tidies up all the same", "Nothing is left charged.")
				.doesNotContain("Left:");
		}
		assertThat(payments("succeeded")).hasSize(1);
		assertThat(this.stripe.refunds()).hasSize(1);
	}

	@Test
	void givesBackWhatCouldNotBeGivenBackAtFirst() throws Exception {
		var _ = make("Stripe");
		try (Detour detour = new Detour(this.port)) {
			detour.behaving((asked) -> {
				long refunds = detour.asked("/refunds");
				if (asked.contains("/refunds") && refunds == 2) {
					this.stripe.faults("{\"credentials_revoked\": true}");
				}
				else if (refunds > 2) {
					this.stripe.noFaults();
				}
				return Conduct.PASS;
			});

			assertThat(checkBy(detour.url(), this.desk.merchant().apiKey())).startsWith("1\n")
				.contains("The refund is failed: credentials_refused", "Gives back 4.00 EUR",
						"Nothing is left charged.");
		}
		assertThat(this.stripe.refunds()).hasSize(2);
	}

	/** Of all payments at Stripe, each as it should be at the end. */
	private List<JsonNode> payments(String... statuses) {
		List<JsonNode> payments = this.stripe.payments();
		assertThat(payments.stream().map((payment) -> payment.path("status").asString()))
			.containsExactlyInAnyOrder(statuses);
		return payments;
	}

	private String make(String label) {
		return AccountDesk.text(this.desk.ask(HttpMethod.POST, AccountDesk.ALL, """
				{"processor": "stripe", "label": "%s", "credentials": {"secret_key": "%s"}}""".formatted(label,
				this.stripe.key()), 201), "$.id");
	}

	private String check(String... options) {
		return checkBy("http://127.0.0.1:" + this.port, this.desk.merchant().apiKey(), options);
	}

	private String checkWith(String key) {
		return checkBy("http://127.0.0.1:" + this.port, key);
	}

	private String checkBy(String url, String key, String... options) {
		try (RunningCommand check = RunningCommand.start(this.home, key,
				Stream.concat(Stream.of("processors", "check", "--url=" + url), Stream.of(options))
					.toArray(String[]::new))) {
			return check.awaitExit() + "\n" + check.printed();
		}
	}

}
