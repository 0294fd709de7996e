package dev.sluice.merchants.people;

import java.io.IOException;
import java.util.Objects;
import java.util.concurrent.TimeoutException;

import dev.sluice.http.Problem;
import dev.sluice.merchants.sessions.PeopleSessions;
import dev.sluice.merchants.sessions.Session;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Exceptions;
import reactor.core.publisher.Mono;

import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2AuthorizationException;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationResponse;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.client.WebClientException;

/** Lets in whom the provider vouches for. */
@Component
class Admittance {

	private static final Logger log = LoggerFactory.getLogger(Admittance.class);

	private final Discovery discovery;

	private final PersonReader people;

	private final PeopleSessions sessions;

	private final SignInSettings settings;

	Admittance(Discovery discovery, PersonReader people, PeopleSessions sessions, SignInSettings settings) {
		this.discovery = discovery;
		this.people = people;
		this.sessions = sessions;
		this.settings = settings;
	}

	/**
	 * The provider.
	 * @return a {@link Problem} where it cannot be had
	 */
	Mono<Provider> provider() {
		return this.discovery.provider().onErrorMap(Admittance::isTechnical, Admittance::unreachable);
	}

	/**
	 * Opens a session for whom the provider vouches for.
	 * @param code by which it knows who came back
	 * @return never empty; a {@link Problem} where nobody is let in
	 */
	Mono<Session> admit(Provider provider, OAuth2AuthorizationRequest asked, String code) {
		OAuth2AuthorizationResponse said = OAuth2AuthorizationResponse.success(code)
			.state(Objects.requireNonNull(asked.getState()))
			.redirectUri(Objects.requireNonNull(asked.getRedirectUri()))
			.build();
		return provider.vouch(asked, said)
			.timeout(this.settings.timeout().multipliedBy(3))
			.onErrorMap(Admittance::refusal)
			.map(this.people::read)
			.flatMap((person) -> this.sessions.open(person).switchIfEmpty(Mono.error(SignInRefusals::noMerchant)));
	}

	private static boolean isTechnical(Throwable error) {
		return !(error instanceof Problem);
	}

	private static Problem unreachable(Throwable error) {
		log.warn("The provider of sign-in gave no good answer: {}", Exceptions.unwrap(error).toString());
		return SignInRefusals.unreachable();
	}

	/** A code that is not good any more was used before, or took too long. */
	private static Problem refusal(Throwable error) {
		if (isUnanswered(error)) {
			return unreachable(error);
		}
		log.warn("A sign-in was refused: {}", error.toString());
		return code(error).equals(OAuth2ErrorCodes.INVALID_GRANT) ? SignInRefusals.notBegun() : SignInRefusals.failed();
	}

	private static String code(Throwable error) {
		return switch (error) {
			case OAuth2AuthenticationException refused -> refused.getError().getErrorCode();
			case OAuth2AuthorizationException refused -> refused.getError().getErrorCode();
			default -> "";
		};
	}

	private static boolean isUnanswered(Throwable error) {
		for (Throwable cause = error; cause != null; cause = cause.getCause()) {
			if (cause instanceof WebClientException || cause instanceof IOException
					|| cause instanceof TimeoutException) {
				return true;
			}
		}
		return !(error instanceof AuthenticationException || error instanceof OAuth2AuthorizationException
				|| error instanceof JwtException);
	}

}
