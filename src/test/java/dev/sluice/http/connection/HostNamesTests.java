package dev.sluice.http.connection;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

import dev.sluice.testing.RawHttp;
import dev.sluice.testing.SluiceTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.util.unit.DataSize;

import static org.assertj.core.api.Assertions.assertThat;

/** A page of another site cannot read the demo key by a name that points here. */
@SluiceTest
class HostNamesTests {

	private final RawHttp http;

	HostNamesTests(@LocalServerPort int port) {
		this.http = new RawHttp(port);
	}

	@ParameterizedTest
	@ValueSource(strings = { "/demo", "/", "/page/frame/app.js", "/openapi.yaml", "/asyncapi.yaml", "/v1/payments",
			"/v1/session", "/simulator/v1/faults", "/nothing" })
	void refusesEveryAddressUnderAForeignName(String path) {
		for (String host : List.of("evil.example", "evil.example:8080", "localhost.evil.example",
				"127.0.0.1.evil.example", "192.168.1.2", "0.0.0.0", "128.0.0.1", "[::2]", "evillocalhost",
				"127.1.1.1.1")) {
			RawHttp.Answer answer = this.http
				.send(("GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\n\r\n").getBytes(StandardCharsets.UTF_8));

			assertThat(answer.status()).as(host).isEqualTo(421);
			assertThat(answer.body()).contains("\"code\":\"misdirected_request\"").doesNotContain("sk_demo");
		}
	}

	@Test
	void refusesAForeignNameInTheAddressToo() {
		RawHttp.Answer answer = this.http
			.send("GET http://evil.example/demo HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.UTF_8));

		assertThat(answer.status()).isEqualTo(421);
	}

	@ParameterizedTest
	@ValueSource(strings = { "localhost", "LOCALHOST:8080", "localhost.", "sluice.localhost", "a.b.localhost:1",
			"127.0.0.1", "127.0.0.2:8080", "127.255.255.254", "[::1]", "[::1]:8080", "[0:0:0:0:0:0:0:1]" })
	void answersToTheNamesOfTheLoopback(String host) {
		RawHttp.Answer answer = this.http.send(("GET /demo HTTP/1.1\r\nConnection: close\r\nHost: " + host + "\r\n\r\n")
			.getBytes(StandardCharsets.UTF_8));

		assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
	}

	@Test
	void answersInDemoModeToItsOwnAddressAndToWhatItIsGiven() {
		HostNames names = names(true, "10.1.2.3", "sluice.example");

		assertThat(names.answersTo("10.1.2.3:8080")).isTrue();
		assertThat(names.answersTo("Sluice.Example")).isTrue();
		assertThat(names.answersTo("localhost")).isTrue();
		assertThat(names.answersTo("10.1.2.4")).isFalse();
		assertThat(names(true, "fe80::2").answersTo("[fe80::2]:8080")).isTrue();
	}

	@Test
	void answersOutsideOfDemoModeToAllOrToWhatItIsGivenAndTheLoopback() {
		assertThat(names(false, "").answersTo("anything.example")).isTrue();
		assertThat(names(false, "", "sluice.example").answersTo("sluice.example:443")).isTrue();
		assertThat(names(false, "", "sluice.example").answersTo("evil.example")).isFalse();
		assertThat(names(false, "", "sluice.example").answersTo("127.0.0.1:8080")).isTrue();
	}

	private static HostNames names(boolean demo, String address, String... given) {
		return new HostNames(new ConnectionSettings(Duration.ofSeconds(1), DataSize.ofKilobytes(1),
				DataSize.ofKilobytes(1), List.of(given)), demo, address);
	}

}
