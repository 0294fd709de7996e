package dev.sluice.merchants.sessions;

import java.net.URI;
import java.time.Instant;
import java.util.List;

import dev.sluice.http.Access;
import dev.sluice.http.JsonBodies;
import dev.sluice.http.JsonBody;
import dev.sluice.merchants.ActorView;
import dev.sluice.merchants.Caller;
import dev.sluice.merchants.Caller.Owner;
import dev.sluice.merchants.MerchantId;
import dev.sluice.merchants.Refusals;
import dev.sluice.merchants.Scope;
import dev.sluice.merchants.attempts.Attempts;
import dev.sluice.merchants.keys.ApiKeys;
import dev.sluice.merchants.keys.Secret;
import dev.sluice.merchants.sessions.Sessions.Session;
import dev.sluice.values.TypeId;
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

	SessionRoutes(ApiKeys keys, Sessions sessions, JsonBodies bodies, Attempts attempts) {
		this.keys = keys;
		this.sessions = sessions;
		this.attempts = attempts;
		this.bodies = bodies;
	}

	@Bean
	RouterFunction<ServerResponse> sessionApi() {
		return RouterFunctions.route()
			.POST("/v1/session", Access.everybody().opens(this::signIn))
			.GET("/v1/session", Access.whoeverIsKnown().opens(this::show))
			.DELETE("/v1/session", Access.whoeverIsKnown().opens(this::signOut))
			.build();
	}

	private Mono<ServerResponse> signIn(ServerRequest request) {
		return this.attempts
			.signIn(request.exchange().getRequest(),
					this.bodies.readSmall(request).map(SessionRoutes::key).flatMap(this::caller))
			.flatMap(this.sessions::open)
			.flatMap((session) -> ServerResponse.created(URI.create(base(request) + "/v1/session"))
				.cookie(SessionCookie.of(request, session.token(), this.sessions.lifetime()))
				.bodyValue(View.of(session)));
	}

	private Mono<Caller> caller(Secret key) {
		return this.attempts.signInWith(key.text(), key.hash(),
				this.keys.find(key).switchIfEmpty(Mono.error(Refusals::invalidKey)));
	}

	private Mono<ServerResponse> show(ServerRequest request) {
		return Mono.justOrEmpty(SessionCookie.token(request))
			.flatMap(this.sessions::find)
			.switchIfEmpty(Mono.error(Refusals::noSession))
			.flatMap((session) -> ServerResponse.ok().bodyValue(View.of(session)));
	}

	private Mono<ServerResponse> signOut(ServerRequest request) {
		return Mono.justOrEmpty(SessionCookie.token(request))
			.switchIfEmpty(Mono.error(Refusals::noSession))
			.flatMap(this.sessions::close)
			.then(ServerResponse.noContent().cookie(SessionCookie.none(request)).build());
	}

	private static Secret key(JsonBody body) {
		String key = body.requiredText("api_key", Secret.MAX_LENGTH);
		body.finish();
		return new Secret(key);
	}

	/** The path below which the gateway is, nothing where it has its host to itself. */
	private static String base(ServerRequest request) {
		return request.requestPath().contextPath().value();
	}

	/** A session as the API shows it. */
	private record View(MerchantView merchant, String mode, ActorView actor, List<String> scopes, Instant expiresAt) {

		static View of(Session session) {
			Caller caller = session.caller();
			Owner owner = caller.owner();
			return new View(new MerchantView(TypeId.write(MerchantId.PREFIX, owner.id()), owner.name()),
					owner.mode().label(), ActorView.of(caller.actor()),
					caller.scopes().stream().sorted().map(Scope::label).toList(), session.expiresAt());
		}

	}

	/** A merchant as the API shows it. */
	private record MerchantView(String id, String name) {
	}

}
