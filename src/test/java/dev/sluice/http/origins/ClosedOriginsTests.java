package dev.sluice.http.origins;

import java.nio.charset.StandardCharsets;

import dev.sluice.testing.RawHttp;
import dev.sluice.testing.SluiceTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

/** Where no origins are named, no page of another one uses the API. */
@SluiceTest
class ClosedOriginsTests {

	private static final String SHOP = "Origin: https://shop.example";

	private static final String KEY = "Authorization: Bearer sk_demo_sluice";

	private final RawHttp http;

	private final int port;

	ClosedOriginsTests(@LocalServerPort int port) {
		this.http = new RawHttp(port);
		this.port = port;
	}

	@ParameterizedTest
	@ValueSource(strings = { "/v1/payments", "/v1/nothing", "/openapi.yaml", "/asyncapi.yaml", "/demo" })
	void tellsABrowserBeforehandThatItMayNot(String path) {
		RawHttp.Answer answer = ask("OPTIONS " + path, SHOP, "Access-Control-Request-Method: POST",
				"Access-Control-Request-Headers: authorization,content-type");

		assertThat(answer.status()).isEqualTo(403);
		assertThat(answer.body()).contains("\"code\":\"origin_not_allowed\"", "\"trace_id\"");
		assertThat(answer.header("Access-Control-Allow-Origin")).isEmpty();
		assertThat(answer.header("Access-Control-Allow-Methods")).isEmpty();
	}

	@Test
	void answersAProgramThatNamesAnOriginAndLetsNoPageReadThat() {
		RawHttp.Answer answer = ask("GET /v1/payments", SHOP, KEY);

		assertThat(answer.status()).isEqualTo(200);
		assertThat(answer.header("Access-Control-Allow-Origin")).isEmpty();
	}

	@Test
	void takesOtherQuestionsForOptionsAsTheyAre() {
		assertThat(ask("OPTIONS /v1/payments", KEY).header("Allow")).contains("POST");
		assertThat(ask("OPTIONS /v1/payments", KEY, SHOP).header("Allow")).contains("POST");
		assertThat(ask("OPTIONS /v1/payments").status()).isEqualTo(401);
	}

	private RawHttp.Answer ask(String request, String... headers) {
		return this.http.send((request + " HTTP/1.1\r\nHost: localhost:" + this.port + "\r\nConnection: close\r\n"
				+ String.join("\r\n", headers) + "\r\n\r\n")
			.getBytes(StandardCharsets.UTF_8));
	}

}
