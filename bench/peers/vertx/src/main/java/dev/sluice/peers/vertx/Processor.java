package dev.sluice.peers.vertx;

import java.net.URI;
import java.util.concurrent.TimeUnit;

import dev.sluice.peers.tables.Caller;
import dev.sluice.peers.tables.NewPayment;
import dev.sluice.peers.tables.Outcome;
import dev.sluice.peers.tables.ProcessorAnswer;
import dev.sluice.peers.tables.ProcessorCall;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.Json;
import org.jspecify.annotations.Nullable;

/** The card processor, by the client of an event loop. */
class Processor {

	private static final CharSequence JSON = HttpHeaders.createOptimized("application/json");

	private static final int CONNECTIONS = 96;

	private static final long PATIENCE = TimeUnit.SECONDS.toMillis(20);

	private final HttpClient http;

	private final RequestOptions request;

	Processor(Vertx vertx, URI address, String secret) {
		this.http = vertx.createHttpClient(new PoolOptions().setHttp1MaxSize(CONNECTIONS));
		this.request = new RequestOptions().setMethod(HttpMethod.POST)
			.setHost(address.getHost())
			.setPort(address.getPort())
			.setURI(address.getPath() + ProcessorCall.PATH)
			.setIdleTimeout(PATIENCE)
			.putHeader(HttpHeaders.CONTENT_TYPE, JSON)
			.putHeader(HttpHeaders.AUTHORIZATION, "Bearer " + secret);
	}

	/**
	 * Has it do what a payment begins with; null where it does not say what came of it.
	 */
	Future<@Nullable Outcome> ask(NewPayment made, Caller caller) {
		return this.http.request(this.request)
			.compose((request) -> request.send(Buffer.buffer(Json.encode(ProcessorCall.of(made, caller)))))
			.compose(Processor::body)
			.map((body) -> (body != null) ? Outcome.of(made, Json.decodeValue(body, ProcessorAnswer.class)) : null)
			.otherwise((failure) -> null);
	}

	private static Future<@Nullable Buffer> body(HttpClientResponse response) {
		return response.body().map((body) -> (response.statusCode() == 200) ? body : null);
	}

}
