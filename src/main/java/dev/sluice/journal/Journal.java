package dev.sluice.journal;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

import dev.sluice.platform.RawJson;
import io.r2dbc.postgresql.codec.Json;
import io.r2dbc.spi.Readable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;

/** The journals of all merchants. */
@Component
public class Journal {

	private static final String NEXT_POSITION = """
			insert into journal_heads as head (merchant_id, position) values ($1, 1)
			on conflict (merchant_id) do update set position = head.position + 1
			returning position""";

	private static final String APPEND = """
			with entry as (
			  insert into journal (merchant_id, position, subject_id, version, type, created_at, change, data)
			  values ($1, $2, $3, $4, $5, $6, $7::json, $8::json) returning merchant_id)
			select pg_notify('%s', merchant_id::text) from entry""".formatted(JournalListener.CHANNEL);

	private static final String HEAD = "select position from journal_heads where merchant_id = $1";

	private static final String COLUMNS = "select position, subject_id, version, type, created_at, data from journal ";

	private static final String READ = COLUMNS + """
			where merchant_id = $1 and position > $2 and position <= $3 order by position limit $4""";

	private static final String READ_SUBJECT = COLUMNS + """
			where merchant_id = $1 and subject_id = $4 and position > $2 order by version limit $3""";

	private static final String FIND = COLUMNS + """
			where merchant_id = $1 and subject_id = $2 and version = $3""";

	private static final String FIND_AT = COLUMNS + """
			where merchant_id = $1 and subject_id = $2 and created_at <= $3 order by version desc limit 1""";

	private final DatabaseClient database;

	private final TransactionalOperator transaction;

	private final JournalSettings settings;

	private final Wakeups wakeups;

	Journal(DatabaseClient database, TransactionalOperator transaction, JournalSettings settings, Wakeups wakeups) {
		this.database = database;
		this.transaction = transaction;
		this.settings = settings;
		this.wakeups = wakeups;
	}

	/**
	 * Appends an entry and writes the state that it leaves behind, in one transaction.
	 * @return the entry's position once it is durable; {@link StaleVersion} where the
	 * subject is not at the version before. After any other error, and after a cancel, it
	 * may or may not have been appended.
	 */
	public <S> Mono<Long> append(Append<S> append, Projection<S> projection) {
		return nextPosition(append.merchantId()).flatMap((position) -> write(append, projection, position))
			.as(this.transaction::transactional)
			.timeout(this.settings.appendTimeout())
			.doOnNext((position) -> this.wakeups.wake(append.merchantId()));
	}

	/**
	 * The position of a merchant's newest entry.
	 * @return 0 where there is none; never empty
	 */
	public Mono<Long> head(UUID merchantId) {
		return this.database.sql(HEAD)
			.bind(0, merchantId)
			.map((row) -> required(row, 0, Long.class))
			.one()
			.defaultIfEmpty(0L)
			.timeout(this.settings.readTimeout());
	}

	/**
	 * Entries after a position, oldest first.
	 * @return at most {@code limit} entries; empty where there is none yet
	 */
	public Flux<Entry> read(UUID merchantId, long after, int limit) {
		return read(merchantId, after, Long.MAX_VALUE, limit);
	}

	private Flux<Entry> read(UUID merchantId, long after, long upTo, int limit) {
		return this.database.sql(READ)
			.bind(0, merchantId)
			.bind(1, after)
			.bind(2, upTo)
			.bind(3, limit)
			.map(Journal::entry)
			.all()
			.timeout(this.settings.readTimeout());
	}

	/** As {@link #read(UUID, long, int)}, of one subject. */
	public Flux<Entry> read(UUID merchantId, UUID subjectId, long after, int limit) {
		return this.database.sql(READ_SUBJECT)
			.bind(0, merchantId)
			.bind(1, after)
			.bind(2, limit)
			.bind(3, subjectId)
			.map(Journal::entry)
			.all()
			.timeout(this.settings.readTimeout());
	}

	/** The entry by which a subject came to a version; empty where there is none. */
	public Mono<Entry> find(UUID merchantId, UUID subjectId, int version) {
		return this.database.sql(FIND)
			.bind(0, merchantId)
			.bind(1, subjectId)
			.bind(2, version)
			.map(Journal::entry)
			.one()
			.timeout(this.settings.readTimeout());
	}

	/** The newest entry of a subject at a time; empty where there was none yet. */
	public Mono<Entry> find(UUID merchantId, UUID subjectId, Instant at) {
		return this.database.sql(FIND_AT)
			.bind(0, merchantId)
			.bind(1, subjectId)
			.bind(2, at)
			.map(Journal::entry)
			.one()
			.timeout(this.settings.readTimeout());
	}

	/**
	 * All entries after a position and then, as they come, the new ones.
	 * @param pageSize how many entries are read, and held for the reader, at once
	 * @return endless pages, oldest first, none of them empty; a page is read only when
	 * the reader asks for one, so that a slow reader lags and loses nothing; an error
	 * when the database cannot be read; cancel to leave
	 */
	public Flux<List<Entry>> follow(UUID merchantId, long after, int pageSize) {
		AtomicLong cursor = new AtomicLong(after);
		return this.wakeups.of(merchantId)
			.concatMap((wakeup) -> readTo(merchantId, cursor.get(), Long.MAX_VALUE, pageSize)
				.doOnNext((page) -> cursor.set(page.getLast().position())), 1);
	}

	/**
	 * All entries after a position and up to another one.
	 * @return pages as of {@link #follow}, completing when all are read
	 */
	public Flux<List<Entry>> readTo(UUID merchantId, long after, long upTo, int pageSize) {
		return page(merchantId, after, upTo, pageSize).expand((page) -> (page.size() < pageSize) ? Mono.empty()
				: page(merchantId, page.getLast().position(), upTo, pageSize));
	}

	private Mono<List<Entry>> page(UUID merchantId, long after, long upTo, int pageSize) {
		return read(merchantId, after, upTo, pageSize).collectList().filter((page) -> !page.isEmpty());
	}

	private Mono<Long> nextPosition(UUID merchantId) {
		return this.database.sql(NEXT_POSITION).bind(0, merchantId).map((row) -> required(row, 0, Long.class)).one();
	}

	private <S> Mono<Long> write(Append<S> append, Projection<S> projection, long position) {
		return projection.write(this.database, append, position)
			.filter(Boolean::booleanValue)
			.switchIfEmpty(Mono.error(StaleVersion::new))
			.then(insert(append, position))
			.thenReturn(position);
	}

	private Mono<Void> insert(Append<?> append, long position) {
		return this.database.sql(APPEND)
			.bind(0, append.merchantId())
			.bind(1, position)
			.bind(2, append.subjectId())
			.bind(3, append.version())
			.bind(4, append.type())
			.bind(5, append.createdAt())
			.bind(6, append.change().toString())
			.bind(7, append.data().toString())
			.then();
	}

	private static Entry entry(Readable row) {
		return new Entry(required(row, 0, Long.class), required(row, 1, UUID.class), required(row, 2, Integer.class),
				required(row, 3, String.class), required(row, 4, Instant.class),
				RawJson.of(required(row, 5, Json.class).asArray()));
	}

	private static <T> T required(Readable row, int index, Class<T> type) {
		return Objects.requireNonNull(row.get(index, type));
	}

	/**
	 * The subject moved on since the change was decided: load it again and decide anew.
	 */
	public static final class StaleVersion extends RuntimeException {

		StaleVersion() {
			super("The subject is not at the version before this change", null, false, false);
		}

	}

}
