package dev.sluice.merchants;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import dev.sluice.http.JsonBodies;
import dev.sluice.http.JsonBody;
import dev.sluice.merchants.Sessions.Session;
import dev.sluice.merchants.attempts.Attempts;
import reactor.core.publisher.Mono;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpCookie;
import org.springframework.http.ResponseCookie;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;

/** Signing in and out of the page, by a cookie that scripts cannot read. */
@Configuration(proxyBeanMethods = false)
class SessionRoutes {

	static final String COOKIE = "sluice_session";

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
			.POST("/v1/session", this::signIn)
			.GET("/v1/session", this::show)
			.DELETE("/v1/session", this::signOut)
			.build();
	}

	private Mono<ServerResponse> signIn(ServerRequest request) {
		return this.attempts
			.signIn(request.exchange().getRequest(),
					this.bodies.readSmall(request).map(SessionRoutes::key).flatMap(this::caller))
			.flatMap(this.sessions::open)
			.flatMap((session) -> ServerResponse.created(URI.create(base(request) + "/v1/session"))
				.cookie(cookie(request, session.token().text(), this.sessions.lifetime()))
				.bodyValue(View.of(session)));
	}

	private Mono<Caller> caller(Secret key) {
		return this.attempts.signInWith(key.text(), key.hash(),
				this.keys.find(key).switchIfEmpty(Mono.error(Refusals::invalidKey)));
	}

	private Mono<ServerResponse> show(ServerRequest request) {
		return Mono.justOrEmpty(token(request))
			.flatMap(this.sessions::find)
			.switchIfEmpty(Mono.error(Refusals::noSession))
			.flatMap((session) -> ServerResponse.ok().bodyValue(View.of(session)));
	}

	private Mono<ServerResponse> signOut(ServerRequest request) {
		return Mono.justOrEmpty(token(request))
			.switchIfEmpty(Mono.error(Refusals::noSession))
			.flatMap(this.sessions::close)
			.then(ServerResponse.noContent().cookie(cookie(request, "", Duration.ZERO)).build());
	}

	private static Secret key(JsonBody body) {
		String key = body.requiredText("api_key", Secret.MAX_LENGTH);
		body.finish();
		return new Secret(key);
	}

	static Optional<Secret> token(ServerRequest request) {
		HttpCookie cookie = request.cookies().getFirst(COOKIE);
		return Optional.ofNullable(cookie).map((found) -> new Secret(found.getValue()));
	}

	/** The path below which the gateway is, nothing where it has its host to itself. */
	private static String base(ServerRequest request) {
		return request.requestPath().contextPath().value();
	}

	private static ResponseCookie cookie(ServerRequest request, String value, Duration maxAge) {
		return ResponseCookie.from(COOKIE, value)
			.httpOnly(true)
			.secure("https".equals(request.uri().getScheme()))
			.sameSite("Strict")
			.path(base(request).isEmpty() ? "/" : base(request))
			.maxAge(maxAge)
			.build();
	}

	/** A session as the API shows it. */
	private record View(MerchantView merchant, Instant expiresAt) {

		static View of(Session session) {
			Caller caller = session.caller();
			return new View(new MerchantView(caller.merchant().toString(), caller.merchantName()), session.expiresAt());
		}

	}

	/** A merchant as the API shows it. */
	private record MerchantView(String id, String name) {
	}

}
