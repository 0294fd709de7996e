package dev.sluice.proof.proxies;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.GeneralSecurityException;
import java.util.Map;

import javax.net.ssl.SSLContext;

import dev.sluice.proof.Client;
import dev.sluice.testing.Patience;
import dev.sluice.testing.tls.TestAuthority;

/** The demo merchant, who speaks HTTP/2 to a proxy. */
final class HttpsCaller implements AutoCloseable {

	private static final String KEY = "sk_demo_sluice";

	private final HttpClient http;

	private final String address;

	private HttpsCaller(HttpClient http, String address) {
		this.http = http;
		this.address = address;
	}

	static HttpsCaller of(Proxy proxy, TestAuthority authority) {
		return from("127.0.0.1", proxy, authority);
	}

	/** One who sits somewhere else. */
	static HttpsCaller from(String own, Proxy proxy, TestAuthority authority) {
		try {
			SSLContext tls = SSLContext.getInstance("TLS");
			tls.init(null, authority.root().toTrustManagerFactory().getTrustManagers(), null);
			HttpClient http = HttpClient.newBuilder()
				.version(HttpClient.Version.HTTP_2)
				.sslContext(tls)
				.localAddress(InetAddress.ofLiteral(own))
				.build();
			return new HttpsCaller(http, "https://localhost:" + proxy.port());
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

	HttpResponse<String> pay(String key, String method) throws IOException, InterruptedException {
		return this.http.send(request("/v1/payments").header("Content-Type", "application/json")
			.header("Idempotency-Key", key)
			.POST(BodyPublishers.ofString(Client.JSON.writeValueAsString(
					Map.of("amount", 1999, "currency", "EUR", "payment_method", method, "reference", key))))
			.build(), BodyHandlers.ofString());
	}

	HttpResponse<String> get(String path, String... headers) throws IOException, InterruptedException {
		HttpRequest.Builder request = request(path);
		return this.http.send(((headers.length > 0) ? request.headers(headers) : request).build(),
				BodyHandlers.ofString());
	}

	/** With another key. */
	HttpResponse<String> getWith(String key, String path, String... headers) throws IOException, InterruptedException {
		HttpRequest.Builder request = request(path).setHeader("Authorization", "Bearer " + key);
		return this.http.send(((headers.length > 0) ? request.headers(headers) : request).build(),
				BodyHandlers.ofString());
	}

	HttpResponse<InputStream> stream(long position) throws IOException, InterruptedException {
		return this.http.send(HttpRequest.newBuilder(URI.create(this.address + "/v1/events"))
			.header("Authorization", "Bearer " + KEY)
			.header("Accept", "text/event-stream")
			.header("Last-Event-ID", Long.toString(position))
			.build(), BodyHandlers.ofInputStream());
	}

	HttpResponse<String> post(String path, String body) throws IOException, InterruptedException {
		return this.http.send(
				request(path).header("Content-Type", "application/json").POST(BodyPublishers.ofString(body)).build(),
				BodyHandlers.ofString());
	}

	private HttpRequest.Builder request(String path) {
		return HttpRequest.newBuilder(URI.create(this.address + path))
			.timeout(Patience.LONG)
			.header("Authorization", "Bearer " + KEY);
	}

	@Override
	public void close() {
		this.http.shutdownNow();
	}

}
