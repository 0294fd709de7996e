package dev.sluice.merchants.limits;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import dev.sluice.testing.SluiceTest;
import dev.sluice.testing.TestMerchant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.test.context.TestPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** How much may be asked for at once: twice by a key, three times by a merchant. */
@SluiceTest
@TestPropertySource(properties = { "sluice.limits.key-concurrent=2", "sluice.limits.merchant-concurrent=3",
		"sluice.web.body-timeout=5m" })
class ConcurrentRequestsTests {

	private final HttpClient client = HttpClient.newHttpClient();

	private final List<Socket> halfSent = new ArrayList<>();

	private final List<InputStream> streams = new ArrayList<>();

	private final DatabaseClient database;

	private final int port;

	private final TestMerchant merchant;

	ConcurrentRequestsTests(@Autowired DatabaseClient database, @LocalServerPort int port) {
		this.database = database;
		this.port = port;
		this.merchant = TestMerchant.create(database);
	}

	@AfterEach
	void end() throws IOException {
		hangUp();
		for (InputStream stream : this.streams) {
			stream.close();
		}
		this.client.close();
	}

	@Test
	void refusesWhatAKeyOrAMerchantHasTooMuchOfAtOnce() throws Exception {
		String second = this.merchant.anotherKey(this.database, "test", "payments:read", "payments:write");
		begin(this.merchant.apiKey());
		begin(this.merchant.apiKey());

		HttpResponse<String> refused = read(this.merchant.apiKey());
		assertThat(refused.statusCode()).isEqualTo(429);
		assertThat(refused.body()).contains("\"code\":\"too_many_concurrent_requests\"", "A key or a session");
		assertThat(refused.headers().firstValue("Retry-After")).hasValue("1");
		assertThat(read(second).statusCode()).isEqualTo(200);

		begin(second);
		assertThat(read(second)).satisfies((full) -> {
			assertThat(full.statusCode()).isEqualTo(429);
			assertThat(full.body()).contains("A merchant");
		});
		assertThat(read(TestMerchant.create(this.database).apiKey()).statusCode()).isEqualTo(200);

		hangUp();
		await().until(() -> read(this.merchant.apiKey()).statusCode() == 200);
	}

	@Test
	void countsNoStreamThatHasBegun() throws Exception {
		for (int stream = 0; stream < 4; stream++) {
			assertThat(this.client.send(request(this.merchant.apiKey(), "/v1/events", "text/event-stream"),
					BodyHandlers.ofInputStream()))
				.satisfies((begun) -> this.streams.add(begun.body()))
				.extracting(HttpResponse::statusCode)
				.isEqualTo(200);
		}

		assertThat(read(this.merchant.apiKey()).statusCode()).isEqualTo(200);
	}

	/**
	 * Says that it sends a payment, and does not. It is under way once it is told to go
	 * on; where a reader who was answered just now has not left yet, it is begun again.
	 */
	private void begin(String key) {
		await().until(() -> isToldToGoOn(key));
	}

	private boolean isToldToGoOn(String key) throws IOException {
		Socket socket = new Socket(InetAddress.getLoopbackAddress(), this.port);
		this.halfSent.add(socket);
		socket.getOutputStream().write("""
				POST /v1/payments HTTP/1.1\r
				Host: localhost\r
				Authorization: Bearer %s\r
				Content-Type: application/json\r
				Content-Length: 100\r
				Expect: 100-continue\r
				\r
				""".formatted(key).getBytes(StandardCharsets.US_ASCII));
		return new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII).equals("HTTP/1.1 100");
	}

	private void hangUp() throws IOException {
		for (Socket socket : this.halfSent) {
			socket.close();
		}
	}

	private HttpResponse<String> read(String key) throws IOException, InterruptedException {
		return this.client.send(request(key, "/v1/payments", "application/json"), BodyHandlers.ofString());
	}

	private HttpRequest request(String key, String path, String accept) {
		return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + this.port + path))
			.header("Authorization", "Bearer " + key)
			.header("Accept", accept)
			.build();
	}

}
