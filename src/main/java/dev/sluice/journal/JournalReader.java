package dev.sluice.journal;

import java.time.Instant;
import java.util.Collection;
import java.util.UUID;

import dev.sluice.memory.PageSize;
import dev.sluice.postgres.Connections;
import dev.sluice.postgres.Share;
import dev.sluice.postgres.replica.ListSource;
import dev.sluice.values.TraceParent;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import org.springframework.stereotype.Component;

/** Reads journals: by position, and the entries of a subject by their version. */
@Component
class JournalReader {

	private static final String BOUNDS = "select purged, " + Journal.HEAD + ", " + Bounds.EPOCHS
			+ " from journal_heads h where merchant_id = $1";

	private static final String COLUMNS = "select " + Entry.COLUMNS;

	private static final String FROM = " from journal where merchant_id = $1 ";

	private static final String SIZE = ", coalesce(bytes, octet_length(data::text)) as size";

	private static final String STRETCH = "and position > $2 and position <= $3 ";

	private static final String READ = page(STRETCH);

	private static final String READ_TYPES = page(STRETCH + "and type = any($6) ");

	/** Versions are in the order of positions; sorted by version they are in an index. */
	private static final String READ_SUBJECT = page(
			STRETCH + "and subject_id = $6 and (cardinality($7) = 0 or type = any($7)) ")
		.replace("order by position", "order by version");

	private static final String MAY_KNOW = """
			select exists (select from journal where merchant_id = $1 and subject_id = $2)
			    or exists (select from journal_heads where merchant_id = $1 and purged > 0)""";

	private static final String FIND = COLUMNS + FROM + "and subject_id = $2 and version = $3";

	private static final String FIND_AT = COLUMNS + FROM + """
			and subject_id = $2 and created_at <= $3 order by version desc limit 1""";

	/** Later events of a subject may be of another trace, or of none. */
	private static final String TRACE = "select trace" + FROM + """
			and subject_id = $2 and trace is not null order by version desc limit 1""";

	private static final String AT = COLUMNS + FROM + "and position = any($2)";

	private final DatabaseClient pages;

	private final DatabaseClient exports;

	private final DatabaseClient entries;

	private final JournalSettings settings;

	JournalReader(Connections connections, JournalSettings settings) {
		this.pages = connections.reads().client();
		this.exports = connections.exports().client();
		this.entries = connections.payments().client();
		this.settings = settings;
	}

	Mono<Bounds> bounds(UUID merchantId) {
		return bounds(this.pages, merchantId);
	}

	/** As {@link Journal#bounds(ListSource, UUID, long)}. */
	Mono<Bounds> bounds(ListSource source, UUID merchantId, long atLeast) {
		return source.page((share) -> reached(share, merchantId, atLeast), bounds(merchantId));
	}

	/** Empty where the replica has not come so far. */
	private Mono<Bounds> reached(Share share, UUID merchantId, long position) {
		return bounds(share.client(), merchantId).filter((bounds) -> bounds.head() >= position);
	}

	private Mono<Bounds> bounds(DatabaseClient database, UUID merchantId) {
		return database.sql(BOUNDS)
			.bind(0, merchantId)
			.map((row) -> Bounds.read(row, 0))
			.one()
			.defaultIfEmpty(Bounds.NONE)
			.timeout(this.settings.readTimeout());
	}

	/**
	 * As {@link Journal#read}. Positions have no gap but where the database was restored,
	 * so a stretch of them is a bound on the rows that are looked at, however few are
	 * wanted.
	 */
	Mono<EntryPage> read(UUID merchantId, Selection selection, long after, long upTo, PageSize size) {
		return read(this.pages, merchantId, selection, after, upTo, size);
	}

	/** As {@link Journal#catchUp}. */
	Mono<EntryPage> catchUp(UUID merchantId, Selection selection, long after, long upTo, PageSize size) {
		return read(this.exports, merchantId, selection, after, upTo, size);
	}

	/** As {@link Journal#list}. */
	Mono<EntryPage> list(ListSource source, UUID merchantId, Selection selection, long after, long upTo,
			PageSize size) {
		return source.page((share) -> read(share, merchantId, selection, after, upTo, size),
				read(merchantId, selection, after, upTo, size));
	}

	/** As {@link Journal#readAll}. */
	Mono<EntryPage> export(ListSource source, UUID merchantId, Selection selection, long after, long upTo,
			PageSize size) {
		return source.export((share) -> read(share, merchantId, selection, after, upTo, size),
				catchUp(merchantId, selection, after, upTo, size));
	}

	/**
	 * From a replica that has everything that is looked at, or nothing. Both is asked on
	 * one connection, in a transaction that a server which follows another one allows.
	 */
	private Mono<EntryPage> read(Share share, UUID merchantId, Selection selection, long after, long upTo,
			PageSize size) {
		return share.reading()
			.transactional(reached(share, merchantId, upTo)
				.flatMap((bounds) -> read(share.client(), merchantId, selection, after, upTo, size)));
	}

	private Mono<EntryPage> read(DatabaseClient database, UUID merchantId, Selection selection, long after, long upTo,
			PageSize size) {
		long end = end(selection, after, upTo, selection.isAll() ? size.items() : this.settings.window());
		return statement(database, selection).bind(0, merchantId)
			.bind(1, after)
			.bind(2, end)
			.bind(3, size.items())
			.bind(4, size.bytes())
			.map((row) -> EntryPage.Found.read(row, after))
			.all()
			.timeout(this.settings.readTimeout())
			.collectList()
			.map((found) -> EntryPage.of(found, after, upTo, size));
	}

	/**
	 * How far is looked at once. Of a table that has grown faster than its statistics the
	 * database believes that it is cheap to sort all that is in a stretch.
	 */
	static long end(Selection selection, long after, long upTo, int most) {
		return selection.subject().isPresent() ? upTo : Math.min(upTo, after + most);
	}

	/**
	 * Beside the entries comes what is purged, as of the same moment, also where there
	 * are none: what is purged must not be taken for what was not wanted. So does what is
	 * there beyond the stretch: where positions were left out, after the database was
	 * restored, nobody is to step through them.
	 */
	private static String page(String conditions) {
		return """
				select head.purged, (select min(position) from journal where merchant_id = $1 and position > $3), page.*
				  from journal_heads head left join lateral (
				  select position, subject_id, version, type, created_at, actor,
				         case when reached <= $5 or reached = size then data end as data, trace
				    from (select wanted.*, sum(size) over (order by position rows unbounded preceding) as reached
				            from ({wanted} order by position limit $4) wanted) weighed
				   where reached - size < $5
				) page on true where head.merchant_id = $1""".replace("{wanted}", COLUMNS + SIZE + FROM + conditions);
	}

	private static GenericExecuteSpec statement(DatabaseClient database, Selection selection) {
		String[] types = selection.types().toArray(String[]::new);
		if (selection.subject().isPresent()) {
			return database.sql(READ_SUBJECT).bind(5, selection.subject().get()).bind(6, types);
		}
		return (types.length > 0) ? database.sql(READ_TYPES).bind(5, types) : database.sql(READ);
	}

	Mono<Boolean> mayKnow(UUID merchantId, UUID subjectId) {
		return this.pages.sql(MAY_KNOW)
			.bind(0, merchantId)
			.bind(1, subjectId)
			.mapValue(Boolean.class)
			.one()
			.timeout(this.settings.readTimeout());
	}

	Flux<Entry> at(UUID merchantId, Collection<Long> positions) {
		return this.exports.sql(AT)
			.bind(0, merchantId)
			.bind(1, positions.toArray(Long[]::new))
			.map((row) -> Entry.read(row, 0))
			.all()
			.timeout(this.settings.readTimeout());
	}

	Mono<Entry> find(UUID merchantId, UUID subjectId, int version) {
		return this.entries.sql(FIND)
			.bind(0, merchantId)
			.bind(1, subjectId)
			.bind(2, version)
			.map((row) -> Entry.read(row, 0))
			.one()
			.timeout(this.settings.readTimeout());
	}

	Mono<Entry> find(UUID merchantId, UUID subjectId, Instant at) {
		return this.entries.sql(FIND_AT)
			.bind(0, merchantId)
			.bind(1, subjectId)
			.bind(2, at)
			.map((row) -> Entry.read(row, 0))
			.one()
			.timeout(this.settings.readTimeout());
	}

	/** As {@link Journal#resume}: where the trace of a subject is; empty for nowhere. */
	Mono<TraceParent> trace(UUID merchantId, UUID subjectId) {
		return this.entries.sql(TRACE)
			.bind(0, merchantId)
			.bind(1, subjectId)
			.mapValue(String.class)
			.one()
			.mapNotNull(TraceParent::read)
			.timeout(this.settings.readTimeout());
	}

}
