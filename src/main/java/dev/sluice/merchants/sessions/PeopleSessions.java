package dev.sluice.merchants.sessions;

import java.util.Objects;

import dev.sluice.merchants.Mode;
import dev.sluice.merchants.keys.Secret;
import dev.sluice.postgres.Connections;
import dev.sluice.secrets.Seals;
import reactor.core.publisher.Mono;

import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;

/** The sessions of people whom a provider vouches for. */
@Component
public class PeopleSessions {

	private static final String OPEN = OldestSessions.endBefore(
			"""
					insert into sessions (merchant_id, token_hash, expires_at, idle_ends_at, subject, name, role, mode, modes, id_token)
					select merchant_id, $2, date_trunc('milliseconds', now() + make_interval(secs => $3)),
					       now() + make_interval(secs => $4), $5, $6, $7, $8, $9, $10
					  from merchants where merchant_id = $1 and enabled""",
			"merchant_id = $1 and subject = $5", "$11");

	private static final String SWITCH = """
			update sessions set mode = $2 where token_hash = $1 and $2 = any (modes)""";

	private static final String ID_TOKEN = """
			select id_token from open_sessions where token_hash = $1 and id_token is not null""";

	private final DatabaseClient database;

	private final Sessions sessions;

	private final SessionSettings settings;

	private final IdTokens idTokens;

	private final Seals seals;

	PeopleSessions(Connections connections, Sessions sessions, SessionSettings settings, IdTokens idTokens,
			Seals seals) {
		this.database = connections.payments().client();
		this.sessions = sessions;
		this.settings = settings;
		this.idTokens = idTokens;
		this.seals = seals;
	}

	/**
	 * Opens a session for somebody.
	 * @return empty where the merchant is not there, or is disabled
	 */
	public Mono<Session> open(Person person) {
		Secret token = Secret.random();
		byte[] hash = token.hash();
		return this.database.sql(OPEN)
			.bind(0, person.merchant())
			.bind(1, hash)
			.bind(2, SessionSettings.seconds(this.settings.lifetime()))
			.bind(3, SessionSettings.seconds(this.settings.idle()))
			.bind(4, person.who().subject())
			.bind(5, person.who().name())
			.bind(6, person.role().label())
			.bind(7, person.firstMode().label())
			.bind(8, person.modes().stream().map(Mode::label).toArray(String[]::new))
			.bind(9, this.idTokens.seal(this.seals, hash, person.idToken()))
			.bind(10, this.settings.maxOpen())
			.then()
			.then(this.sessions.purge())
			.then(this.sessions.find(token));
	}

	/**
	 * Goes over to a mode, which ends what was opened in the other.
	 * @return the session as it is then; empty where it is over or may not see the mode
	 */
	Mono<Session> switchTo(Secret token, Mode mode) {
		return this.database.sql(SWITCH)
			.bind(0, token.hash())
			.bind(1, mode.label())
			.then()
			.then(this.sessions.find(token))
			.filter((session) -> session.mode() == mode)
			.doOnNext((session) -> this.sessions.endOthers(session));
	}

	/** The token to sign out with at the provider; empty where it is no person's. */
	Mono<String> idToken(Secret token) {
		byte[] hash = token.hash();
		return this.database.sql(ID_TOKEN)
			.bind(0, hash)
			.map((row) -> this.idTokens.open(this.seals, hash, Objects.requireNonNull(row.get(0, byte[].class))))
			.one();
	}

}
