package dev.sluice.merchants.people;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;

import reactor.core.publisher.Mono;

import org.springframework.core.ParameterizedTypeReference;
import org.springframework.security.oauth2.client.endpoint.WebClientReactiveAuthorizationCodeTokenResponseClient;
import org.springframework.security.oauth2.client.oidc.authentication.OidcAuthorizationCodeReactiveAuthenticationManager;
import org.springframework.security.oauth2.client.oidc.authentication.OidcIdTokenValidator;
import org.springframework.security.oauth2.client.oidc.authentication.ReactiveOidcIdTokenDecoderFactory;
import org.springframework.security.oauth2.client.oidc.userinfo.OidcReactiveOAuth2UserService;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrations;
import org.springframework.security.oauth2.client.userinfo.DefaultReactiveOAuth2UserService;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.core.converter.ClaimTypeConverter;
import org.springframework.security.oauth2.jwt.NimbusReactiveJwtDecoder;
import org.springframework.security.oauth2.jwt.ReactiveJwtDecoder;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.client.WebClient;

/**
 * Asks the provider where it does what, when that is first wanted, so that a provider
 * that is down stops nobody but those who sign in there.
 */
@Component
class Discovery {

	private static final ParameterizedTypeReference<Map<String, Object>> DOCUMENT = new ParameterizedTypeReference<>() {
	};

	/** However many ask, a provider that is down is asked no more often. */
	private static final Duration SILENCE = Duration.ofSeconds(2);

	private final SignInSettings settings;

	private final WebClient http;

	private final Mono<Provider> provider;

	Discovery(SignInSettings settings, WebClient signInHttp) {
		this.settings = settings;
		this.http = signInHttp;
		this.provider = Mono.defer(this::ask).cache((found) -> settings.knownFor(), (error) -> SILENCE, () -> SILENCE);
	}

	/**
	 * The provider.
	 * @return an error where none is set, or where it cannot be asked
	 */
	Mono<Provider> provider() {
		return this.settings.isSet() ? this.provider : Mono.error(SignInRefusals::notOffered);
	}

	private Mono<Provider> ask() {
		String issuer = Objects.requireNonNull(this.settings.issuer()).toString();
		return this.http.get()
			.uri(URI.create(issuer.replaceFirst("/+$", "") + "/.well-known/openid-configuration"))
			.retrieve()
			.bodyToMono(DOCUMENT)
			.map((document) -> read(issuer, document));
	}

	/** Whoever says that he is another is not believed. */
	private Provider read(String issuer, Map<String, Object> document) {
		if (!issuer.equals(document.get("issuer"))) {
			throw new IllegalStateException("The provider at " + issuer + " says that it is another: set "
					+ "sluice.sign-in.issuer to exactly what it calls itself");
		}
		ClientRegistration.Builder builder = ClientRegistrations.fromOidcConfiguration(document)
			.registrationId("sign-in")
			.redirectUri("{baseUrl}")
			.clientId(this.settings.clientId())
			.clientSecret(this.settings.clientSecret())
			.scope(this.settings.scopes());
		ClientRegistration registration = (this.settings.clientSecret().isEmpty()
				? builder.clientAuthenticationMethod(ClientAuthenticationMethod.NONE) : builder)
			.build();
		return new Provider(registration, manager(decoder(registration)));
	}

	private OidcAuthorizationCodeReactiveAuthenticationManager manager(ReactiveJwtDecoder decoder) {
		WebClientReactiveAuthorizationCodeTokenResponseClient tokens = new WebClientReactiveAuthorizationCodeTokenResponseClient();
		tokens.setWebClient(this.http);
		DefaultReactiveOAuth2UserService more = new DefaultReactiveOAuth2UserService();
		more.setWebClient(this.http);
		OidcReactiveOAuth2UserService users = new OidcReactiveOAuth2UserService();
		users.setOauth2UserService(more);
		OidcAuthorizationCodeReactiveAuthenticationManager manager = new OidcAuthorizationCodeReactiveAuthenticationManager(
				tokens, users);
		manager.setJwtDecoderFactory((registration) -> decoder);
		return manager;
	}

	/**
	 * As Spring Security makes it, but for the client, which waits no longer than ours.
	 */
	private ReactiveJwtDecoder decoder(ClientRegistration registration) {
		NimbusReactiveJwtDecoder decoder = NimbusReactiveJwtDecoder
			.withJwkSetUri(Objects.requireNonNull(registration.getProviderDetails().getJwkSetUri()))
			.jwsAlgorithm(this.settings.algorithm())
			.webClient(this.http)
			.build();
		decoder.setJwtValidator(new OidcIdTokenValidator(registration));
		decoder.setClaimSetConverter(
				new ClaimTypeConverter(ReactiveOidcIdTokenDecoderFactory.createDefaultClaimTypeConverters()));
		return decoder;
	}

}
