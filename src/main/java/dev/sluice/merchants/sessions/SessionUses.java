package dev.sluice.merchants.sessions;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

import dev.sluice.merchants.standing.Credential;
import dev.sluice.merchants.standing.Standing;
import dev.sluice.postgres.Connections;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Which sessions are used: gathered here, and their idle end put off now and then, of all
 * together. Whoever has a stream open uses his.
 */
@Component
class SessionUses {

	private static final Logger log = LoggerFactory.getLogger(SessionUses.class);

	/** Sessions beyond are noted the next time. */
	private static final int MOST = 10_000;

	/** One that is over already stays so. */
	private static final String WRITE = """
			update sessions set idle_ends_at = now() + make_interval(secs => $2) where token_hash in
			  (select token_hash from sessions
			    where token_hash in (select decode(hash, 'hex') from unnest($1) hash) and idle_ends_at > now()
			      for no key update skip locked)""";

	private final DatabaseClient database;

	private final Standing standing;

	private final SessionSettings settings;

	private final Set<String> used = ConcurrentHashMap.newKeySet();

	SessionUses(Connections connections, Standing standing, SessionSettings settings) {
		this.database = connections.exports().client();
		this.standing = standing;
		this.settings = settings;
	}

	/** Notes that the session is used whose token has this hash. */
	void note(byte[] hash) {
		if (this.used.size() < MOST) {
			var _ = this.used.add(HexFormat.of().formatHex(hash));
		}
	}

	/**
	 * Puts off the idle end of those that were used.
	 * @return empty when it is written, or when it could not be
	 */
	@Scheduled(fixedDelayString = "${sluice.session.use-interval:1m}")
	Mono<Void> write() {
		return Mono.defer(() -> write(Stream.concat(taken(), open()).distinct().toArray(String[]::new)));
	}

	private Stream<String> taken() {
		String[] hashes = this.used.toArray(String[]::new);
		for (String hash : hashes) {
			var _ = this.used.remove(hash);
		}
		return Arrays.stream(hashes);
	}

	private Stream<String> open() {
		return this.standing.watched()
			.filter(Credential.Session.class::isInstance)
			.map((session) -> ((Credential.Session) session).hash());
	}

	private Mono<Void> write(String[] hashes) {
		return (hashes.length == 0) ? Mono.empty()
				: this.database.sql(WRITE)
					.bind(0, hashes)
					.bind(1, SessionSettings.seconds(this.settings.idle()))
					.then()
					.onErrorResume((error) -> Mono
						.fromRunnable(() -> log.debug("The use of sessions was not written: {}", error.getMessage())));
	}

}
