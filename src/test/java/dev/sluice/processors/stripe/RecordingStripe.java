package dev.sluice.processors.stripe;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;

import dev.sluice.payments.port.Processor;
import dev.sluice.processors.calls.Guard;
import dev.sluice.processors.connectors.Account;
import io.netty.handler.codec.http.HttpHeaders;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

/** Notes what it is sent, and answers what it is told to. */
final class RecordingStripe implements AutoCloseable {

	private final Queue<Sent> sent = new ConcurrentLinkedQueue<>();

	private final Queue<Answer> answers = new ConcurrentLinkedQueue<>();

	private final Guard guard = Asked.guard(100);

	private final DisposableServer server = HttpServer.create()
		.host("127.0.0.1")
		.port(0)
		.handle(this::answer)
		.bindNow();

	private Mono<Void> answer(HttpServerRequest request, HttpServerResponse response) {
		return request.receive().aggregate().asString(StandardCharsets.UTF_8).defaultIfEmpty("").flatMap((body) -> {
			this.sent.add(Sent.of(request, body));
			Answer answer = this.answers.isEmpty() ? usual(request.uri()) : this.answers.remove();
			answer.headers().forEach(response::header);
			return response.status(answer.status())
				.header("Content-Type", "application/json")
				.sendString(Mono.just(answer.body()))
				.then();
		});
	}

	/** As little as stripe-java can read. */
	private static Answer usual(String uri) {
		return new Answer(200, uri.contains("refunds") ? "{\"object\": \"refund\"}" : "{}", Map.of());
	}

	String url() {
		return "http://127.0.0.1:" + this.server.port();
	}

	/** Answers so next. */
	void next(int status, String body, String... headers) {
		Map<String, String> pairs = new TreeMap<>();
		for (int i = 0; i < headers.length; i += 2) {
			pairs.put(headers[i], headers[i + 1]);
		}
		this.answers.add(new Answer(status, body, pairs));
	}

	StripeConnector connector() {
		return Asked.connector(url(), this.guard);
	}

	Processor processor(Account account) {
		return connector().open(account);
	}

	List<Sent> sent() {
		return List.copyOf(this.sent);
	}

	/** The only thing that was sent since this was asked last. */
	Sent only() {
		List<Sent> all = sent();
		forget();
		if (all.size() != 1) {
			throw new AssertionError(all);
		}
		return all.getFirst();
	}

	void forget() {
		this.sent.clear();
	}

	@Override
	public void close() {
		this.server.disposeNow();
	}

	/** What is answered. */
	private record Answer(int status, String body, Map<String, String> headers) {
	}

	/** A request, as far as Stripe cares. */
	record Sent(String method, String path, Map<String, String> fields, Map<String, String> headers) {

		private static final List<String> HEADERS = List.of("Authorization", "Stripe-Version", "Idempotency-Key",
				"Stripe-Account", "Content-Type", "Accept");

		static Sent of(HttpServerRequest request, String body) {
			URI uri = URI.create(request.uri());
			String query = (uri.getRawQuery() != null) ? uri.getRawQuery() : "";
			Map<String, String> fields = new TreeMap<>();
			Stream.of(query, body)
				.flatMap((part) -> Stream.of(part.split("&", -1)))
				.filter((pair) -> !pair.isEmpty())
				.map((pair) -> pair.split("=", 2))
				.forEach((pair) -> fields.put(decoded(pair[0]), decoded(pair[1])));
			return new Sent(request.method().name(), uri.getPath(), fields, headers(request.requestHeaders()));
		}

		private static Map<String, String> headers(HttpHeaders all) {
			Map<String, String> headers = new TreeMap<>();
			HEADERS.stream()
				.filter(all::contains)
				.forEach((name) -> headers.put(name, all.get(name).replace(" ", "").toLowerCase(Locale.ROOT)));
			return headers;
		}

		private static String decoded(String text) {
			return URLDecoder.decode(text, StandardCharsets.UTF_8);
		}

	}

}
