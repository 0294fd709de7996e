package dev.sluice.testing.leaks;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What counts as secret in a line of a log, and what does not. */
class LeakSearchTests {

	private static final String LINE = "2026-11-27T00:44:13.533Z  WARN 27468 --- [sluice] [ sluice-epoll-1] "
			+ "d.s.journal.wakeups.JournalListener      : ";

	private final LeakSearch search = new LeakSearch();

	@TempDir
	private Path folder;

	/** Put together here, since what a test's name holds is printed where it fails. */
	@Test
	void findsKeysCardNumbersAndBodies() {
		assertThat(found("key sk_" + "live_9fJ3kQ81aZx0PqLm7RtY"))
			.containsExactly("an API key, logged by d.s.journal.wakeups.JournalListener");
		assertThat(found("card 4242 4242 " + "4242 4242")).singleElement().asString().startsWith("a card number");
		assertThat(found("{\"payment_" + "method\": \"pm_card_visa\"}")).singleElement()
			.asString()
			.startsWith("a body");
		assertThat(found("9k2OwUdrvrEbGvWpE1m1Tn0cRC3N0" + "cBo1ZP1zXl5YvU=")).singleElement()
			.asString()
			.startsWith("32 bytes");
	}

	@Test
	void findsWhatWasPlanted() {
		this.search.plant("planted-" + "0451", "a description");

		assertThat(found("planted-" + "0451")).singleElement().asString().startsWith("a description, logged by d.s.");
	}

	@Test
	void namesTheLoggerOfAStackTraceToo() throws Exception {
		Path file = Files.writeString(this.folder.resolve("output"),
				LINE + "it failed\njava.lang.IllegalStateException: sk_" + "test_9fJ3kQ81aZx0PqLm7RtY\n\tat nowhere\n");

		this.search.read(file);

		assertThat(this.search.takeFindings())
			.containsExactly("an API key, logged by d.s.journal.wakeups.JournalListener");
		assertThat(this.search.takeFindings()).isEmpty();
	}

	@Test
	void findsWhatStandsAcrossTheEndOfWhatItHolds() {
		assertThat(found("x ".repeat(32_760 - LINE.length() / 2) + "sk_" + "test_9fJ3kQ81aZx0PqLm7RtY tail"))
			.hasSize(1);
	}

	@ParameterizedTest
	@ValueSource(strings = { "API key     sk_demo_sluice   (demo merchant)",
			"GET /v1/payments failed, trace_id=4bf92f3577b34da6a3ce929d0e0e4736",
			"PostgreSQL is away (Connection refused: /127.0.0.1:40451); what needs it is refused until it answers",
			"      -d '{\"amount\": 1999, \"currency\": \"EUR\", \"payment_method\": \"pm_card_visa\"}'",
			"pay_01k8t3b6y2f4tr8d2w6s0x9k3m", "0190b3c2-7d15-7a5e-9c3b-1f2e3d4c5b6a" })
	void findsNothingInWhatLogsHold(String text) {
		assertThat(found(text)).isEmpty();
	}

	/** Whoever makes such a folder draws its number. */
	@Test
	void doesNotTakeTheNameOfATemporaryFolderForACardNumber() {
		String folder = System.getProperty("java.io.tmpdir") + "/junit-" + "4242424242" + "424242";

		assertThat(found("Starting SluiceApplication with PID 4711 (/classes started by root in " + folder + ")"))
			.isEmpty();
		assertThat(found("Starting SluiceApplication in " + folder + " with 4242 4242 " + "4242 4242")).hasSize(1);
	}

	private List<String> found(String text) {
		LeakSearch.Lines lines = this.search.lines();
		byte[] bytes = (LINE + text + "\n").getBytes(StandardCharsets.UTF_8);
		lines.read(bytes, 0, bytes.length);
		return this.search.takeFindings();
	}

}
