package dev.sluice.emulators.book;

import java.time.Duration;
import java.util.Objects;

import dev.sluice.postgres.Connections;
import io.r2dbc.spi.Readable;
import reactor.core.publisher.Mono;

import org.springframework.r2dbc.core.DatabaseClient;

/**
 * The first answers to requests with idempotency keys. A key is taken for as long as the
 * transaction of its request lasts, and remembered with it.
 */
public class FirstAnswers {

	private static final String TAKE = "select pg_try_advisory_xact_lock(hashtextextended($1, 25))";

	private static final String FIND = """
			select request, status, body from emulators.keys
			 where emulator = $1 and account = $2 and key = $3 and kept_until > now()""";

	private static final String KEEP = """
			insert into emulators.keys (emulator, account, key, request, status, body, kept_until)
			values ($1, $2, $3, $4, $5, $6, now() + $7::bigint * interval '1 millisecond')
			on conflict (emulator, account, key) do update
			   set request = excluded.request, status = excluded.status, body = excluded.body, created_at = now(),
			       kept_until = excluded.kept_until""";

	private final DatabaseClient database;

	private final BookkeepingSettings settings;

	FirstAnswers(Connections connections, BookkeepingSettings settings) {
		this.database = connections.simulator().client();
		this.settings = settings;
	}

	/**
	 * Does the work of a request once, in the transaction of the caller.
	 * @param request a hash of what is asked for
	 * @param forgotten whether an earlier answer is not remembered, as faults want it
	 * @param work emits the answer, which is kept; its errors are not
	 * @return the answer; a {@link KeyRefusal} where the key is in use, or another
	 * request's
	 */
	public Mono<Reply> once(Owner owner, String key, String request, boolean forgotten, Mono<Reply> work) {
		return once(owner, key, request, forgotten, this.settings.keysKeptFor(), work);
	}

	/** The same for a vendor that remembers keys for a time of its own. */
	public Mono<Reply> once(Owner owner, String key, String request, boolean forgotten, Duration keptFor,
			Mono<Reply> work) {
		Mono<Reply> done = work.delayUntil((reply) -> keep(owner, key, request, keptFor, reply));
		Mono<Reply> first = forgotten ? Mono.empty() : first(owner, key, request);
		return take(owner, key).then(first.switchIfEmpty(done));
	}

	private Mono<Void> take(Owner owner, String key) {
		return this.database.sql(TAKE)
			.bind(0, owner.emulator() + " " + owner.account() + " " + key)
			.map((row) -> Boolean.TRUE.equals(row.get(0, Boolean.class)))
			.one()
			.flatMap((taken) -> taken ? Mono.empty() : Mono.error(new KeyRefusal(KeyRefusal.Reason.IN_USE)));
	}

	private Mono<Reply> first(Owner owner, String key, String request) {
		return this.database.sql(FIND)
			.bind(0, owner.emulator())
			.bind(1, owner.account())
			.bind(2, key)
			.map((row) -> replay(row, request))
			.one();
	}

	private static Reply replay(Readable row, String request) {
		if (!BookRow.text(row, 0).equals(request)) {
			throw new KeyRefusal(KeyRefusal.Reason.OTHER_REQUEST);
		}
		return new Reply(Objects.requireNonNull(row.get(1, Integer.class)), BookRow.text(row, 2), true);
	}

	private Mono<Long> keep(Owner owner, String key, String request, Duration keptFor, Reply reply) {
		return this.database.sql(KEEP)
			.bind(0, owner.emulator())
			.bind(1, owner.account())
			.bind(2, key)
			.bind(3, request)
			.bind(4, reply.status())
			.bind(5, reply.body())
			.bind(6, keptFor.toMillis())
			.fetch()
			.rowsUpdated();
	}

}
