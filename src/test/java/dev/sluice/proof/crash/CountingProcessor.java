package dev.sluice.proof.crash;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.sluice.proof.Client;
import tools.jackson.databind.JsonNode;

/**
 * A processor that answers as the simulator does and remembers who asked it for what: a
 * gateway is known by the port to which it wants to be called back.
 */
final class CountingProcessor implements AutoCloseable {

	private static final Duration WORK = Duration.ofMillis(150);

	private final HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);

	private final Map<String, Queue<Integer>> asked = new ConcurrentHashMap<>();

	private volatile boolean working = true;

	CountingProcessor() throws IOException {
		this.server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
		this.server.createContext("/v1/operations", this::answer);
		this.server.start();
	}

	String url() {
		return "http://127.0.0.1:" + this.server.getAddress().getPort();
	}

	/** From now on it answers that something went wrong, and does nothing. */
	void breakDown() {
		this.working = false;
	}

	/** From now on it works again, and has forgotten what it was asked for before. */
	void recover() {
		this.asked.clear();
		this.working = true;
	}

	/**
	 * The gateways that asked for an operation, by its id; more than once is too often.
	 */
	Map<String, List<Integer>> asked() {
		return this.asked.entrySet()
			.stream()
			.collect(Collectors.toMap(Map.Entry::getKey, (entry) -> List.copyOf(entry.getValue())));
	}

	private void answer(HttpExchange exchange) throws IOException {
		try (exchange) {
			byte[] body = exchange.getRequestBody().readAllBytes();
			if (!this.working) {
				reply(exchange, 500, "{}");
			}
			else if (exchange.getRequestMethod().equals("POST")) {
				execute(exchange, Client.JSON.readTree(body));
			}
			else {
				lookUp(exchange, lastOf(exchange.getRequestURI()));
			}
		}
	}

	private void execute(HttpExchange exchange, JsonNode request) throws IOException {
		String operation = request.path("operation").asString();
		int gateway = URI.create(request.path("callback_url").asString()).getPort();
		this.asked.computeIfAbsent(operation, (id) -> new ConcurrentLinkedQueue<>()).add(gateway);
		work();
		approve(exchange, operation);
	}

	private void lookUp(HttpExchange exchange, String operation) throws IOException {
		if (this.asked.containsKey(operation)) {
			approve(exchange, operation);
		}
		else {
			reply(exchange, 404, "{\"code\": \"operation_not_found\"}");
		}
	}

	private static String lastOf(URI uri) {
		return uri.getPath().substring(uri.getPath().lastIndexOf('/') + 1);
	}

	private static void approve(HttpExchange exchange, String operation) throws IOException {
		reply(exchange, 200, "{\"operation\": \"" + operation + "\", \"status\": \"approved\"}");
	}

	private static void work() {
		try {
			Thread.sleep(WORK);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private static void reply(HttpExchange exchange, int status, String body) throws IOException {
		byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
		exchange.getResponseHeaders().add("Content-Type", "application/json");
		exchange.sendResponseHeaders(status, bytes.length);
		exchange.getResponseBody().write(bytes);
	}

	@Override
	public void close() {
		this.server.stop(0);
	}

}
