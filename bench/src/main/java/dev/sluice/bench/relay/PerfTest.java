package dev.sluice.bench.relay;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.reflect.Method;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/**
 * Kafka's own {@code kafka-producer-perf-test} in a process that stays, so that its code
 * is as warm as the gateway's. What is posted are the arguments of a run, one a line;
 * what is answered is what it has printed.
 */
public final class PerfTest {

	private static final String MAIN = "org.apache.kafka.tools.ProducerPerformance";

	private PerfTest() {
	}

	/** Starts it: {@code --server.port=…}. */
	public static void main(String[] arguments) throws Exception {
		Method main = Class.forName(MAIN).getMethod("main", String[].class);
		int port = Arrays.stream(arguments)
			.filter((argument) -> argument.startsWith("--server.port="))
			.mapToInt((argument) -> Integer.parseInt(argument.substring(argument.indexOf('=') + 1)))
			.findFirst()
			.orElseThrow();
		HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", port), 0);
		server.createContext("/ready", (exchange) -> answer(exchange, 200, "yes"));
		server.createContext("/run", (exchange) -> {
			try {
				answer(exchange, 200, run(main, exchange));
			}
			catch (ReflectiveOperationException ex) {
				answer(exchange, 500, String.valueOf(ex.getCause()));
			}
		});
		server.start();
	}

	private static String run(Method main, HttpExchange exchange) throws IOException, ReflectiveOperationException {
		String given = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
		ByteArrayOutputStream printed = new ByteArrayOutputStream();
		PrintStream before = System.out;
		System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
		try {
			main.invoke(null, (Object) given.split("\n"));
		}
		finally {
			System.setOut(before);
		}
		return printed.toString(StandardCharsets.UTF_8);
	}

	private static void answer(HttpExchange exchange, int status, String text) throws IOException {
		byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
		exchange.sendResponseHeaders(status, bytes.length);
		exchange.getResponseBody().write(bytes);
		exchange.close();
	}

}
