package dev.sluice.client;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.sluice.proof.destinations.Receiver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** What a gateway says only now and then, said by one that is none. */
class ListenRefusalsTests {

	private static final String EVENT = """
			id: 7
			event: payment.captured
			data: {"id":7,"type":"payment.captured","payment_id":"pay_1","version":2,\
			"created_at":"2026-03-02T09:30:00Z","data":{}}

			""";

	private static final String UNAUTHORIZED = "{\"detail\":\"Not any more.\"}";

	@TempDir
	private Path home;

	private final List<String> asked = new ArrayList<>();

	private final List<Said> script = new ArrayList<>();

	private HttpServer gateway;

	private Receiver receiver;

	@BeforeEach
	void open() throws IOException {
		this.gateway = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		var _ = this.gateway.createContext("/", this::answer);
		this.gateway.start();
		this.receiver = new Receiver();
	}

	@AfterEach
	void close() throws IOException {
		this.gateway.stop(0);
		this.receiver.close();
	}

	@Test
	void comesBackWhereThereIsNoTimeForItNow() {
		this.script.add(new Said(503, "application/problem+json", "{\"detail\":\"Too much\\u001b[31m to do.\"}"));
		this.script.add(new Said(429, "text/html", "<html>"));
		this.script.add(new Said(200, "text/event-stream", "retry: 10\n" + EVENT));
		this.script.add(new Said(502, "text/html", ""));
		this.script.add(new Said(401, "application/problem+json", UNAUTHORIZED));

		String printed = listen();

		assertThat(printed).startsWith("1\n").contains("Too much[31m to do. (503)", "Not any more. (401)");
		assertThat(printed.lines().filter((line) -> line.contains("Waits for"))).hasSize(2);
		assertThat(this.asked).containsExactly("5", "5", "5", "7", "7");
		assertThat(Arrivals.positions(this.receiver.taken())).containsExactly(7L);
	}

	@Test
	void saysWhyAStreamEnds() {
		this.script.add(new Said(200, "text/event-stream", "event: end\ndata: {\"reason\":\"key_revoked\"}\n\n"));
		this.script.add(new Said(401, "application/problem+json", UNAUTHORIZED));

		assertThat(listen()).startsWith("1\n").contains("ends the stream: key_revoked", "Not any more.");
	}

	@Test
	void passesOverWordsThatItDoesNotKnow() {
		this.script.add(new Said(200, "text/event-stream", "event: weather\ndata: fine\n\n" + EVENT));
		this.script.add(new Said(401, "application/problem+json", UNAUTHORIZED));

		assertThat(listen()).startsWith("1\n");
		assertThat(Arrivals.positions(this.receiver.taken())).containsExactly(7L);
	}

	@Test
	void doesNotPassOverAnEventThatItCannotRead() {
		this.script.add(new Said(200, "text/event-stream", "id: 6\nevent: payment.captured\ndata: {\n\n" + EVENT));

		assertThat(listen()).startsWith("1\n").contains("cannot be read: an event is no JSON");
		assertThat(this.receiver.seen()).isEmpty();
		assertThat(Arrivals.mark(this.home.resolve("state.json")).position()).isEqualTo(5);
	}

	private String listen() {
		return RunningCommand.run(this.home, "listen", "--key=sk_x",
				"--url=http://127.0.0.1:" + this.gateway.getAddress().getPort(),
				"--forward-to=" + this.receiver.url("/"), "--state=" + this.home.resolve("state.json"), "--from=6");
	}

	private void answer(HttpExchange exchange) throws IOException {
		this.asked.add(exchange.getRequestHeaders().getFirst("Last-Event-ID"));
		Said said = this.script.removeFirst();
		byte[] body = said.body().getBytes(StandardCharsets.UTF_8);
		exchange.getResponseHeaders().set("Content-Type", said.type());
		exchange.sendResponseHeaders(said.status(), (body.length == 0) ? -1 : body.length);
		exchange.getResponseBody().write(body);
		exchange.close();
	}

	/** An answer. */
	private record Said(int status, String type, String body) {
	}

}
