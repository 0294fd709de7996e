package dev.sluice.merchants.keys;

import java.time.Instant;
import java.util.UUID;

import dev.sluice.http.Problem;
import dev.sluice.merchants.Actor;
import dev.sluice.merchants.Refusals;
import dev.sluice.merchants.standing.Credential;
import dev.sluice.postgres.Connections;
import reactor.core.publisher.Mono;

import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;

/**
 * Looks once more at who asks for a change of keys, in its transaction: he was let in
 * when his request began, and what he was let in by may have ended since. It cannot end
 * any more before the change is made.
 */
@Component
class Askers {

	/** First, as whoever disables a merchant ends its sessions after it. */
	private static final String MERCHANT = "select enabled from merchants where merchant_id = $1 for share";

	/** By the time of now, not of the beginning: it may have waited. */
	private static final String KEY = """
			select expires_at, nullif(coalesce(own_end, expires_at), 'infinity') from api_keys
			 where merchant_id = $1 and key_id = $2 and revoked_at is null
			   and (expires_at is null or expires_at > clock_timestamp()) for share""";

	private static final String SESSION = """
			select true from sessions
			 where merchant_id = $1 and token_hash = decode($2, 'hex') and coalesce(mode, $3) = $3
			   and expires_at > clock_timestamp() and idle_ends_at > clock_timestamp() for share""";

	private final DatabaseClient database;

	Askers(Connections connections) {
		this.database = connections.payments().client();
	}

	/**
	 * Holds what somebody was let in by until the transaction ends.
	 * @return how far he reaches, never empty; a {@link Problem} 401 or 403 as at the
	 * door where he would not be let in any more
	 */
	Mono<Reach> hold(UUID merchant, Asker asker) {
		return switch (asker.actor()) {
			case Actor.Operator _ -> Mono.just(Reach.ENDLESS);
			case Actor.Person _ ->
				enabled(merchant).flatMap((enabled) -> session(merchant, asker)).thenReturn(Reach.ENDLESS);
			case Actor.Key key -> enabled(merchant).flatMap((enabled) -> asker.session().isPresent()
					? session(merchant, asker).then(key(merchant, key, Refusals.noSession()))
					: key(merchant, key, Refusals.invalidKey()).filter((reach) -> enabled)
						.switchIfEmpty(Mono.error(Refusals::disabledMerchant)));
		};
	}

	private Mono<Boolean> enabled(UUID merchant) {
		return this.database.sql(MERCHANT).bind(0, merchant).mapValue(Boolean.class).one();
	}

	/** A merchant's sessions end when it is disabled. */
	private Mono<Boolean> session(UUID merchant, Asker asker) {
		return Mono.justOrEmpty(asker.session())
			.flatMap((session) -> session(merchant, session))
			.switchIfEmpty(Mono.error(Refusals::noSession));
	}

	private Mono<Boolean> session(UUID merchant, Credential.Session session) {
		return this.database.sql(SESSION)
			.bind(0, merchant)
			.bind(1, session.hash())
			.bind(2, session.mode().label())
			.mapValue(Boolean.class)
			.one();
	}

	private Mono<Reach> key(UUID merchant, Actor.Key key, Problem otherwise) {
		return this.database.sql(KEY)
			.bind(0, merchant)
			.bind(1, key.keyId())
			.map((row) -> new Reach(key.keyId(), row.get(0, Instant.class), row.get(1, Instant.class)))
			.one()
			.switchIfEmpty(Mono.error(otherwise));
	}

}
