package dev.sluice.http.address;

import java.net.URI;
import java.util.function.Function;

import reactor.core.publisher.Mono;

import org.springframework.http.HttpMethod;
import org.springframework.http.client.reactive.ClientHttpConnector;
import org.springframework.http.client.reactive.ClientHttpRequest;
import org.springframework.http.client.reactive.ClientHttpResponse;

/** Connects as the newest certificates want it. */
class RenewedConnector implements ClientHttpConnector {

	private volatile ClientHttpConnector current;

	RenewedConnector(ClientHttpConnector first) {
		this.current = first;
	}

	/** Requests that begin from now on go by another one. */
	void renew(ClientHttpConnector next) {
		this.current = next;
	}

	@Override
	public Mono<ClientHttpResponse> connect(HttpMethod method, URI uri,
			Function<? super ClientHttpRequest, Mono<Void>> request) {
		return this.current.connect(method, uri, request);
	}

}
