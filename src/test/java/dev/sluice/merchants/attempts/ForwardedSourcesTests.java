package dev.sluice.merchants.attempts;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;

import dev.sluice.testing.SluiceTest;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.TestPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/** Behind a proxy that is believed, an attempt comes from where the proxy says. */
@SluiceTest
@TestPropertySource(properties = { "server.forward-headers-strategy=framework", "sluice.attempts.period=1h",
		"sluice.attempts.credentials=3", "sluice.keys.known-for=0s" })
class ForwardedSourcesTests {

	private final HttpClient client = HttpClient.newHttpClient();

	private final int port;

	ForwardedSourcesTests(@LocalServerPort int port) {
		this.port = port;
	}

	@ParameterizedTest
	@CsvSource({ "X-Forwarded-For, 192.0.2.1, 192.0.2.2", "X-Forwarded-For, 2001:db8:0:1::1, 2001:db8:0:2::1",
			"X-Forwarded-For, '192.0.2.3, 10.0.0.1', '192.0.2.4, 10.0.0.1'",
			"X-Forwarded-For, 192.0.2.9:4711, 192.0.2.10:4711", "Forwarded, for=192.0.2.5, for=192.0.2.6",
			"Forwarded, 'for=\"[2001:db8:0:3::1]:99\"', 'for=\"[2001:db8:0:4::1]:99\"'" })
	void countsByTheAddressThatTheProxyNames(String header, String one, String another) throws Exception {
		for (int i = 0; i < 3; i++) {
			assertThat(list(header, one)).isEqualTo(401);
		}

		assertThat(list(header, one)).isEqualTo(429);
		assertThat(list(header, another)).isEqualTo(401);
	}

	private int list(String header, String value) throws Exception {
		return this.client
			.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + this.port + "/v1/payments"))
				.header("Authorization", "Bearer sk_wrong")
				.header(header, value)
				.build(), BodyHandlers.discarding())
			.statusCode();
	}

}
