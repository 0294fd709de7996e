package dev.sluice.journal;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

import dev.sluice.journal.Journal.StaleVersion;
import dev.sluice.journal.PendingAppend.Outcome;
import dev.sluice.journal.writability.NotSent;
import dev.sluice.journal.writability.Writability;
import dev.sluice.postgres.Connections;
import dev.sluice.postgres.Share;
import dev.sluice.postgres.TextArrays;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.R2dbcException;
import io.r2dbc.spi.Readable;
import io.r2dbc.spi.Statement;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

import org.springframework.stereotype.Component;

/**
 * Writes a batch in one statement, which is its own transaction: entries and state are
 * there together or not at all, and no merchant's lock is held while the network is
 * waited for. The locks are taken in the order of the merchants.
 */
@Component
class BatchWriter {

	/** What a change is told whose merchant's journal somebody else has locked. */
	private static final String BUSY = "busy";

	/** How long a batch that does not wait does so for rows behind the journals. */
	private static final String PATIENCE = "200ms";

	private static final String WRITE = """
			with change as materialized (
			  select change.* from unnest($1::uuid[], $2::uuid[], $3::int[], string_to_array($4, E'\\n'), $5::timestamptz[],
			      string_to_array($6, E'\\n'), string_to_array($7, E'\\n'), string_to_array($8, E'\\n', ''),
			      string_to_array($10, E'\\n', ''))
			    with ordinality
			    as change (merchant_id, subject_id, version, type, created_at, change, data, actor, trace, ordinal)
			), patience as materialized (
			  select $9 as waiting, set_config('lock_timeout',
			      case when $9 then current_setting('lock_timeout') else '{patience}' end, true)
			), locked as materialized (
			  select merchant_id, lock_journal(merchant_id, waiting) as position
			    from patience cross join (select distinct merchant_id from change order by merchant_id offset 0) merchant
			), head as materialized (
			  select merchant_id, position from locked where position is not null
			), {judge},
			appended as (
			  select change.ordinal, change.merchant_id, change.subject_id, change.version, change.type,
			         change.created_at, change.change::json, change.data::json, octet_length(change.data) as bytes,
			         change.actor::json, coalesce(octet_length(change.actor), 0) as actor_bytes,
			         change.trace,
			         head.position + row_number() over (partition by change.merchant_id order by change.ordinal)
			           as position
			    from change join verdict using (ordinal) join head on head.merchant_id = change.merchant_id
			   where verdict.refusal is null
			), {write}
			entry as (
			  insert into journal (merchant_id, position, subject_id, version, type, created_at, change, data, actor, bytes,
			                       trace)
			  select appended.merchant_id, position, subject_id, version, type, created_at, change, data, actor,
			         bytes + actor_bytes, trace
			    from appended order by appended.merchant_id, position
			)
			select change.ordinal, appended.position,
			       case when verdict.ordinal is null then '{busy}' else verdict.refusal end
			  from change left join verdict using (ordinal) left join appended using (ordinal)"""
		.replace("{busy}", BUSY)
		.replace("{patience}", PATIENCE);

	/** Its lock was not to be had in time. */
	private static final String LOCKED = "55P03";

	private static final Logger log = LoggerFactory.getLogger(BatchWriter.class);

	private final Share connections;

	private final LostAnswers lostAnswers;

	private final Writability writability;

	private final JournalSettings settings;

	private final Map<Projection<?>, String> statements = new ConcurrentHashMap<>();

	BatchWriter(Connections connections, LostAnswers lostAnswers, Writability writability, JournalSettings settings) {
		this.connections = connections.outcomes();
		this.lostAnswers = lostAnswers;
		this.writability = writability;
		this.settings = settings;
	}

	/**
	 * Writes a batch, no subject of a merchant twice.
	 * @param waiting whether it waits for who has a journal locked; where it does not it
	 * is busy for who wanted that one
	 * @return the outcome of each append, in their order, once it is certain; an error
	 * where nothing was sent
	 */
	<S> Mono<List<Outcome>> write(Projection<S> projection, List<Append<S>> appends, boolean waiting) {
		return this.writability.guard(execute(projection, appends, waiting))
			.onErrorResume(BatchWriter::isFaultOfARow, (error) -> split(projection, appends, waiting, error))
			.onErrorResume(BatchWriter::isRejection,
					(error) -> Mono.just(all(appends.size(), rejected(error, waiting))))
			.onErrorResume((error) -> !(error instanceof NotSent), (error) -> {
				log.warn("The answer to {} appends was lost ({}); they are looked up", appends.size(),
						error.getMessage());
				return this.lostAnswers.find(appends);
			})
			.onErrorMap(NotSent.class, NotSent::reason);
	}

	static List<Outcome> all(int count, Outcome outcome) {
		return Collections.nCopies(count, outcome);
	}

	private <S> Mono<List<Outcome>> execute(Projection<S> projection, List<Append<S>> appends, boolean waiting) {
		Mono<List<Outcome>> written = Mono.usingWhen(connection(),
				(connection) -> Mono.fromSupplier(() -> bind(connection, projection, appends, waiting))
					.onErrorMap(NotSent::new)
					.flatMap((statement) -> results(statement, projection, appends.size())),
				Connection::close);
		return written.retryWhen(
				Retry.max(1).filter(BatchWriter::isRollback).onRetryExhaustedThrow((spec, signal) -> signal.failure()))
			.timeout(this.settings.appendTimeout());
	}

	private Mono<Connection> connection() {
		return this.connections.connection().onErrorMap(NotSent::new);
	}

	private <S> Statement bind(Connection connection, Projection<S> projection, List<Append<S>> appends,
			boolean waiting) {
		Statement statement = connection.createStatement(this.statements.computeIfAbsent(projection, BatchWriter::sql))
			.bind(0, appends.stream().map(Append::merchantId).toArray(UUID[]::new))
			.bind(1, appends.stream().map(Append::subjectId).toArray(UUID[]::new))
			.bind(2, appends.stream().map(Append::version).toArray(Integer[]::new))
			.bind(3, TextArrays.lines(appends, Append::type))
			.bind(4, TextArrays.instants(appends, Append::createdAt))
			.bind(5, TextArrays.lines(appends, Append::change))
			.bind(6, TextArrays.lines(appends, Append::data))
			.bind(7, TextArrays.lines(appends, (append) -> (append.actor() != null) ? append.actor() : ""))
			.bind(8, waiting)
			.bind(9, appends.stream().allMatch((append) -> append.trace() == null) ? ""
					: TextArrays.lines(appends, (append) -> Objects.requireNonNullElse(append.trace(), "")));
		int index = Journal.FIRST_PARAMETER - 1;
		for (Object parameter : projection.parameters(appends)) {
			var _ = statement.bind(index++, parameter);
		}
		return statement;
	}

	/** One for each append, in their order. */
	private static Mono<List<Outcome>> results(Statement statement, Projection<?> projection, int count) {
		Outcome[] outcomes = new Outcome[count];
		return Flux.from(statement.execute()).concatMap((result) -> result.map((row) -> {
			outcomes[ordinal(row) - 1] = outcome(row, projection);
			return row;
		})).then(Mono.fromSupplier(() -> List.of(outcomes)));
	}

	private static int ordinal(Readable row) {
		return Math.toIntExact(Objects.requireNonNull(row.get(0, Long.class)));
	}

	private static Outcome outcome(Readable row, Projection<?> projection) {
		Long position = row.get(1, Long.class);
		return (position != null) ? new Outcome.Appended(position) : refused(row.get(2, String.class), projection);
	}

	private static Outcome refused(@Nullable String reason, Projection<?> projection) {
		return switch (reason) {
			case null -> throw new IllegalStateException("Neither appended nor refused");
			case BUSY -> new Outcome.Busy(false);
			case Projection.STALE -> new Outcome.Failed(new StaleVersion());
			default -> new Outcome.Failed(projection.refusal(reason));
		};
	}

	/** What the database will not have is found by halving, and fails alone. */
	private <S> Mono<List<Outcome>> split(Projection<S> projection, List<Append<S>> appends, boolean waiting,
			Throwable error) {
		if (appends.size() == 1) {
			return Mono.just(all(1, new Outcome.Failed(error)));
		}
		int half = appends.size() / 2;
		return Flux.just(appends.subList(0, half), appends.subList(half, appends.size()))
			.concatMap((part) -> write(projection, part, waiting)
				.onErrorResume((other) -> Mono.just(all(part.size(), new Outcome.Failed(other)))))
			.reduce((first, second) -> Stream.concat(first.stream(), second.stream()).toList());
	}

	/**
	 * Who of a batch waited for a row behind his journal is not told. Each tries again by
	 * himself, so that he keeps no others waiting.
	 */
	private static Outcome rejected(Throwable error, boolean waiting) {
		return (!waiting && sqlState(error).equals(LOCKED)) ? new Outcome.Busy(true) : new Outcome.Failed(error);
	}

	/**
	 * Whether the database said no, so that nothing was written. Where the connection
	 * broke (08) or the server went away (57P) it may have been.
	 */
	private static boolean isRejection(Throwable error) {
		return !sqlState(error).isEmpty() && !sqlState(error).startsWith("08") && !sqlState(error).startsWith("57P");
	}

	/**
	 * Data that is not as it must be (22), breaks a constraint (23) or a trigger (P0).
	 */
	private static boolean isFaultOfARow(Throwable error) {
		String state = sqlState(error);
		return state.startsWith("22") || state.startsWith("23") || state.startsWith("P0");
	}

	/** The database gave up one of several transactions that were in each other's way. */
	private static boolean isRollback(Throwable error) {
		return sqlState(error).startsWith("40");
	}

	private static String sqlState(Throwable error) {
		return (error instanceof R2dbcException exception) ? Objects.requireNonNullElse(exception.getSqlState(), "")
				: "";
	}

	private static String sql(Projection<?> projection) {
		return WRITE.replace("{judge}", projection.judge()).replace("{write}", projection.write());
	}

}
