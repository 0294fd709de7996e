package dev.sluice.bench.destinations;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

import io.netty.buffer.Unpooled;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;
import reactor.netty.resources.ConnectionProvider;

/**
 * The limit of the client that the gateway sends with: it posts the same bytes to an
 * address again and again, signs nothing, reads nothing and writes nothing down.
 */
public final class BareSender {

	/** As many as the gateway has to one host. */
	private static final int CONNECTIONS = 256;

	private static final String SIGNATURE = "v1," + "x".repeat(43) + "=";

	private final HttpClient http = HttpClient
		.create(ConnectionProvider.builder("bare").maxConnections(CONNECTIONS).pendingAcquireMaxCount(-1).build())
		.noProxy()
		.headers((headers) -> headers.set("user-agent", "Sluice-Webhooks").set("content-type", "application/json"));

	private final List<byte[]> bodies;

	private BareSender(Path bodies) throws IOException {
		this.bodies = Files.readAllLines(bodies).stream().map((line) -> line.getBytes(StandardCharsets.UTF_8)).toList();
	}

	/**
	 * Starts it: {@code --server.port=… --bodies=…}, a body on each line. It sends as
	 * many as it is asked for, and answers when all were answered.
	 */
	public static void main(String[] arguments) throws IOException {
		BareSender sender = new BareSender(Path.of(text(arguments, "--bodies=")));
		DisposableServer server = HttpServer.create()
			.host("127.0.0.1")
			.port(Integer.parseInt(text(arguments, "--server.port=")))
			.route((routes) -> routes.get("/ready", (request, response) -> response.send())
				.post("/send/{id}/{count}/{concurrency}/{port}", sender::send))
			.bindNow();
		server.onDispose().block();
	}

	private Mono<Void> send(HttpServerRequest request, HttpServerResponse response) {
		String url = "http://127.0.0.1:" + request.param("port") + "/hooks";
		String id = request.param("id") + "_";
		return Flux.range(1, number(request, "count"))
			.flatMap((n) -> post(url, id + n, this.bodies.get((n - 1) % this.bodies.size())),
					number(request, "concurrency"))
			.then(response.send());
	}

	private Mono<Integer> post(String url, String id, byte[] body) {
		return this.http.post().uri(url).send((request, out) -> {
			request.requestHeaders()
				.set("webhook-id", id)
				.set("webhook-timestamp", 1_772_443_800L)
				.set("webhook-signature", SIGNATURE)
				.set("content-length", body.length);
			return out.send(Mono.fromSupplier(() -> Unpooled.wrappedBuffer(body)));
		}).responseSingle((response, content) -> content.thenReturn(response.status().code())).doOnNext((status) -> {
			if (status / 100 != 2) {
				throw new IllegalStateException("Answered " + status);
			}
		});
	}

	private static int number(HttpServerRequest request, String name) {
		return Integer.parseInt(String.valueOf(request.param(name)));
	}

	private static String text(String[] arguments, String name) {
		return Arrays.stream(arguments)
			.filter((argument) -> argument.startsWith(name))
			.map((argument) -> argument.substring(name.length()))
			.findFirst()
			.orElseThrow();
	}

}
