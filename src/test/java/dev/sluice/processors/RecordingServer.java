package dev.sluice.processors;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;

import io.netty.handler.codec.http.HttpHeaders;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

/** Stands in for a processor: notes what it is sent, and answers what it is told to. */
public final class RecordingServer implements AutoCloseable {

	private final Queue<Sent> sent = new ConcurrentLinkedQueue<>();

	private final Queue<Answer> answers = new ConcurrentLinkedQueue<>();

	private final Queue<Told> told = new ConcurrentLinkedQueue<>();

	private final List<String> headers;

	private final Function<String, Answer> usual;

	private final DisposableServer server = HttpServer.create()
		.host("127.0.0.1")
		.port(0)
		.handle(this::answer)
		.bindNow();

	/**
	 * Starts one.
	 * @param headers which ones are noted
	 * @param usual what is answered by the path where nothing else was told
	 */
	public RecordingServer(List<String> headers, Function<String, Answer> usual) {
		this.headers = List.copyOf(headers);
		this.usual = usual;
	}

	private Mono<Void> answer(HttpServerRequest request, HttpServerResponse response) {
		return request.receive().aggregate().asString(StandardCharsets.UTF_8).defaultIfEmpty("").flatMap((body) -> {
			Sent sent = new Sent(request.method().name(), request.uri(), chosen(request.requestHeaders()), body);
			this.sent.add(sent);
			Answer next = this.answers.poll();
			Answer answer = (next != null) ? next : this.usual.apply(request.uri());
			if (next != null) {
				this.told.add(new Told(sent, next));
			}
			response.status(answer.status()).header("Content-Type", "application/json");
			answer.headers().forEach(response::header);
			return response.sendString(Mono.just(answer.body())).then();
		});
	}

	private Map<String, String> chosen(HttpHeaders all) {
		Map<String, String> chosen = new TreeMap<>();
		this.headers.stream().filter(all::contains).forEach((name) -> chosen.put(name, all.get(name)));
		return chosen;
	}

	/** Where it is, without a path; also once it is closed. */
	public String url() {
		return "http://127.0.0.1:" + this.server.port();
	}

	/** Answers so next, with headers in pairs. */
	public void next(int status, String body, String... headers) {
		Map<String, String> pairs = new TreeMap<>();
		for (int i = 0; i < headers.length; i += 2) {
			pairs.put(headers[i], headers[i + 1]);
		}
		this.answers.add(new Answer(status, body, pairs));
	}

	/** All that was sent, in order. */
	public List<Sent> sent() {
		return List.copyOf(this.sent);
	}

	/** What was answered as it was told to be. */
	public List<Told> told() {
		return List.copyOf(this.told);
	}

	/** Forgets what was sent so far. */
	public void forget() {
		this.sent.clear();
	}

	/** Nobody listens any more. */
	@Override
	public void close() {
		this.server.disposeNow();
	}

	/**
	 * What is answered, as JSON where the headers say nothing else.
	 *
	 * @param headers one value of each
	 */
	public record Answer(int status, String body, Map<String, String> headers) {
	}

	/** An answer, and to what. */
	public record Told(Sent to, Answer answer) {
	}

	/**
	 * A request.
	 *
	 * @param path with the query
	 * @param headers those that are noted
	 */
	public record Sent(String method, String path, Map<String, String> headers, String body) {
	}

}
