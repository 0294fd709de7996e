package dev.sluice.http.proxies;

import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;

import com.jayway.jsonpath.JsonPath;
import dev.sluice.testing.SluiceTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.reactor.netty.NettyReactiveWebServerFactory;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.boot.web.server.autoconfigure.ServerProperties.ForwardHeadersStrategy;
import org.springframework.test.context.TestPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * A proxy on this machine is believed, and whoever else comes is not; also where Boot
 * would believe everybody by itself.
 */
@SluiceTest
@TestPropertySource(properties = { "sluice.web.trusted-proxies=127.0.0.1,10.0.0.0/8",
		"spring.main.cloud-platform=kubernetes", "sluice.attempts.period=1h", "sluice.attempts.credentials=3",
		"sluice.keys.known-for=0s", "sluice.web.host-names=pay.example" })
class TrustedProxiesTests {

	private static final String OTHER = "127.0.0.2";

	private final HttpClient proxy = from("127.0.0.1");

	private final HttpClient other = from(OTHER);

	private final URI address;

	TrustedProxiesTests(@LocalServerPort int port) {
		this.address = URI.create("http://127.0.0.1:" + port);
	}

	@ParameterizedTest
	@CsvSource({ "X-Forwarded-For, 192.0.2.1, 192.0.2.2", "X-Forwarded-For, 2001:db8:0:1::1, 2001:db8:0:2::1",
			"X-Forwarded-For, '192.0.2.3, 10.0.0.1', '192.0.2.4, 10.0.0.1'",
			"X-Forwarded-For, 192.0.2.9:4711, 192.0.2.10:4711", "Forwarded, for=192.0.2.5, for=192.0.2.6",
			"Forwarded, 'for=\"[2001:db8:0:3::1]:99\"', 'for=\"[2001:db8:0:4::1]:99\"'" })
	void countsByTheAddressThatTheProxyNames(String header, String one, String another) throws Exception {
		for (int i = 0; i < 3; i++) {
			assertThat(guess(this.proxy, header, one)).isEqualTo(401);
		}

		assertThat(guess(this.proxy, header, one)).isEqualTo(429);
		assertThat(guess(this.proxy, header, another)).isEqualTo(401);
	}

	@Test
	void countsNobodyByWhatHeSaysOfHimself() throws Exception {
		for (int i = 0; i < 3; i++) {
			assertThat(guess(this.proxy, "X-Forwarded-For", "198.51.100." + i + ", 192.0.2.77")).isEqualTo(401);
			assertThat(guess(this.other, "X-Forwarded-For", "198.51.100." + i)).isEqualTo(401);
		}

		assertThat(guess(this.proxy, "X-Forwarded-For", "198.51.100.9, 192.0.2.77")).isEqualTo(429);
		assertThat(guess(this.other, "X-Forwarded-For", "198.51.100.9")).isEqualTo(429);
	}

	@Test
	void isWhereTheProxySaysThatItIs() throws Exception {
		String[] told = { "X-Forwarded-Proto", "https", "X-Forwarded-Host", "pay.example", "X-Forwarded-Prefix",
				"/shop/pay/" };
		HttpResponse<String> session = post(this.proxy, "/v1/session", "{\"api_key\":\"sk_demo_sluice\"}", told);
		assertThat(session.headers().firstValue("Location")).hasValue("/shop/pay/v1/session");
		assertThat(session.headers().firstValue("Set-Cookie").orElseThrow()).contains("; Secure", "; Path=/shop/pay;");

		for (int i = 0; i < 2; i++) {
			HttpResponse<String> made = post(this.proxy, "/v1/payments",
					"{\"amount\":1999,\"currency\":\"EUR\",\"payment_method\":\"pm_card_visa\"}", told);
			assertThat(made.headers().firstValue("Location").orElseThrow()).startsWith("/shop/pay/v1/payments/pay_");
		}
		HttpResponse<String> page = get(this.proxy, "/v1/payments?limit=1", told);
		assertThat(JsonPath.<String>read(page.body(), "$.next")).startsWith("/shop/pay/v1/payments?");
		assertThat(page.headers().firstValue("Link").orElseThrow()).startsWith("</shop/pay/v1/payments?");
	}

	@Test
	void isWhereItIsForAnybodyElse() throws Exception {
		HttpResponse<String> session = post(this.other, "/v1/session", "{\"api_key\":\"sk_demo_sluice\"}",
				"X-Forwarded-Proto", "https", "X-Forwarded-Host", "evil.example", "X-Forwarded-Prefix", "/evil",
				"Forwarded", "proto=https;host=evil.example");

		assertThat(session.statusCode()).isEqualTo(201);
		assertThat(session.headers().firstValue("Location")).hasValue("/v1/session");
		assertThat(session.headers().firstValue("Set-Cookie").orElseThrow()).contains("; Path=/;")
			.doesNotContain("Secure");
	}

	@Test
	void answersToTheNameThatTheProxyWasAskedBy() throws Exception {
		assertThat(get(this.proxy, "/demo", "X-Forwarded-Host", "evil.example").statusCode()).isEqualTo(421);
		assertThat(get(this.proxy, "/demo", "X-Forwarded-Host", "pay.example:8443").statusCode()).isEqualTo(200);
	}

	@Test
	void refusesWhatMeansNothingByAProblem() throws Exception {
		HttpResponse<String> refused = get(this.proxy, "/v1/payments", "X-Forwarded-Prefix", "//evil.example");

		assertThat(refused.statusCode()).isEqualTo(400);
		assertThat(refused.body()).contains("\"code\":\"invalid_forwarding\"", "\"trace_id\"");
	}

	@Test
	void refusesToBelieveEverybody() {
		for (ForwardHeadersStrategy strategy : List.of(ForwardHeadersStrategy.FRAMEWORK,
				ForwardHeadersStrategy.NATIVE)) {
			ServerProperties server = new ServerProperties();
			server.setForwardHeadersStrategy(strategy);

			assertThatExceptionOfType(InvalidConfigurationPropertyValueException.class)
				.isThrownBy(() -> new ProxyConfiguration().nobodyElseIsBelieved(server)
					.customize(new NettyReactiveWebServerFactory()))
				.satisfies((refused) -> assertThat(refused.getName()).isEqualTo("server.forward-headers-strategy"))
				.satisfies((refused) -> assertThat(refused.getReason()).contains("sluice.web.trusted-proxies"));
		}
	}

	private int guess(HttpClient client, String header, String value) throws Exception {
		return send(client, request("/v1/payments", header, value).header("Authorization", "Bearer sk_wrong"))
			.statusCode();
	}

	private HttpResponse<String> get(HttpClient client, String path, String... headers) throws Exception {
		return send(client, request(path, headers).header("Authorization", "Bearer sk_demo_sluice"));
	}

	private HttpResponse<String> post(HttpClient client, String path, String body, String... headers) throws Exception {
		return send(client,
				request(path, headers).header("Authorization", "Bearer sk_demo_sluice")
					.header("Content-Type", "application/json")
					.POST(BodyPublishers.ofString(body)));
	}

	private HttpRequest.Builder request(String path, String... headers) {
		return HttpRequest.newBuilder(this.address.resolve(path)).headers(headers);
	}

	private static HttpResponse<String> send(HttpClient client, HttpRequest.Builder request) throws Exception {
		return client.send(request.build(), BodyHandlers.ofString());
	}

	private static HttpClient from(String address) {
		return HttpClient.newBuilder()
			.version(HttpClient.Version.HTTP_1_1)
			.localAddress(InetAddress.ofLiteral(address))
			.build();
	}

}
