package dev.sluice.http.connection;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import dev.sluice.testing.Patience;
import dev.sluice.testing.RawHttp;
import dev.sluice.testing.SluiceProcess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The log of a process says little of what callers do wrong, and repeats nothing. */
class QuietLogTests {

	private static final String CARD = "4242424242424242";

	private static final int BYTES_OF_A_FAULT = 300;

	@TempDir
	Path folder;

	@Test
	void logsNoErrorAndNothingThatWasSentForACallersFault() throws Exception {
		try (SluiceProcess sluice = SluiceProcess.start(this.folder, "--server.port=0", "--sluice.web.body-timeout=1s",
				"--sluice.web.head-timeout=1s")) {
			RawHttp http = new RawHttp(sluice.awaitOutput("pm_card_visa").port());
			List<String> faults = faults();
			String before = sluice.output();

			faults.forEach(
					(fault) -> assertThat(http.send(fault.getBytes(StandardCharsets.ISO_8859_1)).status()).as(fault)
						.isBetween(400, 599));

			await().pollDelay(Duration.ofSeconds(1)).atMost(Patience.LONG).until(() -> true);
			String log = sluice.output().substring(before.length());
			assertThat(log).doesNotContain(CARD, "ERROR", "Exception", "\tat ", "\u001b", "\r", "FORGED");
			assertThat(log.length()).as(log).isLessThan(faults.size() * BYTES_OF_A_FAULT);
		}
	}

	private static List<String> faults() {
		String query = "?x=" + CARD;
		String host = "Host: localhost\r\nConnection: close\r\n";
		String body = "POST /v1/session" + query + " HTTP/1.1\r\n" + host + "Content-Type: application/json\r\n";
		return List.of(body + "Transfer-Encoding: chunked\r\n\r\nzz\r\n", body + "Content-Length: 100\r\n\r\n{",
				body + "Content-Length: 7\r\n\r\n{\"a\":" + "\u0000}",
				body + "Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\nbad trailer\r\n\r\n",
				"GET /" + query + "\u001b[31mFORGED HTTP/1.1\r\n" + host + "\r\n",
				"GET /" + query + "\rFORGED HTTP/1.1\r\n" + host + "\r\n",
				"GET /v1/" + CARD + "%0d%0aFORGED" + query + " HTTP/1.1\r\n" + host + "\r\n",
				"GET /v1/%00" + query + " HTTP/1.1\r\n" + host + "\r\n",
				"GET /" + query + "x".repeat(25_000) + " HTTP/1.1\r\n" + host + "\r\n",
				"GET /" + query + " HTTP/1.1\r\n" + host + "Cookie: " + "x".repeat(20_000) + "\r\n\r\n",
				"GET /" + query + " HTTP/1.1\r\n" + host + "X-Bad\u001b: " + CARD + "\r\n\r\n",
				"GET /" + query + " HTTP/2.0\r\n" + host + "\r\n",
				"GET /" + query + " HTTP/1.1\r\nHost: " + CARD + "\r\n",
				"GET /" + query + " HTTP/1.1\r\nHost: " + CARD + "\r\n\r\n",
				"BR\u001bEW /" + query + " HTTP/1.1\r\n" + host + "\r\n",
				"BREW /v1/payments" + query + " HTTP/1.1\r\n" + host + "\r\n",
				"GET /v1/payments" + query + " HTTP/1.1\r\n" + host + "Accept: " + CARD + "\r\n\r\n",
				"GET /v1/payments" + query + " HTTP/1.1\r\n" + host + "Authorization: Bearer " + CARD
						+ "\u00ff\r\n\r\n",
				"GET /v1//payments" + query + " HTTP/1.1\r\n" + host + "\r\n",
				"GET /page/%2e%2e/" + CARD + query + " HTTP/1.1\r\n" + host + "\r\n");
	}

}
