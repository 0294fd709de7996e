package dev.sluice.http.proxies;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

import dev.sluice.http.Problem;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/** What is left of what was said of a request in front. */
class ForwardedRequestsTests {

	private static final List<String> PROXIES = List.of("10.0.0.0/8", "2001:db8:1::/48", "192.0.2.1");

	private static final List<String> ALL = ForwardedHeaders.USED;

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			value = { "X-Forwarded-For: 198.51.100.7 | 198.51.100.7",
					"X-Forwarded-For: 198.51.100.7:4711 | 198.51.100.7",
					"X-Forwarded-For: 203.0.113.1, 198.51.100.7 | 198.51.100.7",
					"X-Forwarded-For: 203.0.113.1, 198.51.100.7, 10.9.9.9, 192.0.2.1 | 198.51.100.7",
					"X-Forwarded-For: 10.1.1.1, 10.9.9.9 | 10.1.1.1", "X-Forwarded-For: 10.1.1.1, hidden | unknown",
					"X-Forwarded-For: 2001:db8:9::1, 2001:db8:1::5 | 2001:db8:9:0:0:0:0:1",
					"X-Forwarded-For: [2001:db8:9::1]:99 | 2001:db8:9:0:0:0:0:1",
					"Forwarded: for=203.0.113.1, for=198.51.100.7;proto=https, for=10.9.9.9 | 198.51.100.7",
					"Forwarded: For=\"[2001:db8:9::1]:99\" ; by=_secret | 2001:db8:9:0:0:0:0:1",
					"Forwarded: for=_hidden | unknown", "X-Forwarded-Proto: https | ''" })
	void isTheClientWhomTheOutermostBelievedProxySaw(String header, String client) {
		assertThat(read("10.1.2.3", ALL, "Host: pay.example", header).getOrDefault("x-forwarded-for", ""))
			.isEqualTo(client);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "X-Forwarded-Proto: https | https | pay.example:8080",
			"X-Forwarded-Proto: HTTPS | https | pay.example:8080",
			"X-Forwarded-Proto: https; X-Forwarded-Port: 443 | https | pay.example",
			"X-Forwarded-Proto: https; X-Forwarded-Port: 8443 | https | pay.example:8443",
			"X-Forwarded-Proto: https; X-Forwarded-Host: shop.example | https | shop.example",
			"X-Forwarded-Proto: https; X-Forwarded-Host: shop.example:443 | https | shop.example",
			"X-Forwarded-Proto: https; X-Forwarded-Host: shop.example:8443; X-Forwarded-Port: 443 | https | shop.example:8443",
			"X-Forwarded-Host: evil.example, shop.example | '' | shop.example",
			"X-Forwarded-For: 203.0.113.1, 198.51.100.7, 10.9.9.9; X-Forwarded-Proto: ftp, https, http | https | pay.example:8080",
			"X-Forwarded-For: 203.0.113.1, 198.51.100.7, 10.9.9.9; X-Forwarded-Proto: https | https | pay.example:8080",
			"Forwarded: for=1.2.3.4,for=198.51.100.7,for=10.9.9.9 | '' | pay.example:8080" })
	void isTheAddressThatItWasAskedFor(String headers, String scheme, String host) {
		String[] sent = ("Host: pay.example:8080; " + headers).split("; ");

		assertThat(read("10.1.2.3", ALL, sent).getOrDefault("x-forwarded-proto", "")).isEqualTo(scheme);
		assertThat(read("10.1.2.3", ALL, sent)).containsEntry("host", host);
	}

	@Test
	void takesTheWholeElementOfTheOutermostBelievedProxy() {
		Map<String, String> read = read("10.1.2.3", ALL, "Host: internal",
				"Forwarded: for=203.0.113.1;host=evil.example;proto=http",
				"Forwarded: for=198.51.100.7;host=\"shop.example:8443\";proto=https, for=10.9.9.9;host=between.example");

		assertThat(read).containsEntry("host", "shop.example:8443")
			.containsEntry("x-forwarded-proto", "https")
			.containsEntry("x-forwarded-for", "198.51.100.7")
			.doesNotContainKey("forwarded");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "/pay | /pay", "/pay/ | /pay", "/a/b-c/d.e_f~g | /a/b-c/d.e_f~g", "/ | ''" })
	void isBelowThePathThatWasTakenOff(String prefix, String read) {
		assertThat(read("10.1.2.3", ALL, "Host: pay.example", "X-Forwarded-Prefix: " + prefix))
			.containsEntry("x-forwarded-prefix", read);
	}

	@Test
	void joinsWhatEachBelievedProxyTookOff() {
		assertThat(read("10.1.2.3", ALL, "Host: pay.example", "X-Forwarded-For: 203.0.113.1, 198.51.100.7, 10.9.9.9",
				"X-Forwarded-Prefix: /evil, /outer, /inner"))
			.containsEntry("x-forwarded-prefix", "/outer/inner");
	}

	@ParameterizedTest
	@ValueSource(strings = { "203.0.113.9", "11.0.0.1", "2001:db8:2::1", "192.0.2.2", "127.0.0.1" })
	void takesNothingFromAnybodyElse(String peer) {
		assertThat(read(peer, ALL, "Host: pay.example", "Forwarded: for=1.2.3.4;proto=https;host=evil.example",
				"X-Forwarded-For: 1.2.3.4", "X-Forwarded-Proto: https", "X-Forwarded-Host: evil.example",
				"X-Forwarded-Port: 443", "X-Forwarded-Prefix: /evil", "X-Forwarded-Ssl: on"))
			.containsExactly(Map.entry("host", "pay.example"));
	}

	@Test
	void takesNothingThatTheProxiesDoNotWrite() {
		assertThat(read("10.1.2.3", List.of("x-forwarded-for"), "Host: pay.example", "X-Forwarded-For: 198.51.100.7",
				"Forwarded: for=1.2.3.4;proto=https", "X-Forwarded-Host: evil.example", "X-Forwarded-Prefix: /evil",
				"X-Forwarded-Proto: https"))
			.isEqualTo(Map.of("host", "pay.example", "x-forwarded-for", "198.51.100.7", "x-forwarded-host",
					"pay.example"));
	}

	@Test
	void refusesToChooseBetweenTwoWaysToSayIt() {
		assertThatExceptionOfType(Problem.class)
			.isThrownBy(() -> read("10.1.2.3", ALL, "Host: pay.example", "Forwarded: for=1.2.3.4",
					"X-Forwarded-For: 198.51.100.7"))
			.satisfies((problem) -> assertThat(problem.code()).isEqualTo("invalid_forwarding"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "X-Forwarded-Proto: javascript", "X-Forwarded-Host: evil.example/x",
			"X-Forwarded-Host: a b", "X-Forwarded-Port: 65536", "X-Forwarded-Port: x",
			"X-Forwarded-Prefix: //evil.example", "X-Forwarded-Prefix: pay", "X-Forwarded-Prefix: /../x",
			"X-Forwarded-Prefix: /a%2f", "Forwarded: for", "Forwarded: for=\"1.2.3.4",
			"Forwarded: for=1.2.3.4;for=1.2.3.5", "Forwarded: proto=gopher", "X-Forwarded-Prefix: /a;Path=x" })
	void refusesWhatMeansNothing(String header) {
		assertThatExceptionOfType(Problem.class).isThrownBy(() -> read("10.1.2.3", ALL, "Host: pay.example", header))
			.satisfies((problem) -> assertThat(problem.status().value()).isEqualTo(400));
	}

	/** Were it looked at again from each of its characters, that would take a day. */
	@Test
	void readsAHeaderOfAnyLengthInOneGo() {
		String token = "a".repeat(5_000_000);

		refusesWhatMeansNothing("Forwarded: " + token);
		refusesWhatMeansNothing("X-Forwarded-Prefix: " + "/".repeat(5_000_000) + "x");
	}

	@ParameterizedTest
	@ValueSource(strings = { "proxy.example", "10.0.0.0/33", "10.0.0.256", "2001:db8::/129", "10.0.0.0/", "*", "" })
	void knowsNoProxyByAnythingButItsAddress(String proxy) {
		assertThatIllegalArgumentException().isThrownBy(() -> new ProxySettings(List.of(proxy), ALL))
			.withMessageContaining("sluice.web.trusted-proxies");
	}

	@Test
	void knowsNoOtherHeaders() {
		assertThatIllegalArgumentException().isThrownBy(() -> new ProxySettings(PROXIES, List.of("X-Real-IP")))
			.withMessageContaining("sluice.web.proxy-headers");
	}

	private static Map<String, String> read(String peer, List<String> written, String... headers) {
		HttpRequest request = new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, "/");
		for (String header : headers) {
			int colon = header.indexOf(": ");
			var _ = request.headers().add(header.substring(0, colon), header.substring(colon + 2));
		}
		ProxySettings settings = new ProxySettings(PROXIES, written);
		new ForwardedRequests(new TrustedProxies(settings), settings).read(request, new InetSocketAddress(peer, 4711));
		Map<String, String> read = new TreeMap<>();
		request.headers().forEach((header) -> read.put(header.getKey().toLowerCase(Locale.ROOT), header.getValue()));
		return read;
	}

}
