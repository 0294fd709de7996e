package dev.sluice.merchants;

import java.util.Objects;
import java.util.UUID;

import dev.sluice.postgres.Connections;
import io.r2dbc.spi.Readable;
import reactor.core.publisher.Mono;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;

/** The keys by which merchants' programs call. */
@Component
class ApiKeys {

	private static final String FIND = """
			select m.merchant_id, m.name, k.key_id
			  from api_keys k join merchants m using (merchant_id)
			 where k.secret_hash = $1 and k.revoked_at is null""";

	private static final String ADD_MERCHANT = """
			insert into merchants (merchant_id, name) values ($1, $2) on conflict do nothing""";

	private static final String ADD_KEY = """
			insert into api_keys (merchant_id, key_id, name, secret_hash) values ($1, $2, $3, $4)
			on conflict do nothing""";

	private final DatabaseClient database;

	private final boolean demo;

	ApiKeys(Connections connections, @Value("${sluice.demo.enabled:false}") boolean demo) {
		this.database = connections.payments().client();
		this.demo = demo;
	}

	/** The caller who holds the key; empty where no valid key is so. */
	Mono<Caller> find(Secret key) {
		return this.database.sql(FIND).bind(0, key.hash()).map(ApiKeys::caller).one().filter(this::admits);
	}

	/**
	 * Whether the key of a caller is good for anything: the one that everybody knows may
	 * still be in a database that was once tried out in demo mode.
	 */
	boolean admits(Caller caller) {
		return this.demo || !caller.keyId().equals(DemoMerchant.KEY);
	}

	/** Adds a merchant with one key; nothing changes where they are there already. */
	Mono<Void> ensure(UUID merchantId, String merchantName, UUID keyId, String keyName, Secret key) {
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

	static Caller caller(Readable row) {
		return new Caller(new MerchantId(column(row, 0, UUID.class)), column(row, 1, String.class),
				column(row, 2, UUID.class));
	}

	/** A column that is declared {@code not null}. */
	private static <T> T column(Readable row, int index, Class<T> type) {
		return Objects.requireNonNull(row.get(index, type));
	}

}
