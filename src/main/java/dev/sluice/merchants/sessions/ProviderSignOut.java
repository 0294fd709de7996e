package dev.sluice.merchants.sessions;

import java.net.URI;

import reactor.core.publisher.Mono;

import org.springframework.web.reactive.function.server.ServerRequest;

/** How somebody signs out where he signed in, too. */
public interface ProviderSignOut {

	/**
	 * Where his browser goes for that.
	 * @param idToken by which the provider knows him again
	 * @return empty where the provider has nothing of the kind, or cannot be asked
	 */
	Mono<URI> address(ServerRequest request, String idToken);

}
