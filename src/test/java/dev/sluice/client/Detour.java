package dev.sluice.client;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/** A bad way to a gateway: what is asked arrives, and what is answered may not. */
final class Detour implements AutoCloseable {

	private static final Set<String> OWN = Set.of("connection", "content-length", "host", "http2-settings", "upgrade");

	private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

	private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

	private final List<String> asked = new CopyOnWriteArrayList<>();

	private final HttpServer server;

	private final String gateway;

	private volatile Function<String, Conduct> manners = (asked) -> Conduct.PASS;

	/** To the gateway on this port. */
	Detour(int port) throws IOException {
		this.gateway = "http://127.0.0.1:" + port;
		this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		this.server.setExecutor(this.threads);
		var _ = this.server.createContext("/", this::pass);
		this.server.start();
	}

	/** Where it begins. */
	String url() {
		return "http://127.0.0.1:" + this.server.getAddress().getPort();
	}

	/** From now on what is asked, such as {@code POST /v1/payments}, fares like this. */
	void behaving(Function<String, Conduct> conduct) {
		this.manners = conduct;
	}

	/** How often something was asked that has these words. */
	long asked(String words) {
		return this.asked.stream().filter((each) -> each.contains(words)).count();
	}

	private void pass(HttpExchange exchange) throws IOException {
		String asked = exchange.getRequestMethod() + " " + exchange.getRequestURI();
		Conduct conduct = this.manners.apply(asked);
		this.asked.add(asked);
		try (exchange) {
			if (conduct == Conduct.HANG_UP) {
				return;
			}
			HttpResponse<byte[]> answer = this.http.send(request(exchange), BodyHandlers.ofByteArray());
			if (conduct == Conduct.PASS) {
				answer.headers()
					.firstValue("Content-Type")
					.ifPresent((type) -> exchange.getResponseHeaders().set("Content-Type", type));
				exchange.sendResponseHeaders(answer.statusCode(),
						(answer.body().length == 0) ? -1 : answer.body().length);
				exchange.getResponseBody().write(answer.body());
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private HttpRequest request(HttpExchange exchange) throws IOException {
		HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(this.gateway + exchange.getRequestURI()))
			.method(exchange.getRequestMethod(), BodyPublishers.ofByteArray(exchange.getRequestBody().readAllBytes()));
		exchange.getRequestHeaders().forEach((name, values) -> {
			if (!OWN.contains(name.toLowerCase(Locale.ROOT))) {
				values.forEach((value) -> request.header(name, value));
			}
		});
		return request.build();
	}

	@Override
	public void close() {
		this.server.stop(0);
		this.threads.shutdownNow();
		this.http.shutdownNow();
	}

	/** What becomes of a request. */
	enum Conduct {

		/** It is answered. */
		PASS,

		/** It arrives, and its answer is lost. */
		LOSE,

		/** It does not arrive. */
		HANG_UP

	}

}
