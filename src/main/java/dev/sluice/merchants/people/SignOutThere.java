package dev.sluice.merchants.people;

import java.net.URI;

import dev.sluice.merchants.sessions.ProviderSignOut;
import reactor.core.publisher.Mono;

import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.util.UriComponentsBuilder;

/** Signs people out at the provider, where that can be done. */
@Component
class SignOutThere implements ProviderSignOut {

	private final Admittance admittance;

	private final SignInSettings settings;

	private final PageAddress page;

	SignOutThere(Admittance admittance, SignInSettings settings, PageAddress page) {
		this.admittance = admittance;
		this.settings = settings;
		this.page = page;
	}

	@Override
	public Mono<URI> address(ServerRequest request, String idToken) {
		return this.admittance.provider()
			.mapNotNull(Provider::signOutAddress)
			.map((address) -> UriComponentsBuilder.fromUriString(address)
				.queryParam("id_token_hint", "{token}")
				.queryParam("client_id", "{client}")
				.queryParam("post_logout_redirect_uri", "{page}")
				.encode()
				.buildAndExpand(idToken, this.settings.clientId(), this.page.of(request, "/"))
				.toUri())
			.onErrorResume((error) -> Mono.empty());
	}

}
