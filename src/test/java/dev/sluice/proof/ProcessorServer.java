package dev.sluice.proof;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/** The wire of a processor that stands in for the simulator, and speaks as it does. */
public final class ProcessorServer implements AutoCloseable {

	private final HttpServer server;

	/** Starts, on a port of its own. */
	public ProcessorServer(Answers answers) throws IOException {
		this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		this.server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
		this.server.createContext("/v1/operations", (exchange) -> {
			try (exchange) {
				answers.answer(exchange, exchange.getRequestBody().readAllBytes());
			}
		});
		this.server.start();
	}

	public String url() {
		return "http://127.0.0.1:" + this.server.getAddress().getPort();
	}

	/** Whether an operation is asked for, not looked up. */
	public static boolean isAskedFor(HttpExchange exchange) {
		return exchange.getRequestMethod().equals("POST");
	}

	/** The id of the operation that is looked up. */
	public static String lookedUp(HttpExchange exchange) {
		String path = exchange.getRequestURI().getPath();
		return path.substring(path.lastIndexOf('/') + 1);
	}

	/** Says that an operation was approved. */
	public static void approve(HttpExchange exchange, String operation) throws IOException {
		reply(exchange, 200, "{\"operation\": \"" + operation + "\", \"status\": \"approved\"}");
	}

	/** Says something else. */
	public static void reply(HttpExchange exchange, int status, String body) throws IOException {
		byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
		exchange.getResponseHeaders().add("Content-Type", "application/json");
		exchange.sendResponseHeaders(status, bytes.length);
		exchange.getResponseBody().write(bytes);
	}

	@Override
	public void close() {
		this.server.stop(0);
	}

	/** What it does when it is asked. */
	@FunctionalInterface
	public interface Answers {

		/** Answers a request, whose body was read. */
		void answer(HttpExchange exchange, byte[] body) throws IOException;

	}

}
