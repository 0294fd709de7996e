package dev.sluice.client.gateway;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

import dev.sluice.client.connection.Answer;
import dev.sluice.client.connection.Asking;
import dev.sluice.client.connection.Backoff;
import dev.sluice.client.connection.Limits;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A gateway, as a merchant with a key meets it. */
public final class Gateway {

	private static final String STREAM = "text/event-stream";

	private static final String JSON = "application/json";

	private static final String LINES = "application/x-ndjson";

	/** Of an answer that says that the outcome comes later. */
	private static final int PENDING = 202;

	private final String url;

	private final String key;

	private final Asking asking;

	private final Limits limits;

	/**
	 * A gateway.
	 * @param url without a slash at its end
	 * @param key the merchant's, which is told to nobody else
	 */
	public Gateway(String url, String key, Asking asking, Limits limits) {
		this.url = url;
		this.key = key;
		this.asking = asking;
		this.limits = limits;
	}

	/**
	 * Asks for a document, a few times where it is only for now that there is none.
	 * @throws Refusal where there is none
	 */
	public JsonNode get(String path) throws IOException, InterruptedException {
		return insist(request(path, JSON).build());
	}

	/**
	 * Asks for something to be done, once for each idempotency key, and a few times until
	 * it is known what became of it.
	 * @throws Refusal where it is not done
	 */
	public JsonNode post(String path, Map<String, ?> body, String idempotencyKey)
			throws IOException, InterruptedException {
		return insist(posting(path, body, idempotencyKey).build());
	}

	/**
	 * Asks for a document, once.
	 * @throws Refusal where there is none
	 */
	public JsonNode look(String path) throws IOException, InterruptedException {
		return json(good(this.asking.ask(request(path, JSON).build())));
	}

	/**
	 * Asks for something to be done, once, and takes it as an answer that it is under
	 * way.
	 * @param wait how long the gateway may wait for the outcome, in seconds
	 * @throws Refusal where it is not done
	 */
	public JsonNode begin(String path, Map<String, ?> body, String idempotencyKey, Duration wait)
			throws IOException, InterruptedException {
		return json(good(this.asking
			.ask(posting(path, body, idempotencyKey).header("Prefer", "wait=" + wait.toSeconds()).build())));
	}

	/** Whoever does not even listen is not asked again. */
	private JsonNode insist(HttpRequest request) throws IOException, InterruptedException {
		Backoff backoff = new Backoff(this.limits);
		while (true) {
			Duration wish = Duration.ZERO;
			try {
				Answer answer = this.asking.ask(request);
				if (answer.status() != PENDING || isEnough(backoff)) {
					return json(good(answer));
				}
			}
			catch (Refusal ex) {
				wish = ex.wish();
				if (!ex.isForNow() || isEnough(backoff) || wish.compareTo(this.limits.patience()) > 0) {
					throw ex;
				}
			}
			catch (IOException ex) {
				if (ex instanceof ConnectException || isEnough(backoff)) {
					throw ex;
				}
			}
			backoff.rest(wish);
		}
	}

	private boolean isEnough(Backoff backoff) {
		return backoff.failures() + 1 >= this.limits.tries();
	}

	private static Answer good(Answer answer) throws Refusal {
		if (!answer.isGood()) {
			throw Refusal.of(answer);
		}
		return answer;
	}

	/**
	 * Follows what happens.
	 * @param path of events
	 * @param after the position that is known already; from now on where it is empty
	 * @param types which are wanted; all where there are none
	 * @throws Refusal where that is not possible
	 */
	public EventStream follow(String path, OptionalLong after, List<String> types)
			throws IOException, InterruptedException {
		HttpRequest.Builder request = request(path + (types.isEmpty() ? "" : "?types=" + list(types)), STREAM);
		if (after.isPresent()) {
			request = request.header("Last-Event-ID", Long.toString(after.getAsLong()));
		}
		return new EventStream(open(request.build(), STREAM), this.limits.eventBytes());
	}

	/**
	 * Reads what happened after a position.
	 * @throws Refusal where there is no such position (any more)
	 */
	public PastEvents after(long position, List<String> types) throws IOException, InterruptedException {
		String suffix = types.isEmpty() ? "" : "&types=" + list(types);
		return new PastEvents(open(request("/v1/events?after=" + position + suffix, LINES).build(), LINES),
				this.limits.eventBytes());
	}

	private static String list(List<String> types) {
		return URLEncoder.encode(String.join(",", types), StandardCharsets.UTF_8);
	}

	private HttpRequest.Builder posting(String path, Map<String, ?> body, String idempotencyKey) {
		return request(path, JSON).header("Content-Type", JSON)
			.header("Idempotency-Key", idempotencyKey)
			.POST(BodyPublishers.ofString(JsonMapper.shared().writeValueAsString(body)));
	}

	private HttpRequest.Builder request(String path, String accepted) {
		return HttpRequest.newBuilder(URI.create(this.url + path))
			.header("Authorization", "Bearer " + this.key)
			.header("Accept", accepted)
			.header("User-Agent", "Sluice-Client");
	}

	private InputStream open(HttpRequest request, String type) throws IOException, InterruptedException {
		HttpResponse<InputStream> response = this.asking.open(request);
		if (response.statusCode() != 200) {
			throw Refusal.of(response);
		}
		if (!is(type, response.headers())) {
			response.body().close();
			throw Refusal.noGateway(response.statusCode());
		}
		return response.body();
	}

	private static JsonNode json(Answer answer) throws IOException {
		if (!is(JSON, answer.headers())) {
			throw Refusal.noGateway(answer.status());
		}
		try {
			JsonNode document = JsonMapper.shared().readTree(answer.body());
			if (document.isObject()) {
				return document;
			}
		}
		catch (JacksonException ex) {
			throw new IOException("An answer broke off", ex);
		}
		throw new IOException("An answer broke off");
	}

	private static boolean is(String type, HttpHeaders headers) {
		return headers.firstValue("Content-Type").orElse("").startsWith(type);
	}

}
