package dev.sluice.merchants.people;

import java.net.URI;
import java.time.Clock;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.sluice.http.Access;
import dev.sluice.http.KnownParameters;
import dev.sluice.http.Problem;
import dev.sluice.merchants.attempts.Attempts;
import dev.sluice.merchants.sessions.Session;
import dev.sluice.merchants.sessions.SessionCookie;
import dev.sluice.merchants.sessions.Sessions;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseCookie;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;

/** Sends people to the provider, and takes them back. */
@Configuration(proxyBeanMethods = false)
class SignInRoutes {

	static final String PATH = "/sign-in";

	private static final String CALLBACK = PATH + "/callback";

	private final SignInSettings settings;

	private final Admittance admittance;

	private final Attempts attempts;

	private final PageAddress page;

	private final Sessions sessions;

	private final Clock clock;

	SignInRoutes(SignInSettings settings, Admittance admittance, Attempts attempts, PageAddress page, Sessions sessions,
			Clock clock) {
		this.settings = settings;
		this.admittance = admittance;
		this.attempts = attempts;
		this.page = page;
		this.sessions = sessions;
		this.clock = clock;
	}

	@Bean
	RouterFunction<ServerResponse> signInPages() {
		return RouterFunctions.route()
			.GET(PATH, Access.everybody().opens(this::leave))
			.GET(PATH + "/options", Access.everybody().opens((request) -> ServerResponse.ok().bodyValue(options())))
			.GET(CALLBACK, Access.everybody().opens(this::comeBack))
			.withAttributes(KnownParameters.any())
			.build();
	}

	private Options options() {
		return new Options(this.settings.isSet() ? new Offer(this.settings.name()) : null);
	}

	private Mono<ServerResponse> leave(ServerRequest request) {
		Handshake handshake = Handshake.begin(this.clock.instant());
		return this.admittance.provider()
			.flatMap(
					(provider) -> sendTo(AuthorizationRequests.of(provider.registration(), handshake, callback(request))
						.getAuthorizationRequestUri(), HandshakeCookie.of(request, handshake)))
			.onErrorResume(Problem.class, (problem) -> explain(request, problem));
	}

	/** Whatever becomes of it, the browser brings its handshake once. */
	private Mono<ServerResponse> comeBack(ServerRequest request) {
		return this.attempts.signIn(request.exchange().getRequest(), Mono.defer(() -> admit(request)))
			.flatMap((session) -> sendTo(home(request), SessionCookie.of(request, session, this.sessions.lifetime()),
					HandshakeCookie.none(request)))
			.onErrorResume(Problem.class, (problem) -> explain(request, problem));
	}

	private Mono<Session> admit(ServerRequest request) {
		return this.admittance.provider().flatMap((provider) -> {
			Handshake handshake = HandshakeCookie.read(request, this.clock)
				.filter((begun) -> begun.isState(only(request, "state")))
				.orElseThrow(SignInRefusals::notBegun);
			check(request, provider);
			OAuth2AuthorizationRequest asked = AuthorizationRequests.of(provider.registration(), handshake,
					callback(request));
			return this.admittance.admit(provider, asked, only(request, "code"));
		});
	}

	/** Whether it comes from this provider and says something good. */
	private static void check(ServerRequest request, Provider provider) {
		String issuer = only(request, "iss");
		if (!issuer.isEmpty() && !issuer.equals(provider.registration().getProviderDetails().getIssuerUri())) {
			throw SignInRefusals.failed();
		}
		String error = only(request, "error");
		if (error.equals(OAuth2ErrorCodes.ACCESS_DENIED)) {
			throw SignInRefusals.denied();
		}
		if (!error.isEmpty() || only(request, "code").isEmpty()) {
			throw SignInRefusals.failed();
		}
	}

	/** A parameter that is there once; nothing where it is not. */
	private static String only(ServerRequest request, String name) {
		List<String> values = request.queryParams().getOrDefault(name, List.of());
		return (values.size() == 1 && values.getFirst() != null) ? values.getFirst() : "";
	}

	/**
	 * The page says it in words; where nobody can sign in so there is nothing to come
	 * back to.
	 */
	private static Mono<ServerResponse> explain(ServerRequest request, Problem problem) {
		return (problem.status() == HttpStatus.NOT_FOUND) ? Mono.error(problem)
				: sendTo(home(request) + "#sign-in=" + problem.code(), HandshakeCookie.none(request));
	}

	private String callback(ServerRequest request) {
		return this.page.of(request, CALLBACK);
	}

	/** A path alone, so that it leads nowhere else. */
	private static String home(ServerRequest request) {
		return request.requestPath().contextPath().value() + "/";
	}

	private static Mono<ServerResponse> sendTo(String address, ResponseCookie... cookies) {
		ServerResponse.BodyBuilder answer = ServerResponse.status(HttpStatus.SEE_OTHER)
			.location(URI.create(address))
			.cacheControl(CacheControl.noStore());
		for (ResponseCookie cookie : cookies) {
			answer = answer.cookie(cookie);
		}
		return answer.build();
	}

	/** How somebody can sign in beside by key; null where in no other way. */
	private record Options(@JsonInclude @Nullable Offer openIdConnect) {
	}

	/** What the page calls the provider. */
	private record Offer(String name) {
	}

}
