package dev.sluice.merchants.keys;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

import dev.sluice.http.Problem;
import dev.sluice.merchants.Actor;
import dev.sluice.merchants.Mode;
import dev.sluice.merchants.audit.Audit;
import dev.sluice.merchants.audit.Deed;
import dev.sluice.postgres.Connections;
import dev.sluice.values.TypeId;
import io.r2dbc.spi.Readable;
import reactor.core.publisher.Mono;

import org.springframework.http.HttpStatus;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;

/**
 * The keys of a merchant in one mode, as they are made and taken back. Each change is
 * written down with who made it, in one transaction.
 */
@Component
public class KeyRing {

	/**
	 * Whoever else changes keys of the same merchant and mode waits, so that both count
	 * them right, and no two wait for each other's keys.
	 */
	private static final String LOCK = """
			select world_id from worlds where merchant_id = $1 and mode = $2 for no key update""";

	private static final String HOW_MANY = """
			select count(*) from api_keys
			 where merchant_id = $1 and mode = $2 and revoked_at is null and (expires_at is null or expires_at > now())""";

	private static final String ADD = """
			insert into api_keys (merchant_id, key_id, name, secret_hash, mode, scopes, hint, expires_at)
			values ($1, $2, $3, $4, $5, $6, $7, $8) returning %s""".formatted(KeyView.COLUMNS);

	private static final String LIST = """
			select %s from api_keys
			 where merchant_id = $1 and mode = $2 and revoked_at is null
			 order by coalesce(expires_at <= now(), false), key_id desc limit $3""".formatted(KeyView.COLUMNS);

	private static final String FIND = """
			select %s from api_keys
			 where merchant_id = $1 and mode = $2 and key_id = $3 and revoked_at is null""".formatted(KeyView.COLUMNS);

	private static final String RENAME = """
			update api_keys set name = $4
			 where merchant_id = $1 and mode = $2 and key_id = $3 and revoked_at is null returning %s"""
		.formatted(KeyView.COLUMNS);

	private static final String REVOKE = """
			update api_keys set revoked_at = now()
			 where merchant_id = $1 and mode = $2 and key_id = $3 and revoked_at is null returning %s"""
		.formatted(KeyView.COLUMNS);

	/**
	 * With when a key ends that lasts from now on as long as this one was to last, which
	 * is the same however often this one is rotated.
	 */
	private static final String EXPIRE = """
			update api_keys set expires_at = least(expires_at, now() + make_interval(secs => $4)),
			                    own_end = coalesce(own_end, expires_at, 'infinity')
			 where merchant_id = $1 and mode = $2 and key_id = $3 and revoked_at is null
			returning %s, case when own_end < 'infinity' then least('9999-12-31T23:59:59Z', date_trunc('milliseconds',
			       now() + make_interval(secs => extract(epoch from own_end - created_at)::float8))) end"""
		.formatted(KeyView.COLUMNS);

	private static final int HINT = 4;

	private final DatabaseClient database;

	private final TransactionalOperator transaction;

	private final Audit audit;

	private final Askers askers;

	private final int most;

	KeyRing(Connections connections, Audit audit, Askers askers, KeySettings settings) {
		this.database = connections.payments().client();
		this.transaction = connections.payments().transaction();
		this.audit = audit;
		this.askers = askers;
		this.most = settings.maxPerMode();
	}

	/**
	 * Makes a key for the operator.
	 * @return the key with its secret, which is nowhere else; never empty; a
	 * {@link Problem} 409 where there are too many
	 */
	public Mono<KeyView> make(UUID merchant, KeyTerms terms, Actor.Operator actor) {
		return make(merchant, terms, new Asker(actor, Optional.empty()));
	}

	/**
	 * Makes a key.
	 * @return as for the operator; a {@link Problem} 401 or 403 where whoever asks would
	 * not be let in any more, 422 where the key would outlive the one that asks
	 */
	Mono<KeyView> make(UUID merchant, KeyTerms terms, Asker asker) {
		return change(merchant, terms.mode(), asker, (reach) -> add(merchant,
				terms.until(reach.allow(terms.expiresAt())), asker.actor(), "api_key.created", Map.of()));
	}

	/**
	 * The keys that are not revoked, as many as may be good at once: the good ones first,
	 * newest first.
	 */
	public Mono<List<KeyView>> list(UUID merchant, Mode mode) {
		return this.database.sql(LIST)
			.bind(0, merchant)
			.bind(1, mode.label())
			.bind(2, this.most)
			.map(KeyView::read)
			.all()
			.collectList();
	}

	/** A key; empty where there is none, or not any more. */
	Mono<KeyView> find(UUID merchant, Mode mode, UUID key) {
		return of(FIND, merchant, mode, key).map(KeyView::read).one();
	}

	/** Gives a key another name; empty where there is none; else as {@link #make}. */
	Mono<KeyView> rename(UUID merchant, Mode mode, UUID key, String name, Asker asker) {
		return change(merchant, mode, asker, (reach) -> of(RENAME, merchant, mode, key).bind(3, name)
			.map(KeyView::read)
			.one()
			.delayUntil((renamed) -> tell(merchant, mode, asker.actor(), "api_key.renamed", renamed, Map.of())));
	}

	/** Takes a key back for the operator, as {@link #revoke} does. */
	public Mono<KeyView> revoke(UUID merchant, Mode mode, UUID key, Actor.Operator actor) {
		return revoke(merchant, mode, key, new Asker(actor, Optional.empty()));
	}

	/**
	 * Takes a key back, at once and everywhere; empty where there is none; else as
	 * {@link #make}.
	 */
	Mono<KeyView> revoke(UUID merchant, Mode mode, UUID key, Asker asker) {
		return change(merchant, mode, asker, (reach) -> of(REVOKE, merchant, mode, key).map(KeyView::read)
			.one()
			.delayUntil((revoked) -> tell(merchant, mode, asker.actor(), "api_key.revoked", revoked, Map.of())));
	}

	/**
	 * Makes a key in the place of another, which ends a while later.
	 * @param terms of the new one; without an end, it lasts as long as the old one was to
	 * last, or until the key ends that asks
	 * @return as {@link #make}; empty where there is no such key
	 */
	Mono<KeyView> rotate(UUID merchant, UUID key, Duration overlap, KeyTerms terms, Asker asker) {
		return change(merchant, terms.mode(), asker,
				(reach) -> of(EXPIRE, merchant, terms.mode(), key).bind(3, overlap.toMillis() / 1000.0)
					.map((old) -> succeed(merchant, old, terms, reach.replacing(key), asker.actor()))
					.one()
					.flatMap((made) -> made));
	}

	private Mono<KeyView> succeed(UUID merchant, Readable row, KeyTerms terms, Reach reach, Actor actor) {
		String old = KeyView.read(row).id();
		Instant said = terms.expiresAt();
		Instant end = (said != null) ? reach.allow(said) : reach.shorten(row.get(KeyView.WIDTH, Instant.class));
		return add(merchant, terms.until(end), actor, "api_key.rotated", Map.of("replaces", old))
			.map((made) -> made.replacing(old));
	}

	private Mono<KeyView> change(UUID merchant, Mode mode, Asker asker, Function<Reach, Mono<KeyView>> change) {
		return this.transaction.transactional(this.database.sql(LOCK)
			.bind(0, merchant)
			.bind(1, mode.label())
			.then()
			.then(this.askers.hold(merchant, asker))
			.flatMap(change));
	}

	private Mono<KeyView> add(UUID merchant, KeyTerms terms, Actor actor, String action, Map<String, Object> data) {
		Secret secret = Secret.ofKey(terms.mode());
		return hasRoom(merchant, terms.mode()).then(Mono.defer(() -> insert(merchant, terms, secret)))
			.delayUntil((made) -> tell(merchant, terms.mode(), actor, action, made, data))
			.map((made) -> made.with(secret));
	}

	private Mono<KeyView> insert(UUID merchant, KeyTerms terms, Secret secret) {
		Instant expiresAt = terms.expiresAt();
		DatabaseClient.GenericExecuteSpec statement = this.database.sql(ADD)
			.bind(0, merchant)
			.bind(1, TypeId.next())
			.bind(2, terms.name())
			.bind(3, secret.hash())
			.bind(4, terms.mode().label())
			.bind(5, KeyTerms.names(terms.scopes()).toArray(String[]::new))
			.bind(6, secret.text().substring(secret.text().length() - HINT));
		return ((expiresAt != null) ? statement.bind(7, expiresAt) : statement.bindNull(7, Instant.class))
			.map(KeyView::read)
			.one();
	}

	private Mono<Void> hasRoom(UUID merchant, Mode mode) {
		return this.database.sql(HOW_MANY)
			.bind(0, merchant)
			.bind(1, mode.label())
			.mapValue(Long.class)
			.one()
			.filter((count) -> count < this.most)
			.switchIfEmpty(Mono.error(() -> tooMany(this.most)))
			.then();
	}

	private DatabaseClient.GenericExecuteSpec of(String sql, UUID merchant, Mode mode, UUID key) {
		return this.database.sql(sql).bind(0, merchant).bind(1, mode.label()).bind(2, key);
	}

	private Mono<Void> tell(UUID merchant, Mode mode, Actor actor, String action, KeyView key,
			Map<String, Object> more) {
		Map<String, Object> data = new LinkedHashMap<>(more);
		data.put("name", key.name());
		data.put("scopes", key.scopes());
		Instant expiresAt = key.expiresAt();
		if (expiresAt != null) {
			data.put("expires_at", expiresAt);
		}
		return this.audit.add(new Deed(merchant, mode, actor, action, key.id(), data));
	}

	private static Problem tooMany(int most) {
		return Problem.of(HttpStatus.CONFLICT, "too_many_keys",
				"There are " + most + " keys already. Revoke those that are not used any more.");
	}

}
