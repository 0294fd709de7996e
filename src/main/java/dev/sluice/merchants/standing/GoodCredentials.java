package dev.sluice.merchants.standing;

import java.util.Collection;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import dev.sluice.merchants.Mode;
import dev.sluice.postgres.Connections;
import io.r2dbc.spi.Readable;
import reactor.core.publisher.Mono;

import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;

/** Looks up which of many keys and sessions are good, by the clock of the database. */
@Component
class GoodCredentials {

	private static final String FIND = """
			select k.key_id, null::bytea, null
			  from api_keys k join merchants m using (merchant_id)
			 where k.key_id = any($1) and k.revoked_at is null and (k.expires_at is null or k.expires_at > now())
			   and m.enabled
			union all
			select null, token_hash, mode
			  from open_sessions where token_hash in (select decode(hash, 'hex') from unnest($2) hash)""";

	private final DatabaseClient database;

	private final StandingSettings settings;

	GoodCredentials(Connections connections, StandingSettings settings) {
		this.database = connections.payments().client();
		this.settings = settings;
	}

	/** Those of the asked ones that are good. */
	Mono<Set<Credential>> among(Collection<Credential> asked) {
		return this.database.sql(FIND)
			.bind(0, asked.stream()
				.filter(Credential.Key.class::isInstance)
				.map((key) -> ((Credential.Key) key).id())
				.toArray(UUID[]::new))
			.bind(1, asked.stream()
				.filter(Credential.Session.class::isInstance)
				.map((session) -> ((Credential.Session) session).hash())
				.toArray(String[]::new))
			.map(GoodCredentials::credential)
			.all()
			.collect(Collectors.toUnmodifiableSet())
			.timeout(this.settings.checkTimeout());
	}

	private static Credential credential(Readable row) {
		UUID key = row.get(0, UUID.class);
		return (key != null) ? new Credential.Key(key)
				: Credential.Session.of(Objects.requireNonNull(row.get(1, byte[].class)),
						Mode.find(Objects.requireNonNull(row.get(2, String.class))).orElseThrow());
	}

}
