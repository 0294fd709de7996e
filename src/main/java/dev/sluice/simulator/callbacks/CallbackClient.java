package dev.sluice.simulator.callbacks;

import java.time.Clock;

import dev.sluice.http.address.OwnClients;
import dev.sluice.values.WebAddress;
import io.netty.channel.ChannelOption;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;
import reactor.util.retry.Retry;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.WebClient;

/** Posts signed callbacks, again where the answer is not 2xx. */
public class CallbackClient implements DisposableBean {

	private final WebClient http;

	private final ConnectionProvider connections;

	private final CallbackSignature signature;

	private final CallbackSettings settings;

	private final JsonMapper json;

	private final Clock clock;

	CallbackClient(WebClient.Builder builder, CallbackSettings settings, OwnClients own, JsonMapper json, Clock clock) {
		this.connections = ConnectionProvider.builder("simulator-callbacks")
			.maxConnections(settings.maxCallbackConnections())
			.pendingAcquireMaxCount(settings.maxPendingCallbacks())
			.build();
		HttpClient client = HttpClient.create(this.connections)
			.option(ChannelOption.CONNECT_TIMEOUT_MILLIS, Math.toIntExact(settings.callbackTimeout().toMillis()))
			.responseTimeout(settings.callbackTimeout())
			.disableRetry(true);
		this.http = builder.clientConnector(own.connector(client, settings.callbackSslBundle())).build();
		this.signature = new CallbackSignature(settings.callbackSecret());
		this.settings = settings;
		this.json = json;
		this.clock = clock;
	}

	/**
	 * Posts a callback.
	 * @return empty when it was taken; an error when all attempts failed
	 */
	Mono<Void> send(WebAddress url, Callback callback) {
		byte[] body = this.json.writeValueAsBytes(callback);
		return Mono.defer(() -> post(url, callback.id(), body))
			.retryWhen(Retry.backoff(this.settings.callbackRetries(), this.settings.callbackBackoff()));
	}

	private Mono<Void> post(WebAddress url, String id, byte[] body) {
		long timestamp = this.clock.instant().getEpochSecond();
		return this.http.post()
			.uri(url.uri())
			.header("webhook-id", id)
			.header("webhook-timestamp", Long.toString(timestamp))
			.header("webhook-signature", this.signature.sign(id, timestamp, body))
			.contentType(MediaType.APPLICATION_JSON)
			.bodyValue(body)
			.exchangeToMono(CallbackClient::read);
	}

	private static Mono<Void> read(ClientResponse response) {
		Mono<Void> read = response.releaseBody();
		return response.statusCode().is2xxSuccessful() ? read
				: read.then(Mono.error(new IllegalStateException("HTTP " + response.statusCode().value())));
	}

	@Override
	public void destroy() {
		this.connections.dispose();
	}

}
