package dev.sluice.merchants.keys;

import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

import dev.sluice.merchants.Actor;
import dev.sluice.merchants.Caller;
import dev.sluice.postgres.Connections;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * When keys were used last: gathered here, and written down together now and then. What
 * an instance that is killed has gathered is lost, which the next use makes good.
 */
@Component
class LastUses {

	private static final Logger log = LoggerFactory.getLogger(LastUses.class);

	/** Whoever has the row of a key is about to write the same. */
	private static final String WRITE = """
			update api_keys set last_used_at = now() where key_id in
			  (select key_id from api_keys where key_id = any($1) for no key update skip locked)""";

	private final DatabaseClient database;

	private final int most;

	/** As many as there may be known keys. */
	private final Set<UUID> used = ConcurrentHashMap.newKeySet();

	LastUses(Connections connections, KeySettings settings) {
		this.database = connections.exports().client();
		this.most = settings.maxKnown();
	}

	/** Notes that the caller's key is used. */
	Caller note(Caller caller) {
		if (caller.actor() instanceof Actor.Key key && this.used.size() < this.most) {
			var _ = this.used.add(key.keyId());
		}
		return caller;
	}

	/**
	 * Writes down what was gathered.
	 * @return empty when it is written, or when it could not be
	 */
	@Scheduled(fixedDelayString = "${sluice.keys.last-use-interval:10s}")
	Mono<Void> write() {
		return Mono.defer(this::writeWhatWasUsed);
	}

	private Mono<Void> writeWhatWasUsed() {
		UUID[] keys = this.used.toArray(UUID[]::new);
		for (UUID key : keys) {
			var _ = this.used.remove(key);
		}
		return (keys.length == 0) ? Mono.empty()
				: this.database.sql(WRITE)
					.bind(0, keys)
					.then()
					.onErrorResume((error) -> Mono
						.fromRunnable(() -> log.debug("The last use of keys was not written: {}", error.getMessage())));
	}

}
