package dev.sluice.merchants.sessions;

import java.net.URI;
import java.util.Optional;

import dev.sluice.http.Access;
import dev.sluice.http.JsonBodies;
import dev.sluice.http.JsonBody;
import dev.sluice.merchants.Actor;
import dev.sluice.merchants.Caller;
import dev.sluice.merchants.Mode;
import dev.sluice.merchants.Refusals;
import dev.sluice.merchants.attempts.Attempts;
import dev.sluice.merchants.keys.ApiKeys;
import dev.sluice.merchants.keys.Secret;
import dev.sluice.merchants.limits.Limits;
import dev.sluice.merchants.standing.Credential;
import reactor.core.publisher.Mono;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;

/** Signing in and out of the page, by a cookie that scripts cannot read. */
@Configuration(proxyBeanMethods = false)
class SessionRoutes {

	private final ApiKeys keys;

	private final Sessions sessions;

	private final JsonBodies bodies;

	private final Attempts attempts;

	private final Limits limits;

	private final PeopleSessions people;

	private final ProviderSignOut provider;

	SessionRoutes(ApiKeys keys, Sessions sessions, JsonBodies bodies, Attempts attempts, Limits limits,
			PeopleSessions people, ProviderSignOut provider) {
		this.keys = keys;
		this.sessions = sessions;
		this.attempts = attempts;
		this.limits = limits;
		this.bodies = bodies;
		this.people = people;
		this.provider = provider;
	}

	@Bean
	RouterFunction<ServerResponse> sessionApi() {
		return RouterFunctions.route()
			.POST("/v1/session", Access.everybody().opens(this::signIn))
			.GET("/v1/session", Access.whoeverIsKnown().opens(this::show))
			.PATCH("/v1/session", Access.whoeverIsKnown().opens(this::change))
			.DELETE("/v1/session", Access.whoeverIsKnown().opens(this::signOut))
			.build();
	}

	private Mono<ServerResponse> signIn(ServerRequest request) {
		return this.attempts
			.signIn(request.exchange().getRequest(),
					this.bodies.readSmall(request).map(SessionRoutes::key).flatMap(this::caller))
			.flatMap((caller) -> open(request, caller))
			.flatMap((session) -> ServerResponse.created(URI.create(base(request) + "/v1/session"))
				.cookie(SessionCookie.of(request, session, this.sessions.lifetime()))
				.bodyValue(SessionView.of(session)));
	}

	/** Signing in is one of the changes that a key may ask for. */
	private Mono<Session> open(ServerRequest request, Caller caller) {
		Credential key = new Credential.Key(((Actor.Key) caller.actor()).keyId());
		return this.limits.serve(request.exchange(), caller.merchant().value(), key, () -> this.sessions.open(caller));
	}

	private Mono<Caller> caller(Secret key) {
		return this.attempts.signInWith(key.text(), key.hash(),
				this.keys.find(key).switchIfEmpty(Mono.error(Refusals::invalidKey)));
	}

	private Mono<ServerResponse> show(ServerRequest request) {
		return Mono.justOrEmpty(SessionCookie.token(request))
			.flatMap(this.sessions::find)
			.switchIfEmpty(Mono.error(Refusals::noSession))
			.flatMap((session) -> ServerResponse.ok().bodyValue(SessionView.of(session)));
	}

	/** A key has one mode; a person may see both, one at a time. */
	private Mono<ServerResponse> change(ServerRequest request) {
		return Mono.justOrEmpty(SessionCookie.token(request))
			.flatMap(this.sessions::find)
			.switchIfEmpty(Mono.error(Refusals::noSession))
			.flatMap((session) -> this.bodies.readSmall(request).map(SessionRoutes::mode).flatMap((mode) -> {
				if (!session.modes().contains(mode)) {
					return Mono.error(Refusals.otherMode(mode));
				}
				return this.people.switchTo(session.token(), mode).switchIfEmpty(Mono.error(Refusals::noSession));
			}))
			.flatMap((session) -> ServerResponse.ok().bodyValue(SessionView.of(session)));
	}

	/** Whoever signed in elsewhere is told where to sign out there. */
	private Mono<ServerResponse> signOut(ServerRequest request) {
		return Mono.justOrEmpty(SessionCookie.token(request))
			.switchIfEmpty(Mono.error(Refusals::noSession))
			.flatMap((token) -> this.people.idToken(token)
				.flatMap((idToken) -> this.provider.address(request, idToken))
				.map(Optional::of)
				.defaultIfEmpty(Optional.empty())
				.delayUntil((elsewhere) -> this.sessions.close(token)))
			.flatMap((elsewhere) -> elsewhere
				.map((address) -> ServerResponse.ok()
					.cookie(SessionCookie.none(request))
					.bodyValue(new SignedOut(address.toString())))
				.orElseGet(() -> ServerResponse.noContent().cookie(SessionCookie.none(request)).build()));
	}

	private static Secret key(JsonBody body) {
		String key = body.requiredText("api_key", Secret.MAX_LENGTH);
		body.finish();
		return new Secret(key);
	}

	private static Mode mode(JsonBody body) {
		Optional<Mode> mode = body.optional("mode", 10, Mode::find, "invalid_value", "must be test or live");
		if (mode.isEmpty() && body.isSound("mode")) {
			body.reject("mode", "missing_field", "is required");
		}
		body.finish();
		return mode.orElseThrow();
	}

	/** The path below which the gateway is, nothing where it has its host to itself. */
	private static String base(ServerRequest request) {
		return request.requestPath().contextPath().value();
	}

	/**
	 * Where somebody signs out who signed in elsewhere.
	 *
	 * @param redirect where his browser goes now
	 */
	private record SignedOut(String redirect) {
	}

}
