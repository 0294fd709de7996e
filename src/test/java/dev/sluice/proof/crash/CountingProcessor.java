package dev.sluice.proof.crash;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;

import com.sun.net.httpserver.HttpExchange;
import dev.sluice.proof.Client;
import dev.sluice.proof.ProcessorServer;
import tools.jackson.databind.JsonNode;

/**
 * A processor that answers as the simulator does and remembers who asked it for what: a
 * gateway is known by the port to which it wants to be called back.
 */
final class CountingProcessor implements AutoCloseable {

	private static final Duration WORK = Duration.ofMillis(150);

	private final ProcessorServer server = new ProcessorServer(this::answer);

	private final Map<String, Queue<Integer>> asked = new ConcurrentHashMap<>();

	private volatile boolean working = true;

	CountingProcessor() throws IOException {
	}

	String url() {
		return this.server.url();
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

	private void answer(HttpExchange exchange, byte[] body) throws IOException {
		if (!this.working) {
			ProcessorServer.reply(exchange, 500, "{}");
		}
		else if (ProcessorServer.isAskedFor(exchange)) {
			execute(exchange, Client.JSON.readTree(body));
		}
		else {
			lookUp(exchange, ProcessorServer.lookedUp(exchange));
		}
	}

	private void execute(HttpExchange exchange, JsonNode request) throws IOException {
		String operation = request.path("operation").asString();
		int gateway = URI.create(request.path("callback_url").asString()).getPort();
		this.asked.computeIfAbsent(operation, (id) -> new ConcurrentLinkedQueue<>()).add(gateway);
		work();
		ProcessorServer.approve(exchange, operation);
	}

	private void lookUp(HttpExchange exchange, String operation) throws IOException {
		if (this.asked.containsKey(operation)) {
			ProcessorServer.approve(exchange, operation);
		}
		else {
			ProcessorServer.reply(exchange, 404, "{\"code\": \"operation_not_found\"}");
		}
	}

	private static void work() {
		try {
			Thread.sleep(WORK);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	@Override
	public void close() {
		this.server.close();
	}

}
