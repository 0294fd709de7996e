package dev.sluice.http.connection;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.cert.Certificate;
import java.util.List;
import java.util.Map;

import com.jayway.jsonpath.JsonPath;
import dev.sluice.testing.Patience;
import dev.sluice.testing.tls.TlsClients;
import dev.sluice.testing.tls.TlsInitializer;
import dev.sluice.testing.tls.TlsTest;
import io.netty.pkitesting.X509Bundle;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.r2dbc.core.DatabaseClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * Every connection is one of TLS: of callers, to the processor and back, to the database.
 */
@TlsTest
class TlsTests {

	private final URI address;

	private final DatabaseClient database;

	TlsTests(@LocalServerPort int port, @Autowired DatabaseClient testStatements) {
		this.address = URI.create("https://localhost:" + port);
		this.database = testStatements;
	}

	@Test
	void letsInWhoProvesWhoHeIs() throws Exception {
		assertThat(send(TlsClients.known(), request("/v1/payments")).statusCode()).isEqualTo(200);
		assertThatExceptionOfType(IOException.class)
			.isThrownBy(() -> send(TlsClients.unknown(), request("/v1/payments")));
	}

	@Test
	void callsItsProcessorAndIsCalledBack() throws Exception {
		payByCallback();
	}

	@Test
	void speaksToItsDatabaseByTlsAlone() {
		List<Map<String, Object>> connections = this.database.sql("""
				select s.ssl, a.query ilike 'listen%' or a.query = 'select 1' as listens
				from pg_stat_activity a join pg_stat_ssl s using (pid)
				where a.application_name = 'sluice' and a.pid <> pg_backend_pid()
				""").fetch().all().collectList().block(Patience.LONG);

		assertThat(connections).isNotEmpty()
			.allSatisfy((each) -> assertThat(each).containsEntry("ssl", true))
			.anySatisfy((each) -> assertThat(each).containsEntry("listens", true));
	}

	@Test
	void showsACertificateThatWasReplaced() throws Exception {
		X509Bundle renewed = TlsInitializer.AUTHORITY.issue("web", "localhost", "127.0.0.1");

		await().atMost(Patience.LONG).untilAsserted(() -> assertThat(shown()).isEqualTo(renewed.getCertificate()));
		payByCallback();
	}

	private void payByCallback() throws Exception {
		HttpResponse<String> made = send(TlsClients.known(),
				request("/v1/payments").header("Content-Type", "application/json")
					.header("Prefer", "respond-async")
					.POST(BodyPublishers
						.ofString("{\"amount\":1999,\"currency\":\"EUR\",\"payment_method\":\"pm_card_pending\"}")));
		String payment = made.headers().firstValue("Location").orElseThrow();

		await().atMost(Patience.LONG)
			.untilAsserted(() -> assertThat(
					JsonPath.<String>read(send(TlsClients.known(), request(payment)).body(), "$.status"))
				.isEqualTo("captured"));
	}

	private Certificate shown() throws Exception {
		try (HttpClient client = TlsClients.known()) {
			return send(client, request("/v1/currencies")).sslSession().orElseThrow().getPeerCertificates()[0];
		}
	}

	private HttpRequest.Builder request(String path) {
		return HttpRequest.newBuilder(this.address.resolve(path)).header("Authorization", "Bearer sk_demo_sluice");
	}

	private static HttpResponse<String> send(HttpClient client, HttpRequest.Builder request) throws Exception {
		return client.send(request.build(), BodyHandlers.ofString());
	}

}
