package dev.sluice.emulators.book;

import java.security.SecureRandom;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.function.Function;

import dev.sluice.postgres.Connections;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.r2dbc.core.DatabaseClient;

/** Writes what a request changes, in the transaction of its caller. */
public class Scribe {

	private static final String PUT = """
			insert into emulators.objects (emulator, account, id, kind, root, body, lasting)
			values ($1, $2, $3, $4, $5, $6::json, $7)
			on conflict (emulator, account, id) do update set body = excluded.body""";

	private static final String REMOVE = """
			delete from emulators.objects where emulator = $1 and account = $2 and id = $3""";

	private static final String TELL = """
			insert into emulators.notices (emulator, account, subject, url, secret, body)
			values ($1, $2, $3, $4, $5, $6)""";

	private static final String PLAN = """
			insert into emulators.tasks (emulator, account, subject, task, due_at)
			values ($1, $2, $3, $4, now() + $5::bigint * interval '1 millisecond')
			on conflict do nothing""";

	private static final String DRAW = "select nextval('emulators.draws') where $1";

	private final DatabaseClient database;

	private final BookkeepingSettings settings;

	private final SecureRandom random = new SecureRandom();

	Scribe(Connections connections, BookkeepingSettings settings) {
		this.database = connections.simulator().client();
		this.settings = settings;
	}

	/** Draws what is never the same, such as ids of requests. */
	public Draw chance() {
		return new Draw(this.random);
	}

	/** Draws ids for one transaction: again the same ones where a seed is set. */
	public Mono<Draw> draw() {
		Long seed = this.settings.seed();
		if (seed == null) {
			return Mono.just(new Draw(this.random));
		}
		return this.database.sql(DRAW)
			.bind(0, true)
			.map((row) -> Objects.requireNonNull(row.get(0, Long.class)))
			.one()
			.map((number) -> new Draw(new SplittableRandom(seed * 0x9e3779b97f4a7c15L + number)));
	}

	/** Writes all of it; empty when it is written. */
	public Mono<Void> write(Owner owner, Changes changes) {
		return each(changes.last(), (entry) -> put(owner, entry))
			.then(each(changes.removed(), (id) -> execute(bind(REMOVE, owner).bind(2, id))))
			.then(each(changes.notices(), (notice) -> tell(owner, notice)))
			.then(each(changes.tasks(), (task) -> plan(owner, task)));
	}

	private static <T> Mono<Void> each(List<T> things, Function<T, Mono<Void>> work) {
		return Flux.fromIterable(things).concatMap(work).then();
	}

	private Mono<Void> put(Owner owner, Entry entry) {
		return execute(bind(PUT, owner).bind(2, entry.id())
			.bind(3, entry.kind())
			.bind(4, entry.root())
			.bind(5, entry.body().toString())
			.bind(6, entry.lasting()));
	}

	private Mono<Void> tell(Owner owner, Notice notice) {
		return execute(bind(TELL, owner).bind(2, notice.subject())
			.bind(3, notice.url().toString())
			.bind(4, notice.secret())
			.bind(5, notice.body()));
	}

	private Mono<Void> plan(Owner owner, Task task) {
		return execute(bind(PLAN, owner).bind(2, task.subject()).bind(3, task.name()).bind(4, task.after().toMillis()));
	}

	private DatabaseClient.GenericExecuteSpec bind(String sql, Owner owner) {
		return this.database.sql(sql).bind(0, owner.emulator()).bind(1, owner.account());
	}

	private static Mono<Void> execute(DatabaseClient.GenericExecuteSpec statement) {
		return statement.fetch().rowsUpdated().then();
	}

}
