package dev.sluice.http.server;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

import dev.sluice.testing.Patience;
import dev.sluice.testing.RawHttp;
import dev.sluice.testing.SluiceProcess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A crowd that is turned away is one line of the log when it comes and one after it. */
class FloodLogTests {

	private static final int REQUESTS = 300;

	@TempDir
	Path folder;

	@Test
	void tellsOnceThatRequestsAreRefusedAndOnceHowManyWere() throws Exception {
		try (SluiceProcess sluice = SluiceProcess.start(this.folder, "--server.port=0",
				"--sluice.operations.max-in-flight=1", "--sluice.operations.max-waiting=0")) {
			RawHttp http = new RawHttp(sluice.awaitOutput("pm_card_visa").port());
			int refused = 0;
			for (int i = 0; i < REQUESTS; i++) {
				refused += (http.send(payment()).status() == 503) ? 1 : 0;
			}
			assertThat(refused).isGreaterThan(REQUESTS / 2);

			await().atMost(Patience.LONG).until(() -> lines(sluice.output()) > 1);
			assertThat(lines(sluice.output())).isEqualTo(2);
			assertThat(sluice.output()).contains("not answered overloaded any more; " + refused + " were");
		}
	}

	private static long lines(String log) {
		return log.lines().filter((line) -> line.contains("overloaded")).count();
	}

	private static byte[] payment() {
		String body = """
				{"amount": 100, "currency": "EUR", "payment_method": "pm_card_slow"}""";
		String head = """
				POST /v1/payments HTTP/1.1
				Host: localhost
				Connection: close
				Authorization: Bearer sk_demo_sluice
				Prefer: respond-async
				Content-Type: application/json
				Content-Length: %d

				""".formatted(body.length()).replace("\n", "\r\n");
		return (head + body).getBytes(StandardCharsets.UTF_8);
	}

}
