package dev.sluice.emulators.book;

import java.util.Collection;
import java.util.List;

import dev.sluice.postgres.Connections;
import io.r2dbc.spi.Parameter;
import io.r2dbc.spi.Parameters;
import io.r2dbc.spi.R2dbcType;
import io.r2dbc.spi.Readable;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;

/**
 * The objects of emulators. Whoever changes some holds the lock of their root and writes
 * in the same {@link #transaction}.
 */
public class Book {

	private static final String COLUMNS = "id, kind, root, body::text, lasting";

	private static final String FIND = "select " + COLUMNS
			+ " from emulators.objects where emulator = $1 and account = $2 and id = $3";

	private static final String FIND_ALL = "select " + COLUMNS
			+ " from emulators.objects where emulator = $1 and account = $2 and id = any($3)";

	private static final String FAMILY = "select " + COLUMNS
			+ " from emulators.objects where emulator = $1 and account = $2 and root = $3 order by seq limit $4";

	/** What comes before another one is read from there on, and turned round. */
	private static final String LIST = """
			with place as (select seq from emulators.objects where emulator = $1 and account = $2 and id = $7)
			select %s from emulators.objects o
			 where emulator = $1 and account = $2 and kind = $3 and body::jsonb @> $4::jsonb
			   and ($5::bigint is null or (body ->> 'created')::bigint >= $5::bigint)
			   and ($6::bigint is null or (body ->> 'created')::bigint <= $6::bigint)
			   and ($7::text is null or seq %s (select seq from place))
			 order by seq %s limit $8""";

	private static final String NEWER_FIRST = LIST.formatted(COLUMNS, "<", "desc");

	private static final String OLDER_FIRST = LIST.formatted(COLUMNS, ">", "asc");

	private final DatabaseClient database;

	private final TransactionalOperator transaction;

	private final BookkeepingSettings settings;

	private final JsonMapper json;

	Book(Connections connections, BookkeepingSettings settings, JsonMapper json) {
		this.database = connections.simulator().client();
		this.transaction = connections.simulator().transaction();
		this.settings = settings;
		this.json = json;
	}

	/**
	 * Makes one transaction of the work, which goes on when its caller hangs up. What
	 * fails leaves nothing behind.
	 */
	public <T> Mono<T> transaction(Mono<T> work) {
		Mono<T> bounded = work.as(this.transaction::transactional).timeout(this.settings.databaseTimeout());
		return Mono.defer(() -> Mono.fromFuture(bounded.toFuture(), true));
	}

	/** An object as it stands; empty where there is none. */
	public Mono<Entry> find(Owner owner, String id) {
		return one(FIND, owner, id);
	}

	/** The same, kept from others until the transaction ends. */
	public Mono<Entry> lock(Owner owner, String id) {
		return one(FIND + " for update", owner, id);
	}

	/** Objects by their ids, in any order; those that there are not are left out. */
	public Mono<List<Entry>> findAll(Owner owner, Collection<String> ids) {
		return ids.isEmpty() ? Mono.just(List.of())
				: read(statement(FIND_ALL, owner).bind(2, ids.toArray(String[]::new)));
	}

	/** A root and all that belongs to it, oldest first, up to the limit for that. */
	public Mono<List<Entry>> family(Owner owner, String root) {
		return read(statement(FAMILY, owner).bind(2, root).bind(3, this.settings.maxFamily()));
	}

	/** Objects of a kind, newest first. */
	public Mono<List<Entry>> list(Owner owner, Selection selection) {
		String before = selection.before();
		return (before != null) ? select(OLDER_FIRST, owner, selection, before).map(List::reversed)
				: select(NEWER_FIRST, owner, selection, selection.after());
	}

	private Mono<List<Entry>> select(String sql, Owner owner, Selection selection, @Nullable String place) {
		return read(statement(sql, owner).bind(2, selection.kind())
			.bind(3, selection.like())
			.bind(4, number(selection.createdFrom()))
			.bind(5, number(selection.createdTo()))
			.bind(6, Parameters.in(R2dbcType.VARCHAR, place))
			.bind(7, selection.limit()));
	}

	private static Parameter number(@Nullable Long value) {
		return Parameters.in(R2dbcType.BIGINT, value);
	}

	private Mono<Entry> one(String sql, Owner owner, String id) {
		return statement(sql, owner).bind(2, id).map(this::entry).one().timeout(this.settings.databaseTimeout());
	}

	private DatabaseClient.GenericExecuteSpec statement(String sql, Owner owner) {
		return this.database.sql(sql).bind(0, owner.emulator()).bind(1, owner.account());
	}

	private Mono<List<Entry>> read(DatabaseClient.GenericExecuteSpec statement) {
		Flux<Entry> rows = statement.map(this::entry).all();
		return rows.collectList().timeout(this.settings.databaseTimeout());
	}

	private Entry entry(Readable row) {
		ObjectNode body = (ObjectNode) this.json.readTree(BookRow.text(row, 3));
		return new Entry(BookRow.text(row, 0), BookRow.text(row, 1), BookRow.text(row, 2), body,
				Boolean.TRUE.equals(row.get(4, Boolean.class)));
	}

}
