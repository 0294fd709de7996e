package dev.sluice.merchants.sessions;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;

import dev.sluice.merchants.Actor;
import dev.sluice.merchants.Caller;
import dev.sluice.merchants.Mode;
import dev.sluice.merchants.keys.ApiKeys;
import dev.sluice.merchants.keys.Secret;
import dev.sluice.merchants.standing.Credential;
import dev.sluice.merchants.standing.Standing;
import dev.sluice.postgres.Connections;
import reactor.core.publisher.Mono;

import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;

/**
 * Signed-in people. A session lives in the database, so that any instance knows it, and
 * ends by the database's clock, or with its key.
 */
@Component
public class Sessions {

	private static final String OPEN = OldestSessions.endBefore("""
			insert into sessions (merchant_id, key_id, token_hash, expires_at, idle_ends_at)
			values ($1, $2, $3, date_trunc('milliseconds', now() + make_interval(secs => $4)),
			        now() + make_interval(secs => $5))
			returning expires_at""", "merchant_id = $1 and key_id = $2", "$6");

	private static final String FIND = "select %s from open_sessions where token_hash = $1"
		.formatted(SessionRow.COLUMNS);

	private static final String CLOSE = "delete from sessions where token_hash = $1";

	private static final String PURGE = """
			delete from sessions where token_hash in
			  (select token_hash from sessions where least(expires_at, idle_ends_at) <= now()
			    limit 100 for update skip locked)""";

	private final DatabaseClient database;

	private final ApiKeys keys;

	private final SessionSettings settings;

	private final SessionUses uses;

	private final Standing standing;

	Sessions(Connections connections, ApiKeys keys, SessionUses uses, Standing standing, SessionSettings settings) {
		this.database = connections.payments().client();
		this.uses = uses;
		this.standing = standing;
		this.keys = keys;
		this.settings = settings;
	}

	/** How long a session lasts that is opened now. */
	public Duration lifetime() {
		return this.settings.lifetime();
	}

	/** Opens a session for the caller and takes the chance to drop some that are over. */
	Mono<Session> open(Caller caller) {
		Secret token = Secret.random();
		return this.database.sql(OPEN)
			.bind(0, caller.owner().id())
			.bind(1, ((Actor.Key) caller.actor()).keyId())
			.bind(2, token.hash())
			.bind(3, SessionSettings.seconds(this.settings.lifetime()))
			.bind(4, SessionSettings.seconds(this.settings.idle()))
			.bind(5, this.settings.maxOpen())
			.mapValue(Instant.class)
			.one()
			.delayUntil((expiresAt) -> purge())
			.map((expiresAt) -> SessionRow.ofKey(caller, token, expiresAt));
	}

	/**
	 * The open session of a token, which is used; empty where there is none or it is
	 * over.
	 */
	public Mono<Session> find(Secret token) {
		byte[] hash = token.hash();
		return this.database.sql(FIND)
			.bind(0, hash)
			.map((row) -> SessionRow.read(row, token))
			.one()
			.filter((session) -> this.keys.admits(session.caller()))
			.doOnNext((session) -> this.uses.note(hash));
	}

	/** Ends a session and what it has open; nothing happens where there is none. */
	Mono<Void> close(Secret token) {
		byte[] hash = token.hash();
		return this.database.sql(CLOSE)
			.bind(0, hash)
			.then()
			.doOnSuccess((closed) -> Arrays.stream(Mode.values())
				.forEach((mode) -> this.standing.end(Credential.Session.of(hash, mode))));
	}

	/** Ends at once what the session had open here in another mode than it is in. */
	void endOthers(Session session) {
		byte[] hash = session.token().hash();
		Arrays.stream(Mode.values())
			.filter((mode) -> mode != session.mode())
			.forEach((mode) -> this.standing.end(Credential.Session.of(hash, mode)));
	}

	Mono<Void> purge() {
		return this.database.sql(PURGE).then();
	}

}
