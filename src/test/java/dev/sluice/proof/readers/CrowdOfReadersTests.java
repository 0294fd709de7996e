package dev.sluice.proof.readers;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import dev.sluice.proof.Client;
import dev.sluice.proof.Download;
import dev.sluice.testing.SluiceProcess;
import dev.sluice.testing.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Readers of everything there is to read, who ask for far more than the memory of the
 * gateway and take none of it.
 */
class CrowdOfReadersTests {

	private static final String HEAP = "96m";

	private static final Duration PATIENCE = Duration.ofMinutes(1);

	/** Each makes two events, and each event has all of them and the metadata. */
	private static final int REFUNDS = 100;

	private static final int LARGE_PAYMENTS = 20;

	/** Of each kind; their pages alone would be twice the heap. */
	private static final int READERS = 40;

	private static final int ROUNDS = 20;

	private static final Map<String, String> KINDS = Map.of("/v1/events?limit=500", "application/json",
			"/v1/payments?limit=500", "application/json", "/v1/events", "application/x-ndjson", "/v1/payments",
			"application/x-ndjson", "/v1/payments?amount_gte=1", "text/csv", "/v1/events?after=0", "text/event-stream");

	@TempDir
	private Path folder;

	@Test
	void cannotMakeTheGatewayRunOutOfMemoryAndOthersAreAnswered() throws Exception {
		TestDatabase database = TestDatabase.create();
		List<Socket> crowd = new ArrayList<>();
		try (SluiceProcess gateway = SluiceProcess
			.startSmall(HEAP, this.folder, database.arguments("--server.port=0", "--sluice.demo.enabled=true"))
			.awaitOutput("Sluice is ready.")) {
			Client client = new Client(List.of(gateway.port()));
			String payment = pay(client, "large");
			for (int i = 0; i < REFUNDS; i++) {
				assertThat(
						client.ask("refund-" + i, "/v1/payments/" + payment + "/refunds", Map.of("amount", 1)).isDone())
					.isTrue();
			}
			for (int i = 0; i < LARGE_PAYMENTS; i++) {
				assertThat(pay(client, "payment-" + i)).isNotEmpty();
			}

			for (int i = 0; i < READERS; i++) {
				for (Map.Entry<String, String> kind : KINDS.entrySet()) {
					crowd.add(ask(gateway.port(), kind.getKey(), kind.getValue()));
				}
			}
			for (int round = 0; round < ROUNDS; round++) {
				assertThat(pay(client, "round-" + round)).isNotEmpty();
				assertThat(get(gateway.port(), "/v1/payments/" + payment)).isEqualTo(200);
				assertThat(get(gateway.port(), "/openapi.yaml")).isEqualTo(200);
			}
			close(crowd);
			assertThat(get(gateway.port(), "/v1/events?limit=500")).isEqualTo(200);
			assertThat(get(gateway.port(), "/v1/payments?limit=500")).isEqualTo(200);
			assertThat(gateway.output()).doesNotContain("OutOfMemory", "LEAK");
		}
		finally {
			close(crowd);
		}
	}

	private static String pay(Client client, String key) throws InterruptedException {
		Map<String, String> metadata = IntStream.range(0, 50)
			.boxed()
			.collect(Collectors.toMap((i) -> "key_" + i, (i) -> "ü".repeat(490)));
		return client
			.ask(key, "/v1/payments",
					Map.of("amount", 1999, "currency", "EUR", "payment_method", "pm_card_visa", "metadata", metadata))
			.text("id");
	}

	/** Asks and takes nothing, with as little room on the way as there can be. */
	private static Socket ask(int port, String path, String type) throws IOException {
		Socket socket = new Socket();
		socket.setReceiveBufferSize(8 * 1024);
		socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
		socket.getOutputStream().write(Download.request("GET", path, "Accept: " + type));
		return socket;
	}

	private static int get(int port, String path) throws Exception {
		try (HttpClient http = HttpClient.newHttpClient()) {
			return http
				.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
					.timeout(PATIENCE)
					.header("Authorization", "Bearer sk_demo_sluice")
					.build(), BodyHandlers.ofByteArray())
				.statusCode();
		}
	}

	private static void close(List<Socket> crowd) throws IOException {
		for (Socket reader : crowd) {
			reader.close();
		}
	}

}
