package dev.sluice.merchants.sessions;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

import dev.sluice.merchants.Actor;
import dev.sluice.merchants.Caller;
import dev.sluice.merchants.keys.ApiKeys;
import dev.sluice.merchants.keys.CallerRow;
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

	private static final String OPEN = """
			insert into sessions (merchant_id, key_id, token_hash, expires_at)
			values ($1, $2, $3, date_trunc('milliseconds', now() + make_interval(secs => $4)))
			returning expires_at""";

	private static final String FIND = """
			select %s, s.expires_at
			  from sessions s join api_keys k using (merchant_id, key_id) %s
			 where s.token_hash = $1 and s.expires_at > now() and k.revoked_at is null
			   and (k.expires_at is null or k.expires_at > now()) and m.enabled""".formatted(CallerRow.COLUMNS,
			CallerRow.JOINS);

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
			.bind(0, caller.owner().id())
			.bind(1, ((Actor.Key) caller.actor()).keyId())
			.bind(2, token.hash())
			.bind(3, this.settings.lifetime().toMillis() / 1000.0)
			.mapValue(Instant.class)
			.one()
			.delayUntil((expiresAt) -> purge())
			.map((expiresAt) -> new Session(token, caller, expiresAt));
	}

	/** The open session of a token; empty where there is none or it is over. */
	public Mono<Session> find(Secret token) {
		return this.database.sql(FIND)
			.bind(0, token.hash())
			.map((row) -> new Session(token, CallerRow.read(row),
					Objects.requireNonNull(row.get(CallerRow.WIDTH, Instant.class))))
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
	public record Session(Secret token, Caller caller, Instant expiresAt) {
	}

}
