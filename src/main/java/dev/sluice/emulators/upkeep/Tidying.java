package dev.sluice.emulators.upkeep;

import java.time.Duration;

import dev.sluice.emulators.book.BookkeepingSettings;
import dev.sluice.postgres.Connections;
import reactor.core.publisher.Mono;

import org.springframework.r2dbc.core.DatabaseClient;

/** Takes away what has been kept for as long as it is to be. */
class Tidying {

	private static final int PORTION = 5000;

	private static final String OLD = """
			delete from emulators.objects where ctid = any(array(
			  select ctid from emulators.objects
			   where not lasting and created_at < now() - $1::bigint * interval '1 millisecond' limit $2))""";

	private static final String TOO_MANY = """
			delete from emulators.objects where ctid = any(array(
			  select ctid from emulators.objects
			   where not lasting and seq <= (select max(seq) from emulators.objects) - $1::bigint limit $2))""";

	private static final String KEYS = """
			delete from emulators.keys where ctid = any(array(
			  select ctid from emulators.keys
			   where kept_until < now() - $1::bigint * interval '1 millisecond' limit $2))""";

	private static final String TOO_MANY_KEYS = """
			delete from emulators.keys where ctid = any(array(
			  select ctid from emulators.keys where created_at < (
			    select created_at from emulators.keys order by created_at desc offset $1::bigint limit 1)
			   limit $2))""";

	private final DatabaseClient database;

	private final BookkeepingSettings settings;

	Tidying(Connections connections, BookkeepingSettings settings) {
		this.database = connections.simulator().client();
		this.settings = settings;
	}

	/** Once, until nothing is too old. */
	Mono<Void> tidy() {
		return all(OLD, millis(this.settings.keptFor())).then(all(TOO_MANY, this.settings.maxObjects()))
			.then(all(KEYS, 0))
			.then(all(TOO_MANY_KEYS, this.settings.maxKeys()));
	}

	private Mono<Void> all(String sql, long bound) {
		return this.database.sql(sql)
			.bind(0, bound)
			.bind(1, PORTION)
			.fetch()
			.rowsUpdated()
			.timeout(this.settings.databaseTimeout())
			.repeat()
			.takeUntil((rows) -> rows < PORTION)
			.then();
	}

	private static long millis(Duration duration) {
		return duration.toMillis();
	}

}
