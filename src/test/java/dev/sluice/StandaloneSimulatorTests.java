package dev.sluice;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.sluice.testing.SluiceProcess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** The simulator in a process of its own. */
class StandaloneSimulatorTests {

	private static final Pattern PORT = Pattern.compile("Netty started on port (\\d+)");

	private final HttpClient http = HttpClient.newHttpClient();

	@TempDir
	private Path folder;

	@Test
	void servesTheSimulatorAndNothingElse() throws Exception {
		try (SluiceProcess process = SluiceProcess.start(this.folder, "simulator", "--server.port=0")
			.awaitOutput("Started StandaloneSimulator")) {
			String base = "http://127.0.0.1:" + port(process);

			HttpResponse<String> sale = send(base, "/simulator/v1/operations", "sim_demo_secret");
			assertThat(sale.statusCode()).as(sale.body()).isEqualTo(200);
			assertThat(sale.body()).contains("\"action_required\"", base + "/simulator/challenges/op_1");
			assertThat(get(base + "/simulator/challenges/op_1").body()).contains("19.99 EUR");
			assertThat(get(base + "/simulator/challenges/challenge.css").statusCode()).isEqualTo(200);

			assertThat(send(base, "/simulator/v1/operations", "wrong").statusCode()).isEqualTo(401);
			assertThat(send(base, "/v1/payments", "sk_demo_sluice").statusCode()).isEqualTo(404);
			assertThat(get(base + "/").statusCode()).isEqualTo(404);
			assertThat(get(base + "/index.html").statusCode()).isEqualTo(404);
			assertThat(get(base + "/openapi.yaml").statusCode()).isEqualTo(404);
			assertThat(get(base + "/asyncapi.yaml").statusCode()).isEqualTo(404);
			process.terminate();
		}
	}

	@Test
	void saysWhyItDoesNotStart() throws Exception {
		try (SluiceProcess process = SluiceProcess.start(this.folder, "simulator",
				"--sluice.simulator.slow-delay=-1s")) {
			assertThat(process.awaitExit()).isEqualTo(Commands.FAILED);

			assertThat(process.output()).contains("sluice.simulator.slow-delay");
		}
	}

	private static String port(SluiceProcess process) {
		Matcher matcher = PORT.matcher(process.output());
		assertThat(matcher.find()).isTrue();
		return matcher.group(1);
	}

	private HttpResponse<String> get(String url) throws Exception {
		return this.http.send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString());
	}

	private HttpResponse<String> send(String base, String path, String secret) throws Exception {
		HttpRequest request = HttpRequest.newBuilder(URI.create(base + path))
			.header("Authorization", "Bearer " + secret)
			.header("Content-Type", "application/json")
			.POST(BodyPublishers.ofString("""
					{"operation": "op_1", "payment": "pay_1", "kind": "sale", "amount": 1999, "currency": "EUR",
					 "payment_method": "pm_card_3ds"}"""))
			.build();
		return this.http.send(request, BodyHandlers.ofString());
	}

}
