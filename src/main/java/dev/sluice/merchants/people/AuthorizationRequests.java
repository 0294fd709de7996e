package dev.sluice.merchants.people;

import java.util.Base64;
import java.util.Map;
import java.util.Objects;

import dev.sluice.merchants.keys.Secret;

import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;
import org.springframework.security.oauth2.core.endpoint.OAuth2ParameterNames;
import org.springframework.security.oauth2.core.endpoint.PkceParameterNames;
import org.springframework.security.oauth2.core.oidc.endpoint.OidcParameterNames;

/**
 * With what a browser is sent to the provider; the same, made anew, when it comes back.
 */
final class AuthorizationRequests {

	private AuthorizationRequests() {
	}

	static OAuth2AuthorizationRequest of(ClientRegistration registration, Handshake handshake, String callback) {
		return OAuth2AuthorizationRequest.authorizationCode()
			.authorizationUri(Objects.requireNonNull(registration.getProviderDetails().getAuthorizationUri()))
			.clientId(registration.getClientId())
			.redirectUri(callback)
			.scopes(registration.getScopes())
			.state(handshake.state())
			.attributes(Map.of(OidcParameterNames.NONCE, handshake.nonce(), PkceParameterNames.CODE_VERIFIER,
					handshake.verifier(), OAuth2ParameterNames.REGISTRATION_ID, registration.getRegistrationId()))
			.additionalParameters(
					Map.of(OidcParameterNames.NONCE, hashed(handshake.nonce()), PkceParameterNames.CODE_CHALLENGE,
							hashed(handshake.verifier()), PkceParameterNames.CODE_CHALLENGE_METHOD, "S256"))
			.build();
	}

	private static String hashed(String text) {
		return Base64.getUrlEncoder().withoutPadding().encodeToString(new Secret(text).hash());
	}

}
