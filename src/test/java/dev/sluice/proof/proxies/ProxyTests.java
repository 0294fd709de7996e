package dev.sluice.proof.proxies;

import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

import dev.sluice.proof.Client;
import dev.sluice.proof.proxies.Gateways.Gateway;
import dev.sluice.proof.proxies.Proxy.Kind;
import dev.sluice.testing.Rows;
import dev.sluice.testing.tls.TestAuthority;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * Two gateways on one database behind each of the proxies. The system property
 * {@code proof.rolls} says how often one of them ends, by turns, and begins again.
 */
@EnabledOnOs(OS.LINUX)
class ProxyTests {

	private static final int MOST_WRONG_KEYS = 30;

	@TempDir
	private static Path folder;

	private static TestAuthority authority;

	private static Gateways gateways;

	private static final Map<Kind, Proxy> proxies = new EnumMap<>(Kind.class);

	@BeforeAll
	static void start() throws Exception {
		authority = TestAuthority.in(folder);
		var _ = authority.issue("tls", "localhost");
		gateways = new Gateways(folder);
		gateways.start();
		for (Kind kind : Kind.values()) {
			if (kind.isInstalled()) {
				Path own = Files.createDirectory(folder.resolve(kind.name()));
				proxies.put(kind, Proxy.start(kind, own, authority, gateways));
			}
		}
	}

	@AfterAll
	static void stop() throws Exception {
		proxies.values().forEach(Proxy::close);
		gateways.close();
	}

	/** Of a rolling update, and of machines that are lost, nobody notices anything. */
	@ParameterizedTest
	@EnumSource
	void noPaymentAndNoEventIsLostWhereGatewaysEnd(End end) throws Exception {
		List<Crowd> crowds = new ArrayList<>();
		proxies.values().forEach((proxy) -> crowds.add(new Crowd(end.name(), proxy, authority)));
		for (int roll = 0; roll < Integer.getInteger("proof.rolls", 1); roll++) {
			Gateway gateway = gateways.both().get((end == End.KILLED) ? (roll + 1) % 2 : roll % 2);
			crowds.forEach(Crowd::awaitMorePayments);
			end.of(gateway);
			crowds.forEach(Crowd::awaitMorePayments);
			gateway.restart();
			crowds.forEach((crowd) -> crowd.awaitAnswersOf(gateway));
		}
		System.out.println(end);
		Set<String> keys = new HashSet<>();
		for (Crowd crowd : crowds) {
			keys.addAll(crowd.endPayments());
		}

		areMadeOnce(end, keys);
		long last = rows().read("select max(position) from journal").getFirst().number(0);
		crowds.forEach((crowd) -> crowd.end(last));
		assertThat(crowds).as(gateways.errors()).allSatisfy(Crowd::hasNoticedNothing);
	}

	/** One payment for each key, and one charge for each payment. */
	private static void areMadeOnce(End end, Set<String> keys) throws Exception {
		Rows rows = rows();
		List<String> made = rows.read("select reference, status from payments where reference like '" + end + "-%'")
			.stream()
			.map((row) -> row.text(0) + " " + row.text(1))
			.toList();
		assertThat(made).containsExactlyInAnyOrderElementsOf(keys.stream().map((key) -> key + " captured").toList());
		assertThat(new Rows(gateways.book().dataSource()).read("select operation_id from simulator.operations").size())
			.isEqualTo(rows.read("select payment_id from payments").size());
	}

	private static Rows rows() {
		return new Rows(gateways.database().dataSource());
	}

	@ParameterizedTest
	@EnumSource
	void countsWhoReallyAsks(Kind kind) throws Exception {
		String guesser = proxy(kind).client(1);
		String neighbour = proxy(kind).client(2);

		assertThat(guess(guesser, kind, MOST_WRONG_KEYS)).endsWith("too_many_attempts").startsWith("invalid_api_key");
		assertThat(guess(neighbour, kind, 1)).containsExactly("invalid_api_key");
	}

	/** What is answered to wrong keys from invented addresses, to the first 429. */
	private static List<String> guess(String from, Kind kind, int most) throws Exception {
		List<String> codes = new ArrayList<>();
		try (HttpsCaller caller = HttpsCaller.from(from, proxy(kind), authority)) {
			while (codes.size() < most && !codes.contains("too_many_attempts")) {
				String invented = "203.0.113." + ThreadLocalRandom.current().nextInt(256);
				codes.add(code(caller.getWith("sk_test_wrong" + codes.size(), "/v1/payments", "X-Forwarded-For",
						invented, "Forwarded", "for=" + invented, "X-Forwarded-Host", "elsewhere.example",
						"X-Forwarded-Prefix", "/elsewhere", "X-Forwarded-Port", "1")));
			}
		}
		return codes;
	}

	@ParameterizedTest
	@EnumSource
	void isAsWideAsTheGateway(Kind kind) throws Exception {
		try (HttpsCaller caller = HttpsCaller.of(proxy(kind), authority)) {
			String address = "/v1/payments?unknown=";
			assertThat(code(caller.get(address + "a".repeat(23_000)))).isEqualTo("invalid_parameter");
			assertThat(code(caller.get(address + "a".repeat(24_600)))).isEqualTo("uri_too_long");
			assertThat(caller.get("/v1/payments", "X-Long", "a".repeat(15_000)).statusCode()).isEqualTo(200);
			assertThat(code(caller.get("/v1/payments", "X-Long", "a".repeat(17_000)))).isEqualTo("headers_too_large");
			assertThat(code(caller.post("/v1/payments", "{\"x\":\"" + "a".repeat(480_000) + "\"}")))
				.isNotEqualTo("body_too_large");
			assertThat(code(caller.post("/v1/payments", "{\"x\":\"" + "a".repeat(1_000_000) + "\"}")))
				.isEqualTo("body_too_large");
			assertThat(code(caller.post("/v1/payments", "{\"x\":\"" + "a".repeat(1_100_000) + "\"}")))
				.isEqualTo("body_too_large");
		}
	}

	@ParameterizedTest
	@EnumSource
	void leadsToNothingOfTheOperators(Kind kind) throws Exception {
		try (HttpsCaller caller = HttpsCaller.of(proxy(kind), authority)) {
			assertThat(caller.get("/actuator/health/readiness").statusCode()).isEqualTo(404);
		}
	}

	@ParameterizedTest
	@EnumSource
	void keepsToItselfWhatCustomersBring(Kind kind) throws Exception {
		Proxy proxy = proxy(kind);
		try (HttpsCaller caller = HttpsCaller.of(proxy, authority)) {
			assertThat(caller.get("/returns/secretpath?redirectResult=secretresult").statusCode()).isEqualTo(404);
			assertThat(code(caller.get("/v1/currencies?logged=secretvalue"))).isEqualTo("invalid_parameter");
		}

		proxy.awaitLog("currencies");
		assertThat(proxy.log()).doesNotContain("secretpath", "secretresult", "secretvalue", "sk_demo_sluice");
	}

	@ParameterizedTest
	@EnumSource
	void givesCurlAStreamByHttp2(Kind kind) throws Exception {
		assumeTrue(Curl.isInstalled(), Curl.MISSING);
		Proxy proxy = proxy(kind);
		try (HttpsCaller caller = HttpsCaller.of(proxy, authority);
				Curl curl = Curl.start(folder, authority.rootFile(),
						"https://localhost:" + proxy.port() + "/v1/events")) {
			curl.awaitOutput("retry: ");

			assertThat(caller.pay("curl-" + kind, "pm_card_visa").statusCode()).isBetween(200, 299);

			curl.awaitOutput("event: payment.captured");
			assertThat(curl.output()).startsWith("HTTP/2 200").contains("text/event-stream");
		}
	}

	/** Where it is not installed there is nothing to try. */
	private static Proxy proxy(Kind kind) {
		assumeTrue(kind.isInstalled(), kind.missing());
		return Objects.requireNonNull(proxies.get(kind));
	}

	private static String code(HttpResponse<String> answer) {
		assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
		return Client.JSON.readTree(answer.body()).path("code").asString();
	}

	/** How a gateway ends. */
	enum End {

		TERMINATED, KILLED;

		void of(Gateway gateway) throws Exception {
			switch (this) {
				case TERMINATED -> gateway.terminate();
				case KILLED -> gateway.kill();
			}
		}

	}

}
