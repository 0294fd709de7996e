package dev.sluice.proof.network;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

import dev.sluice.proof.Client;
import dev.sluice.proof.Client.Reply;
import dev.sluice.proof.Instance;
import dev.sluice.testing.Simulator;
import dev.sluice.testing.TestDatabase;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Readers whose pages do not come keep every connection that they can get, and no payer
 * waits for one.
 */
class CrowdedReadersTests {

	/** Only there so that nothing hangs for ever. */
	private static final Duration PATIENCE = Duration.ofMinutes(2);

	private static final Map<String, Object> SALE = Map.of("amount", 1999, "currency", "EUR", "payment_method",
			"pm_card_visa");

	/** More than there are connections. */
	private static final int READERS = 48;

	private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

	@ParameterizedTest
	@CsvSource({ "/v1/events, application/json, purged", "/v1/events, application/x-ndjson, purged",
			"/v1/payments/summary?window=1h, application/json, start" })
	void keepNobodyFromPaying(String path, String type, String words) throws Exception {
		TestDatabase database = TestDatabase.create();
		try (TcpRelay relay = new TcpRelay(database);
				Instance other = Instance.start(database, Map.of("sluice.operations.recovery-interval", "1h"));
				Instance gateway = Instance.startWith(new Simulator(other.port()).url(), relay.relayed(), Map.of())) {
			Client client = new Client(List.of(gateway.port()));
			Reply paid = client.ask("first", "/v1/payments", SALE);
			relay.silenceEvery(1, words);

			List<CompletableFuture<?>> readers = Stream.generate(() -> read(gateway.port(), path, type))
				.limit(READERS)
				.<CompletableFuture<?>>map((reader) -> reader)
				.toList();
			await().atMost(PATIENCE).until(() -> relay.cuts() > 0);
			List<Integer> answers = new ArrayList<>();
			while (answers.size() < 20) {
				answers.add(client.send("key-" + answers.size(), "/v1/payments", SALE).status());
			}
			answers.add(client.send("a-refund", "/v1/payments/" + paid.text("id") + "/refunds", Map.of()).status());

			assertThat(answers).containsOnly(201);
			relay.mend();
			CompletableFuture.allOf(readers.toArray(CompletableFuture[]::new)).join();
		}
	}

	private CompletableFuture<HttpResponse<String>> read(int port, String path, String type) {
		return this.http.sendAsync(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
			.timeout(PATIENCE)
			.header("Authorization", "Bearer sk_demo_sluice")
			.header("Accept", type)
			.build(), BodyHandlers.ofString());
	}

}
