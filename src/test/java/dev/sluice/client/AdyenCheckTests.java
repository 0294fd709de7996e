package dev.sluice.client;

import java.nio.file.Path;
import java.util.stream.Stream;

import dev.sluice.payments.words.PaymentMethod;
import dev.sluice.processors.AccountDesk;
import dev.sluice.processors.adyen.EmulatedAdyen;
import dev.sluice.testing.SluiceTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.HttpMethod;
import org.springframework.r2dbc.core.DatabaseClient;

import static org.assertj.core.api.Assertions.assertThat;

/** An account at Adyen's emulator that is checked by payments. */
@SluiceTest
class AdyenCheckTests {

	private final int port;

	private final EmulatedAdyen adyen;

	private final AccountDesk desk;

	@TempDir
	private Path home;

	AdyenCheckTests(@Autowired DatabaseClient database, @LocalServerPort int port) {
		this.port = port;
		this.adyen = new EmulatedAdyen(database, port);
		this.desk = AccountDesk.open(database, port);
	}

	@Test
	void waitsForWhatAdyenNotifiesOf() {
		String account = make(", \"webhook_secret\": \"" + EmulatedAdyen.HMAC_KEY + "\"");
		this.adyen.notify("http://127.0.0.1:" + this.port + "/processors/" + account + "/notifications");

		assertThat(check("Jane Doe")).startsWith("0\n")
			.containsPattern("authorize    10.00 EUR   succeeded +\\d+ ms  \\w{16}  pay_\\w+\n")
			.containsPattern("capture      6.00 EUR    succeeded +\\d+ ms  \\w{16}\n")
			.containsPattern("refund       4.00 EUR    succeeded +\\d+ ms  \\w{16}\n")
			.containsPattern("void         10.00 EUR   succeeded +\\d+ ms  \\w{16}\n")
			.contains("All is well: " + account);
		assertThat(this.adyen.payments()).hasSize(2);
	}

	@Test
	void asksForAStoredCard() {
		var _ = make("");

		assertThat(check()).startsWith("2\nWhich stored card?")
			.contains("--stored-payment-method", "--shopper-reference", "docs/adyen.md");
	}

	@Test
	void saysThatTheWebhookIsToBeLookedAtWhereNothingIsTold() {
		String account = make("");

		assertThat(check("Jane Doe", "--within=1s")).startsWith("1\n")
			.containsPattern("capture      6.00 EUR    pending +-")
			.contains("Nothing is told of the capture within 1 s. The webhook is what to look at",
					"/processors/" + account + "/notifications", "the account has no webhook_secret",
					"capture of 6.00 EUR pending", "Something is left");
	}

	@Test
	void saysWhyAMethodIsDeclined() {
		var _ = make("");

		assertThat(check("NOT_ENOUGH_BALANCE")).startsWith("1\n")
			.contains("The authorization is declined: insufficient_funds, '", "Nothing is left charged.");
	}

	private String make(String more) {
		return AccountDesk.text(this.desk.ask(HttpMethod.POST, AccountDesk.ALL, """
				{"processor": "adyen", "label": "Adyen",
				 "credentials": {"api_key": "%s", "merchant_account": "%s"}%s}""".formatted(EmulatedAdyen.API_KEY,
				this.adyen.account(), more), 201), "$.id");
	}

	private String check(String holder, String... options) {
		PaymentMethod card = this.adyen.card(holder);
		return run(Stream.concat(Stream.of("--stored-payment-method=" + card.detail("stored_payment_method"),
				"--shopper-reference=" + EmulatedAdyen.SHOPPER), Stream.of(options)));
	}

	private String check() {
		return run(Stream.of());
	}

	private String run(Stream<String> options) {
		try (RunningCommand check = RunningCommand.start(this.home, this.desk.merchant().apiKey(),
				Stream.concat(Stream.of("processors", "check", "--url=http://127.0.0.1:" + this.port), options)
					.toArray(String[]::new))) {
			return check.awaitExit() + "\n" + check.printed();
		}
	}

}
