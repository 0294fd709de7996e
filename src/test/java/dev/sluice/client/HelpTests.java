package dev.sluice.client;

import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What commands say to whoever does not know them yet. */
class HelpTests {

	@TempDir
	private Path home;

	@ParameterizedTest
	@ValueSource(strings = { "listen", "replay", "trigger", "processors" })
	void showsWhatACommandCanBeAskedFor(String command) {
		assertThat(RunningCommand.run(this.home, command, "--help")).startsWith("0\n")
			.contains("Usage: java -jar sluice.jar " + command, "SLUICE_API_KEY", "--url");
		assertThat(RunningCommand.run(this.home, command, "--key", "sk_x", "-h")).startsWith("0\n");
	}

	@Test
	void namesEveryOption() {
		assertThat(Listen.OPTIONS).allSatisfy((option) -> assertThat(Help.of("listen")).contains("  --" + option));
		assertThat(Replay.OPTIONS).allSatisfy((option) -> assertThat(Help.of("replay")).contains("  --" + option));
		assertThat(ProcessorCheck.OPTIONS)
			.allSatisfy((option) -> assertThat(Help.of("processors")).contains("  --" + option));
		assertThat(Trigger.OPTIONS).allSatisfy((option) -> assertThat(Help.of("trigger")).contains("  --" + option));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			listen                                                              | SLUICE_API_KEY
			listen --key=sk_hidden                                              | --forward-to
			listen --key=sk_hidden --forward-to=localhost:3000                  | --forward-to
			listen --key=sk_hidden --forward-to                                 | --forward-to needs a value
			listen --key=sk_hidden --forward-to=http://a/ --from=yesterday      | --from
			listen --key=sk_hidden --forward-to=http://a/ --from=0              | --from
			listen --key=sk_hidden --forward-to=http://a/ --secret=whsec_!      | --secret
			listen --key=sk_hidden --forward-to=http://a/ --url=ftp://a         | --url
			listen --key=sk_hidden --forward-to=http://a/ --url=http://a?b      | --url
			listen --key=sk_hidden --forward-to=http://a/ --to=5                | no option --to
			listen --key=sk_hidden --forward-to=http://a/ more                  | 'more'
			listen --key=sk_hiddenÄ --forward-to=http://a/                      | API key
			replay --key=sk_hidden --forward-to=http://a/                       | --from
			replay --key=sk_hidden --forward-to=http://a/ --from=5 --to=then    | --to
			trigger --key=sk_hidden                                             | payment.refunded
			trigger --key=sk_hidden payment.lost                                | payment.refunded
			trigger --key=sk_hidden payment.expired                             | authorization-validity
			trigger --key=sk_hidden payment.failed                              | fault
			trigger --key=sk_hidden payment.void_failed                         | payment.voided
			trigger --key=sk_live_hidden payment.captured                       | test mode
			processors --key=sk_hidden                                          | processors check
			processors --key=sk_hidden list                                     | processors check
			processors check                                                    | SLUICE_API_KEY
			processors check --key=sk_live_hidden                               | test mode
			processors check --key=sk_hidden --account=mine                     | --account
			processors check --key=sk_hidden --currency=euro                    | --currency
			processors check --key=sk_hidden --within=soon                      | --within
			processors check --key=sk_hidden --payment-method=pm_hidden         | JSON
			processors check --key=sk_hidden --stored-payment-method=a_hidden   | --shopper-reference
			processors check --key=sk_hidden --live=true                        | no option --live""")
	void saysWhatIsWrongAndWhereMoreIsTold(String command, String words) {
		assertThat(RunningCommand.run(this.home, command.split(" "))).startsWith("2\n")
			.contains(words, "--help")
			.doesNotContain("hidden");
		assertThat(this.home).isEmptyDirectory();
	}

	@Test
	void saysThatNoGatewayIsThere() {
		assertThat(RunningCommand.run(this.home, "trigger", "payment.captured", "--key=sk_hidden",
				"--url=http://127.0.0.1:1"))
			.startsWith("1\n")
			.contains("nobody listens there")
			.doesNotContain("hidden");
	}

}
