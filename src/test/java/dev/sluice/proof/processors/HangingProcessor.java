package dev.sluice.proof.processors;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.sluice.proof.Client;

/**
 * A processor that does what it is asked, but says so at first only to who asks again:
 * and then it takes its time.
 */
final class HangingProcessor implements AutoCloseable {

	private final HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);

	private final AtomicInteger lookUps = new AtomicInteger();

	private final AtomicInteger mostLookUps = new AtomicInteger();

	private final CountDownLatch lookedUp = new CountDownLatch(1);

	private volatile boolean answers;

	HangingProcessor() throws IOException {
		this.server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
		this.server.createContext("/v1/operations", this::answer);
		this.server.start();
	}

	String url() {
		return "http://127.0.0.1:" + this.server.getAddress().getPort();
	}

	/** From now on it answers what it is asked for. */
	void answerNow() {
		this.answers = true;
	}

	/** From now on it answers who looks up, too. */
	void letLookUpsGo() {
		this.lookedUp.countDown();
	}

	/** How many looked up at the same time at the most. */
	int mostLookUps() {
		return this.mostLookUps.get();
	}

	private void answer(HttpExchange exchange) throws IOException {
		try (exchange) {
			byte[] body = exchange.getRequestBody().readAllBytes();
			if (exchange.getRequestMethod().equals("GET")) {
				hang();
				String path = exchange.getRequestURI().getPath();
				approve(exchange, path.substring(path.lastIndexOf('/') + 1));
			}
			else if (this.answers) {
				approve(exchange, Client.JSON.readTree(body).path("operation").asString());
			}
			else {
				reply(exchange, 500, "{}");
			}
		}
	}

	private void hang() {
		this.mostLookUps.accumulateAndGet(this.lookUps.incrementAndGet(), Math::max);
		try {
			this.lookedUp.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		finally {
			this.lookUps.decrementAndGet();
		}
	}

	private static void approve(HttpExchange exchange, String operation) throws IOException {
		reply(exchange, 200, "{\"operation\": \"" + operation + "\", \"status\": \"approved\"}");
	}

	private static void reply(HttpExchange exchange, int status, String body) throws IOException {
		byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
		exchange.getResponseHeaders().add("Content-Type", "application/json");
		exchange.sendResponseHeaders(status, bytes.length);
		exchange.getResponseBody().write(bytes);
	}

	@Override
	public void close() {
		letLookUpsGo();
		this.server.stop(0);
	}

}
