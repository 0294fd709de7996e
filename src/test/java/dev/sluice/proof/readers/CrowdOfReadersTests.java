package dev.sluice.proof.readers;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import dev.sluice.proof.Client;
import dev.sluice.proof.Download;
import dev.sluice.testing.SluiceProcess;
import dev.sluice.testing.TestDatabase;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Readers of everything there is to read, at payments as large as they can be, who ask
 * for far more than the memory of the gateway; some take none of it, the others very
 * little.
 */
class CrowdOfReadersTests {

	private static final String HEAP = "96m";

	private static final Duration PATIENCE = Duration.ofMinutes(1);

	/** Each makes two events, and each event has all of them and the metadata. */
	private static final int REFUNDS = 100;

	private static final int LARGE_PAYMENTS = 20;

	/** Of each kind, 300 in all; their pages alone would be twice the heap. */
	private static final int READERS = 50;

	private static final int ROUNDS = 10;

	/** On each connection; a system may hold four megabytes of what is not taken. */
	private static final int IN_A_ROW = 8;

	private static final Duration DAWDLE = Duration.ofMillis(200);

	private static final String DEMO = "sk_demo_sluice";

	private static final String NEIGHBOUR = "sk_test_neighbour";

	private static final Map<String, String> KINDS = Map.of("/v1/events?limit=500", "application/json",
			"/v1/payments?limit=500", "application/json", "/v1/events", "application/x-ndjson", "/v1/payments",
			"application/x-ndjson", "/v1/payments?amount_gte=1", "text/csv", "/v1/events?after=0", "text/event-stream");

	private static final String MOVE_IN = """
			insert into merchants (merchant_id, name)
			values ('01900000-0000-7000-a000-000000000001', 'Neighbour');
			insert into api_keys (merchant_id, key_id, name, secret_hash)
			values ('01900000-0000-7000-a000-000000000001', gen_random_uuid(), 'Key',
			        sha256(convert_to('sk_test_neighbour', 'UTF8')))""";

	/** Of another merchant, who gets what he asks for meanwhile. */
	private static final Map<String, String> ASKED_MEANWHILE = Map.of("/v1/events?limit=500", "application/json",
			"/v1/payments?limit=500", "application/json", "/v1/events", "application/x-ndjson", "/v1/payments",
			"application/x-ndjson", "/v1/payments?amount_gte=1", "text/csv");

	@TempDir
	private Path folder;

	private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

	private final List<Socket> crowd = new CopyOnWriteArrayList<>();

	@AfterEach
	void sendAway() throws IOException {
		close();
		this.http.close();
	}

	@Test
	void cannotMakeTheGatewayRunOutOfMemoryAndOthersAreAnswered() throws Exception {
		TestDatabase database = TestDatabase.create();
		try (SluiceProcess gateway = SluiceProcess
			.startSmall(HEAP, this.folder, database.arguments("--server.port=0", "--sluice.demo.enabled=true"))
			.awaitOutput("Sluice is ready.")) {
			execute(database, MOVE_IN);
			Client client = new Client(List.of(gateway.port()));
			assertThat(
					send(gateway.port(), "/v1/payments", "*/*", NEIGHBOUR, Client.JSON.writeValueAsString(largest())))
				.isEqualTo(201);
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
					this.crowd.add(ask(gateway.port(), kind.getKey(), kind.getValue()));
				}
			}
			Thread dawdling = Thread.startVirtualThread(this::dawdle);
			for (int round = 0; round < ROUNDS; round++) {
				assertThat(pay(client, "round-" + round)).isNotEmpty();
				assertThat(get(gateway.port(), "/v1/payments/" + payment, "application/json", DEMO)).isEqualTo(200);
				assertThat(get(gateway.port(), "/openapi.yaml", "*/*", DEMO)).isEqualTo(200);
				for (Map.Entry<String, String> kind : ASKED_MEANWHILE.entrySet()) {
					assertThat(get(gateway.port(), kind.getKey(), kind.getValue(), NEIGHBOUR)).isEqualTo(200);
				}
			}
			close();
			dawdling.join();
			assertThat(get(gateway.port(), "/v1/events?limit=500", "application/json", DEMO)).isEqualTo(200);
			assertThat(get(gateway.port(), "/v1/payments?limit=500", "application/json", DEMO)).isEqualTo(200);
			assertThat(gateway.output()).doesNotContain("OutOfMemory", "OutOfDirectMemory", "LEAK");
		}
	}

	private static String pay(Client client, String key) throws InterruptedException {
		return client.ask(key, "/v1/payments", largest()).text("id");
	}

	/** Letters of four bytes, as many as are let in. */
	private static Map<String, Object> largest() {
		String large = "😀".repeat(500);
		Map<String, String> metadata = IntStream.range(0, 50)
			.boxed()
			.collect(Collectors.toMap((i) -> "key_" + i, (i) -> large));
		return Map.of("amount", 1999, "currency", "EUR", "payment_method", "pm_card_visa", "description", large,
				"metadata", metadata);
	}

	/**
	 * Asks and takes nothing, with as little room on the way as there can be: what the
	 * system holds for it is filled by the first few answers, and the gateway has the
	 * next one.
	 */
	private static Socket ask(int port, String path, String type) throws IOException {
		Socket socket = new Socket();
		socket.setReceiveBufferSize(8 * 1024);
		socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
		for (int i = 0; i < IN_A_ROW; i++) {
			socket.getOutputStream().write(Download.request("GET", path, "Accept: " + type));
		}
		return socket;
	}

	/** Every other one takes a little, again and again, until it is sent away. */
	private void dawdle() {
		byte[] little = new byte[2048];
		while (!this.crowd.isEmpty()) {
			for (int i = 0; i < this.crowd.size(); i += 2) {
				try {
					InputStream body = this.crowd.get(i).getInputStream();
					if (body.available() > 0) {
						int _ = body.read(little);
					}
				}
				catch (IOException | IndexOutOfBoundsException ex) {
					// Sent away, or cut off.
				}
			}
			LockSupport.parkNanos(DAWDLE.toNanos());
		}
	}

	private int get(int port, String path, String type, String key) throws Exception {
		return send(port, path, type, key, null);
	}

	private int send(int port, String path, String type, String key, @Nullable String body) throws Exception {
		HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
			.timeout(PATIENCE)
			.header("Accept", type)
			.header("Authorization", "Bearer " + key);
		if (body != null) {
			request.header("Content-Type", "application/json").POST(BodyPublishers.ofString(body));
		}
		HttpResponse<byte[]> answer = this.http.send(request.build(), BodyHandlers.ofByteArray());
		assertThat(answer.statusCode()).as(() -> path + new String(answer.body(), StandardCharsets.UTF_8))
			.isLessThan(300);
		return answer.statusCode();
	}

	private static void execute(TestDatabase database, String sql) throws SQLException {
		try (Connection connection = database.dataSource().getConnection();
				Statement statement = connection.createStatement()) {
			boolean _ = statement.execute(sql);
		}
	}

	private void close() throws IOException {
		List<Socket> all = List.copyOf(this.crowd);
		this.crowd.clear();
		for (Socket reader : all) {
			reader.close();
		}
	}

}
