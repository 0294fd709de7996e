package dev.sluice.merchants.door;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import org.springframework.http.HttpMethod;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;
import org.springframework.security.web.server.firewall.StrictServerWebExchangeFirewall;
import org.springframework.web.server.ServerWebExchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

class FirewallTests {

	private static final List<String> PIECES = List.of("/", "/", "v1", "payments", "pay_01", ".", "..", ";", "%2f",
			"%2F", "%5C", "%00", "%0a", "%0d", "%25", "%2e", "%2E", "~", "-", "_", ":", "@", "a.b", "%20", "%E2%80%A8",
			"\u00e9", "x");

	private static final List<String> TEXTS = List.of("Bearer", " ", "x", "\t", "\u0000", "\u0085", "\u007f", "\u00e9",
			"\u0378", "application/json", "~", "\r", "\n");

	private final StrictServerWebExchangeFirewall strict = new StrictServerWebExchangeFirewall();

	@Test
	void letsNothingByToWhichTheStrictOneWouldObject() {
		long seed = new Random().nextLong();
		Random random = new Random(seed);
		int harmless = 0;
		for (int i = 0; i < 50_000; i++) {
			MockServerHttpRequest request = request(random);
			if (isHarmless(request)) {
				harmless++;
				assertThatNoException().as("seed %d: %s", seed, request.getURI()).isThrownBy(() -> readAll(request));
			}
		}
		assertThat(harmless).as("seed %d", seed).isGreaterThan(500);
	}

	@Test
	void knowsWhatCallersUsuallySend() {
		assertThat(Stream.of("/", "/v1/payments", "/v1/payments/pay_01m8dwzthne009nhc0nzme9dsf", "/openapi.yaml",
				"/v1/payments?limit=50&created_gte=2026-11-27T07:00:00Z", "/vendor/uplot.min.js"))
			.allMatch((address) -> isHarmless(MockServerHttpRequest.get(address)
				.header("Authorization", "Bearer sk_test_x")
				.header("Accept", "application/json, */*;q=0.5")
				.build()));
	}

	private static MockServerHttpRequest request(Random random) {
		HttpMethod method = HttpMethod.valueOf(pick(random, List.of("GET", "POST", "GET", "TRACE", "FOO", "PATCH")));
		String path = "/" + text(random, PIECES, random.nextInt(5));
		String query = random.nextBoolean() ? "?" + pick(random, List.of("a=b", "a%00=b", "%0a", "a=%7f", "limit=5"))
				: "";
		return MockServerHttpRequest.method(method, URI.create("http://localhost" + ascii(path) + query))
			.header("X-One", text(random, TEXTS, random.nextInt(3)))
			.header("X-Two", "two")
			.build();
	}

	/** Addresses that no one can send are none. */
	private static String ascii(String path) {
		return path.replace("\u00e9", "%C3%A9");
	}

	private static String text(Random random, List<String> pieces, int count) {
		StringBuilder text = new StringBuilder();
		for (int i = 0; i < count; i++) {
			text.append(pick(random, pieces));
		}
		return text.toString();
	}

	private static String pick(Random random, List<String> pieces) {
		return pieces.get(random.nextInt(pieces.size()));
	}

	private static boolean isHarmless(MockServerHttpRequest request) {
		return Firewall.isHarmless(request,
				request.getHeaders()
					.headerSet()
					.stream()
					.flatMap((header) -> header.getValue()
						.stream()
						.map((value) -> Map.<CharSequence, CharSequence>entry(header.getKey(), value)))
					.iterator());
	}

	private void readAll(MockServerHttpRequest request) {
		ServerWebExchange exchange = Objects
			.requireNonNull(this.strict.getFirewalledExchange(MockServerWebExchange.from(request)).block());
		var headers = exchange.getRequest().getHeaders();
		headers.headerNames().forEach(headers::get);
		assertThat(exchange.getRequest().getQueryParams()).isNotNull();
	}

}
