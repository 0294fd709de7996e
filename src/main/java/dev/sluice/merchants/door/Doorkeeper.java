package dev.sluice.merchants.door;

import java.util.function.Supplier;

import dev.sluice.http.Permit;
import dev.sluice.http.Problem;
import dev.sluice.http.origins.Origins;
import dev.sluice.merchants.Actor;
import dev.sluice.merchants.Caller;
import dev.sluice.merchants.Refusals;
import dev.sluice.merchants.attempts.Attempts;
import dev.sluice.merchants.keys.KnownKeys;
import dev.sluice.merchants.keys.Secret;
import dev.sluice.merchants.sessions.Session;
import dev.sluice.merchants.sessions.SessionCookie;
import dev.sluice.merchants.sessions.Sessions;
import dev.sluice.merchants.standing.Credential;
import dev.sluice.merchants.standing.Standing;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.http.HttpCookie;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;

/**
 * Finds out who makes a request: by the operator's key, by a merchant's, else by a
 * session.
 */
@Component
class Doorkeeper {

	private static final String BEARER = "bearer ";

	private final OperatorKey operator;

	private final KnownKeys keys;

	private final Sessions sessions;

	private final Attempts attempts;

	private final Standing standing;

	private final Origins origins;

	Doorkeeper(OperatorKey operator, KnownKeys keys, Sessions sessions, Attempts attempts, Standing standing,
			Origins origins) {
		this.operator = operator;
		this.keys = keys;
		this.sessions = sessions;
		this.attempts = attempts;
		this.standing = standing;
		this.origins = origins;
	}

	/**
	 * Recognizes who makes the request, where nobody has to be asked about that.
	 * @return null where somebody has, or nobody is let in
	 */
	@Nullable Entry known(ServerWebExchange exchange) {
		String authorization = exchange.getRequest().getHeaders().getFirst(HttpHeaders.AUTHORIZATION);
		if (authorization == null || !isBearer(authorization)) {
			return null;
		}
		Secret key = key(authorization);
		if (key.text().length() > Secret.MAX_LENGTH || this.operator.is(key)) {
			return null;
		}
		long moment = this.standing.moment();
		Caller caller = this.keys.known(key);
		return (caller != null) ? enter(caller, key, moment) : null;
	}

	/**
	 * Recognizes who makes the request.
	 * @return never empty; a {@link Problem} 401, 403 or 429 where nobody is let in
	 */
	Mono<Entry> recognize(ServerWebExchange exchange) {
		ServerHttpRequest request = exchange.getRequest();
		String authorization = request.getHeaders().getFirst(HttpHeaders.AUTHORIZATION);
		if (authorization != null) {
			return byKey(request, authorization);
		}
		HttpCookie cookie = request.getCookies().getFirst(SessionCookie.NAME);
		return (cookie != null) ? bySession(request, new Secret(cookie.getValue())) : Mono.error(Refusals.missingKey());
	}

	private Mono<Entry> byKey(ServerHttpRequest request, String authorization) {
		if (!isBearer(authorization)) {
			return Mono.error(Refusals.missingKey());
		}
		Secret key = key(authorization);
		return (key.text().length() <= Secret.MAX_LENGTH) ? byKey(request, key) : Mono.error(Refusals.invalidKey());
	}

	private static boolean isBearer(String authorization) {
		return authorization.regionMatches(true, 0, BEARER, 0, BEARER.length());
	}

	private static Secret key(String authorization) {
		return new Secret(authorization.substring(BEARER.length()).strip());
	}

	private Mono<Entry> byKey(ServerHttpRequest request, Secret key) {
		if (this.operator.is(key)) {
			return Mono.just(Entry.ofTheOperator());
		}
		long moment = this.standing.moment();
		return this.keys.find(request, key).map((caller) -> enter(caller, key, moment));
	}

	private Entry enter(Caller caller, Secret key, long moment) {
		return enter(caller, new Credential.Key(((Actor.Key) caller.actor()).keyId()), Refusals::invalidKey,
				this.standing.since(moment, this.keys.findAgain(key)));
	}

	private Mono<Entry> bySession(ServerHttpRequest request, Secret token) {
		if (!this.origins.mayUseSession(request)) {
			return Mono.error(Refusals.foreignOrigin());
		}
		byte[] hash = token.hash();
		long moment = this.standing.moment();
		return this.attempts
			.credential(request, hash, this.sessions.find(token).switchIfEmpty(Mono.error(Refusals::noSession)))
			.map((session) -> enter(session.caller(), Credential.Session.of(hash, session.mode()), Refusals::noSession,
					this.standing.since(moment, findAgain(session))));
	}

	/** A session that went over to the other mode is not what the request was made by. */
	private Mono<Session> findAgain(Session session) {
		return this.sessions.find(session.token())
			.filter((now) -> now.mode() == session.mode())
			.switchIfEmpty(Mono.error(Refusals::noSession));
	}

	private Entry enter(Caller caller, Credential credential, Supplier<Problem> refusal, Mono<Void> renewed) {
		return Entry.of(caller, credential,
				new Permit(this.standing.ended(credential).then(Mono.fromSupplier(refusal)), renewed));
	}

}
