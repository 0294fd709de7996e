package dev.sluice.merchants.keys;

import java.time.Duration;
import java.util.UUID;

import dev.sluice.merchants.Actor;
import dev.sluice.merchants.Caller;
import dev.sluice.merchants.DemoSettings;
import dev.sluice.merchants.Refusals;
import dev.sluice.postgres.Connections;
import io.r2dbc.spi.Readable;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;

/** The keys by which merchants' programs call, as they are looked up. */
@Component
public class ApiKeys {

	private static final String FIND = """
			select %s, m.enabled, extract(epoch from k.expires_at - now())::float8
			  from api_keys k %s
			 where k.secret_hash = $1 and k.revoked_at is null and (k.expires_at is null or k.expires_at > now())"""
		.formatted(CallerRow.COLUMNS, CallerRow.JOINS);

	private static final String ADD_MERCHANT = """
			insert into merchants (merchant_id, name) values ($1, $2) on conflict do nothing""";

	private static final String ADD_KEY = """
			insert into api_keys (merchant_id, key_id, name, secret_hash) values ($1, $2, $3, $4)
			on conflict do nothing""";

	private final DatabaseClient database;

	private final boolean demo;

	ApiKeys(Connections connections, DemoSettings demo) {
		this.database = connections.payments().client();
		this.demo = demo.enabled();
	}

	/**
	 * Finds who holds a key.
	 * @return empty where no good key is so; a {@link dev.sluice.http.Problem} 403 where
	 * its merchant is disabled
	 */
	public Mono<Caller> find(Secret key) {
		return look(key).map(Found::caller);
	}

	/** As {@link #find}, with how long the key is good for. */
	Mono<Found> look(Secret key) {
		return this.database.sql(FIND)
			.bind(0, key.hash())
			.map(ApiKeys::found)
			.one()
			.filter((found) -> admits(found.caller()))
			.flatMap((found) -> found.enabled() ? Mono.just(found) : Mono.error(Refusals.disabledMerchant()));
	}

	/**
	 * Whether the key of a caller is good for anything: the one that everybody knows may
	 * still be in a database that was once tried out in demo mode.
	 */
	public boolean admits(Caller caller) {
		return this.demo || !(caller.actor() instanceof Actor.Key key && key.keyId().equals(DemoSettings.KEY));
	}

	/** Adds a merchant with one key; nothing changes where they are there already. */
	public Mono<Void> ensure(UUID merchantId, String merchantName, UUID keyId, String keyName, Secret key) {
		return this.database.sql(ADD_MERCHANT)
			.bind(0, merchantId)
			.bind(1, merchantName)
			.then()
			.then(this.database.sql(ADD_KEY)
				.bind(0, merchantId)
				.bind(1, keyId)
				.bind(2, keyName)
				.bind(3, key.hash())
				.then());
	}

	private static Found found(Readable row) {
		Double left = row.get(CallerRow.WIDTH + 1, Double.class);
		return new Found(CallerRow.read(row), CallerRow.column(row, CallerRow.WIDTH, Boolean.class),
				(left != null) ? Duration.ofMillis((long) (left * 1000)) : null);
	}

	/**
	 * A caller by a key.
	 *
	 * @param enabled whether its merchant is
	 * @param left until the key expires; null where it does not
	 */
	record Found(Caller caller, boolean enabled, @Nullable Duration left) {
	}

}
