package dev.sluice.emulators.notices;

import java.net.URI;
import java.time.Duration;

import dev.sluice.http.address.OwnClients;
import io.netty.channel.ChannelOption;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.WebClient;

/** Posts letters. */
class Postman implements DisposableBean {

	private final WebClient http;

	private final ConnectionProvider connections;

	private final Duration timeout;

	Postman(WebClient.Builder builder, NoticeSettings settings, OwnClients own) {
		this.connections = ConnectionProvider.builder("emulator-notices")
			.maxConnections(settings.maxUnderWay())
			.pendingAcquireMaxCount(settings.maxUnderWay() * 3)
			.build();
		this.timeout = settings.timeout();
		HttpClient client = HttpClient.create(this.connections)
			.option(ChannelOption.CONNECT_TIMEOUT_MILLIS, Math.toIntExact(settings.timeout().toMillis()))
			.responseTimeout(settings.timeout())
			.disableRetry(true);
		this.http = builder.clientConnector(own.connector(client, settings.sslBundle())).build();
	}

	/**
	 * Empty when it was taken, which any 2xx says; an error where it was not, or its
	 * answer had not ended in time.
	 */
	Mono<Void> post(String url, Letter letter) {
		return this.http.post()
			.uri(URI.create(url))
			.headers((headers) -> letter.headers().forEach(headers::set))
			.contentType(MediaType.APPLICATION_JSON)
			.bodyValue(letter.body())
			.exchangeToMono(Postman::read)
			.timeout(this.timeout);
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
