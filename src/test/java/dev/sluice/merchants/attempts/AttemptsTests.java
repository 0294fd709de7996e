package dev.sluice.merchants.attempts;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

import dev.sluice.testing.SluiceTest;
import dev.sluice.testing.TestMerchant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.test.context.TestPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * How often what is wrong may be tried. Each test comes from addresses of its own; three
 * attempts may fail in an hour, and no key is known for longer than its look-up takes.
 */
@SluiceTest
@ExtendWith(OutputCaptureExtension.class)
@TestPropertySource(properties = { "sluice.attempts.period=1h", "sluice.attempts.sign-ins=3",
		"sluice.attempts.credentials=3", "sluice.keys.known-for=0s" })
class AttemptsTests {

	private final DatabaseClient database;

	private final int port;

	private final TestMerchant merchant;

	AttemptsTests(@Autowired DatabaseClient database, @LocalServerPort int port) {
		this.database = database;
		this.port = port;
		this.merchant = TestMerchant.create(database);
	}

	@Test
	void readsLittleOfWhoeverIsNotKnown() throws Exception {
		byte[] body = ("{\"api_key\": \"" + "x".repeat(1100) + "\"}").getBytes(StandardCharsets.UTF_8);

		assertProblem(from(10, post().POST(BodyPublishers.ofByteArray(body))), 413, "body_too_large");
		assertProblem(from(10, post().POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)))), 413,
				"body_too_large");
	}

	@Test
	void refusesToSignInFromWhereTooManyFailed() throws Exception {
		for (int i = 0; i < 3; i++) {
			assertProblem(signIn(20, "sk_" + UUID.randomUUID()), 401, "invalid_api_key");
		}

		HttpResponse<String> refused = signIn(20, this.merchant.apiKey());

		assertProblem(refused, 429, "too_many_attempts");
		assertThat(refused.headers().firstValueAsLong("Retry-After").orElse(0)).isPositive();
		assertThat(refused.body()).hasSizeLessThan(500);
		assertThat(signIn(21, this.merchant.apiKey()).statusCode()).isEqualTo(201);
	}

	@Test
	void countsWhatIsNoSignInAtAll() throws Exception {
		for (String body : new String[] { "", "{", "{\"api_key\": 1, \"x\": 2}" }) {
			assertThat(from(25, post().POST(BodyPublishers.ofString(body))).statusCode()).isBetween(400, 422);
		}

		assertProblem(signIn(25, this.merchant.apiKey()), 429, "too_many_attempts");
	}

	@Test
	void countsNoSignInThatSucceeds() throws Exception {
		for (int i = 0; i < 10; i++) {
			assertThat(signIn(30, this.merchant.apiKey()).statusCode()).isEqualTo(201);
		}
	}

	@Test
	void refusesKeysThatBeginAlikeWherever() throws Exception {
		TestMerchant newcomer = TestMerchant.create(this.database, "sk_guess_me_" + UUID.randomUUID());
		TestMerchant regular = TestMerchant.create(this.database, "sk_guess_me_" + UUID.randomUUID());
		assertThat(signIn(39, regular.apiKey()).statusCode()).isEqualTo(201);
		for (int i = 0; i < 3; i++) {
			assertProblem(signIn(40 + i, "sk_guess_me_" + i), 401, "invalid_api_key");
		}

		assertProblem(signIn(43, newcomer.apiKey()), 429, "too_many_attempts");
		assertThat(signIn(43, regular.apiKey()).statusCode()).isEqualTo(201);
		assertThat(signIn(43, this.merchant.apiKey()).statusCode()).isEqualTo(201);
	}

	@Test
	void looksUpNoMoreFromWhereTooManyKeysWereWrong() throws Exception {
		String session = signIn(50, this.merchant.apiKey()).headers().firstValue("Set-Cookie").orElseThrow();
		assertThat(list(50, "Authorization", "Bearer " + this.merchant.apiKey()).statusCode()).isEqualTo(200);
		assertThat(list(50, "Cookie", session).statusCode()).isEqualTo(200);
		assertProblem(list(50, "Authorization", "Bearer sk_wrong"), 401, "invalid_api_key");
		assertProblem(list(50, "Authorization", "Bearer sk_wrong"), 401, "invalid_api_key");
		assertProblem(list(50, "Cookie", "sluice_session=wrong"), 401, "session_ended");

		TestMerchant newcomer = TestMerchant.create(this.database);

		assertProblem(list(50, "Authorization", "Bearer sk_wrong"), 429, "too_many_attempts");
		assertProblem(list(50, "Cookie", "sluice_session=wrong"), 429, "too_many_attempts");
		assertProblem(list(50, "Authorization", "Bearer " + newcomer.apiKey()), 429, "too_many_attempts");
		assertThat(list(51, "Authorization", "Bearer " + newcomer.apiKey()).statusCode()).isEqualTo(200);
		assertThat(list(50, "Authorization", "Bearer " + this.merchant.apiKey()).statusCode()).isEqualTo(200);
		assertThat(list(50, "Cookie", session).statusCode()).isEqualTo(200);
	}

	@Test
	void countsAKeyThatIsNotRightAnyMore() throws Exception {
		String bearer = "Bearer " + this.merchant.apiKey();
		assertThat(list(60, "Authorization", bearer).statusCode()).isEqualTo(200);
		this.merchant.revokeKey(this.database);

		// The first one is looked up because it was right before.
		for (int i = 0; i < 4; i++) {
			assertProblem(list(60, "Authorization", bearer), 401, "invalid_api_key");
		}

		assertProblem(list(60, "Authorization", bearer), 429, "too_many_attempts");
	}

	@Test
	void logsWhereAFailedSignInCameFromAndNotItsKey(CapturedOutput output) throws Exception {
		String key = "sk_" + UUID.randomUUID();

		assertProblem(signIn(70, key), 401, "invalid_api_key");

		assertThat(output.getAll()).contains("Sign-in from 127.0.0.70: invalid_api_key").doesNotContain(key);
	}

	private HttpResponse<String> signIn(int address, String key) throws IOException, InterruptedException {
		return from(address, post().POST(BodyPublishers.ofString("{\"api_key\": \"" + key + "\"}")));
	}

	private HttpResponse<String> list(int address, String header, String value)
			throws IOException, InterruptedException {
		return from(address, request("/v1/payments").header(header, value.split(";", 2)[0]));
	}

	private HttpRequest.Builder post() {
		return request("/v1/session").header("Content-Type", "application/json");
	}

	private HttpRequest.Builder request(String path) {
		return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + this.port + path));
	}

	private static HttpResponse<String> from(int address, HttpRequest.Builder request)
			throws IOException, InterruptedException {
		InetAddress local = InetAddress.getByAddress(new byte[] { 127, 0, 0, (byte) address });
		try (HttpClient client = HttpClient.newBuilder()
			.version(HttpClient.Version.HTTP_1_1)
			.localAddress(local)
			.build()) {
			return client.send(request.build(), BodyHandlers.ofString());
		}
	}

	private static void assertProblem(HttpResponse<String> answer, int status, String code) {
		assertThat(answer.body()).contains("\"code\":\"" + code + "\"");
		assertThat(answer.statusCode()).isEqualTo(status);
	}

}
