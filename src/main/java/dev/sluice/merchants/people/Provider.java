package dev.sluice.merchants.people;

import java.util.Objects;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.security.authentication.ReactiveAuthenticationManager;
import org.springframework.security.oauth2.client.authentication.OAuth2AuthorizationCodeAuthenticationToken;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationExchange;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationResponse;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;

/**
 * The provider as it says that it is.
 *
 * @param registration its addresses, and as whom it knows us
 * @param manager fetches a token from it and judges that
 */
record Provider(ClientRegistration registration, ReactiveAuthenticationManager manager) {

	/**
	 * Fetches whom the provider vouches for, by the code that came back with a browser.
	 * @return an error where there is nobody
	 */
	Mono<OidcUser> vouch(OAuth2AuthorizationRequest asked, OAuth2AuthorizationResponse said) {
		return this.manager
			.authenticate(new OAuth2AuthorizationCodeAuthenticationToken(this.registration,
					new OAuth2AuthorizationExchange(asked, said)))
			.map((found) -> (OidcUser) Objects.requireNonNull(found.getPrincipal()));
	}

	/** Where somebody signs out there; null where nobody does. */
	@Nullable String signOutAddress() {
		Object address = this.registration.getProviderDetails().getConfigurationMetadata().get("end_session_endpoint");
		return (address instanceof String text && !text.isBlank()) ? text : null;
	}

}
