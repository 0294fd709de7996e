package dev.sluice.merchants.keys;

import java.util.Optional;

import dev.sluice.merchants.Actor;
import dev.sluice.merchants.Caller;
import dev.sluice.merchants.standing.Credential;

import org.springframework.http.HttpCookie;
import org.springframework.http.HttpHeaders;
import org.springframework.web.reactive.function.server.ServerRequest;

/**
 * Who asks for a change of keys.
 *
 * @param actor as it is written down
 * @param session that he was let in by; empty where it was by a key
 */
record Asker(Actor actor, Optional<Credential.Session> session) {

	/** The cookie that holds the token of a session. */
	private static final String COOKIE = "sluice_session";

	/** Whoever makes a request: as at the door, a key goes before a session. */
	static Asker of(ServerRequest request, Caller caller) {
		HttpCookie cookie = request.cookies().getFirst(COOKIE);
		boolean byKey = request.headers().firstHeader(HttpHeaders.AUTHORIZATION) != null;
		return new Asker(caller.actor(), Optional.ofNullable(byKey ? null : cookie)
			.map((found) -> Credential.Session.of(new Secret(found.getValue()).hash(), caller.owner().mode())));
	}

}
