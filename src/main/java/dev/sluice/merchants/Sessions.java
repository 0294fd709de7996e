package dev.sluice.merchants;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

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
class Sessions {

	private static final String OPEN = """
			insert into sessions (merchant_id, key_id, token_hash, expires_at)
			values ($1, $2, $3, date_trunc('milliseconds', now() + make_interval(secs => $4)))
			returning expires_at""";

	private static final String FIND = """
			select m.merchant_id, m.name, k.key_id, s.expires_at
			  from sessions s join api_keys k using (merchant_id, key_id) join merchants m using (merchant_id)
			 where s.token_hash = $1 and s.expires_at > now() and k.revoked_at is null""";

	private static final String CLOSE = "delete from sessions where token_hash = $1";

	private static final String PURGE = """
			delete from sessions where token_hash in
			  (select token_hash from sessions where expires_at <= now() limit 100)""";

	private final DatabaseClient database;

	private final ApiKeys keys;

	private final SessionSettings settings;

	private final Standing standing;

	Sessions(Connections connections, ApiKeys keys, Standing standing, SessionSettings settings) {
		this.database = connections.payments().client();
		this.standing = standing;
		this.keys = keys;
		this.settings = settings;
	}

	/** How long a session lasts that is opened now. */
	Duration lifetime() {
		return this.settings.lifetime();
	}

	/** Opens a session for the caller and takes the chance to drop some that are over. */
	Mono<Session> open(Caller caller) {
		Secret token = Secret.random();
		return this.database.sql(OPEN)
			.bind(0, caller.merchant().value())
			.bind(1, caller.keyId())
			.bind(2, token.hash())
			.bind(3, this.settings.lifetime().toMillis() / 1000.0)
			.mapValue(Instant.class)
			.one()
			.delayUntil((expiresAt) -> purge())
			.map((expiresAt) -> new Session(token, caller, expiresAt));
	}

	/** The open session of a token; empty where there is none or it is over. */
	Mono<Session> find(Secret token) {
		return this.database.sql(FIND)
			.bind(0, token.hash())
			.map((row) -> new Session(token, ApiKeys.caller(row), Objects.requireNonNull(row.get(3, Instant.class))))
			.one()
			.filter((session) -> this.keys.admits(session.caller()));
	}

	/** Ends a session and what it has open; nothing happens where there is none. */
	Mono<Void> close(Secret token) {
		byte[] hash = token.hash();
		return this.database.sql(CLOSE)
			.bind(0, hash)
			.then()
			.doOnSuccess((closed) -> this.standing.end(Credential.Session.of(hash)));
	}

	private Mono<Void> purge() {
		return this.database.sql(PURGE).then();
	}

	/** An open session and the secret that opens it. */
	record Session(Secret token, Caller caller, Instant expiresAt) {
	}

}
