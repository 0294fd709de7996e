package dev.sluice.bench.reads;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

/** The limit of the server that the gateway runs on: it answers the same to everybody. */
public final class RawResponder {

	private RawResponder() {
	}

	/** Starts it: {@code --server.port=… --bytes=…}. */
	public static void main(String[] arguments) {
		byte[] body = ("{\"id\":\"" + "x".repeat(number(arguments, "--bytes=") - 9) + "\"}")
			.getBytes(StandardCharsets.US_ASCII);
		ByteBuf shared = Unpooled.unreleasableBuffer(Unpooled.directBuffer(body.length).writeBytes(body));
		DisposableServer server = HttpServer.create()
			.host("127.0.0.1")
			.port(number(arguments, "--server.port="))
			.handle((request, response) -> response.header("Content-Type", "application/json")
				.header("Content-Length", String.valueOf(body.length))
				.send(Mono.fromSupplier(shared::retainedDuplicate)))
			.bindNow();
		server.onDispose().block();
	}

	private static int number(String[] arguments, String name) {
		return Arrays.stream(arguments)
			.filter((argument) -> argument.startsWith(name))
			.map((argument) -> Integer.parseInt(argument.substring(name.length())))
			.findFirst()
			.orElseThrow();
	}

}
