package dev.sluice.journal;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

import dev.sluice.journal.Journal.StaleVersion;
import dev.sluice.journal.PendingAppend.Outcome;
import dev.sluice.journal.wakeups.Wakeups;
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
 * Writes a batch of one merchant in one statement, which is its own transaction: entries,
 * state and head are there together or not at all, and the merchant's lock is never held
 * while the network is waited for.
 */
@Component
class BatchWriter {

	private static final String WRITE = """
			with head as (
			  select position from journal_heads where merchant_id = $1 for update
			), change as (
			  select change.* from unnest($2::uuid[], $3::int[], string_to_array($4, E'\\n'), $5::timestamptz[],
			      string_to_array($6, E'\\n'), string_to_array($7, E'\\n'), string_to_array($8, E'\\n', ''))
			    with ordinality as change (subject_id, version, type, created_at, change, data, actor, ordinal)
			), {judge},
			appended as (
			  select change.ordinal, change.subject_id, change.version, change.type, change.created_at,
			         change.change::json, change.data::json, octet_length(change.data) as bytes, change.actor::json,
			         coalesce(octet_length(change.actor), 0) as actor_bytes,
			         head.position + row_number() over (order by change.ordinal) as position
			    from change join verdict using (ordinal) cross join head
			   where verdict.refusal is null
			), {write}
			entry as (
			  insert into journal (merchant_id, position, subject_id, version, type, created_at, change, data, actor, bytes)
			  select $1, position, subject_id, version, type, created_at, change, data, actor, bytes + actor_bytes
			    from appended order by position
			), grown as (
			  update journal_heads set position = (select max(position) from appended)
			   where merchant_id = $1 and exists (select from appended)
			  returning pg_notify('{channel}', merchant_id::text)
			)
			select verdict.ordinal, appended.position, verdict.refusal
			  from verdict left join appended using (ordinal) left join (select count(*) from grown) as notified on true"""
		.replace("{channel}", Wakeups.CHANNEL);

	private static final String OPEN = "insert into journal_heads (merchant_id, position) values ($1, 0) on conflict do nothing";

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
	 * Writes a batch, no subject twice.
	 * @return the outcome of each append, in their order, once it is certain; an error
	 * where nothing was sent
	 */
	<S> Mono<List<Outcome>> write(UUID merchantId, Projection<S> projection, List<Append<S>> appends) {
		return this.writability.guard(execute(merchantId, projection, appends))
			.onErrorResume(BatchWriter::isFaultOfARow, (error) -> split(merchantId, projection, appends, error))
			.onErrorResume(BatchWriter::isRejection,
					(error) -> Mono.just(all(appends.size(), new Outcome.Failed(error))))
			.onErrorResume((error) -> !(error instanceof NotSent), (error) -> {
				log.warn("The answer to {} appends was lost ({}); they are looked up", appends.size(),
						error.getMessage());
				return this.lostAnswers.find(merchantId, appends);
			})
			.onErrorMap(NotSent.class, NotSent::reason);
	}

	static List<Outcome> all(int count, Outcome outcome) {
		return Collections.nCopies(count, outcome);
	}

	private <S> Mono<List<Outcome>> execute(UUID merchantId, Projection<S> projection, List<Append<S>> appends) {
		Mono<List<Outcome>> written = Mono.usingWhen(connection(),
				(connection) -> Mono.fromSupplier(() -> bind(connection, merchantId, projection, appends))
					.onErrorMap(NotSent::new)
					.flatMap((statement) -> results(statement, projection, appends.size())),
				Connection::close);
		return written.retryWhen(
				Retry.max(1).filter(BatchWriter::isRollback).onRetryExhaustedThrow((spec, signal) -> signal.failure()))
			.timeout(this.settings.appendTimeout())
			.switchIfEmpty(Mono.defer(() -> open(merchantId).then(execute(merchantId, projection, appends))));
	}

	private Mono<Connection> connection() {
		return this.connections.connection().onErrorMap(NotSent::new);
	}

	private <S> Statement bind(Connection connection, UUID merchantId, Projection<S> projection,
			List<Append<S>> appends) {
		Statement statement = connection.createStatement(this.statements.computeIfAbsent(projection, BatchWriter::sql))
			.bind(0, merchantId)
			.bind(1, appends.stream().map(Append::subjectId).toArray(UUID[]::new))
			.bind(2, appends.stream().map(Append::version).toArray(Integer[]::new))
			.bind(3, TextArrays.lines(appends, Append::type))
			.bind(4, TextArrays.instants(appends, Append::createdAt))
			.bind(5, TextArrays.lines(appends, Append::change))
			.bind(6, TextArrays.lines(appends, Append::data))
			.bind(7, TextArrays.lines(appends, (append) -> (append.actor() != null) ? append.actor() : ""));
		int index = Journal.FIRST_PARAMETER - 1;
		for (Object parameter : projection.parameters(appends)) {
			var _ = statement.bind(index++, parameter);
		}
		return statement;
	}

	/** Empty where the merchant has no journal yet. */
	private static Mono<List<Outcome>> results(Statement statement, Projection<?> projection, int count) {
		return Flux.from(statement.execute())
			.concatMap((result) -> result.map((row) -> Map.entry(ordinal(row), outcome(row, projection))))
			.collectList()
			.filter((rows) -> !rows.isEmpty())
			.map((rows) -> {
				List<Outcome> outcomes = new ArrayList<>(all(count, new Outcome.Failed(new StaleVersion())));
				rows.forEach((row) -> outcomes.set(row.getKey() - 1, row.getValue()));
				return outcomes;
			});
	}

	private static int ordinal(Readable row) {
		return Math.toIntExact(Objects.requireNonNull(row.get(0, Long.class)));
	}

	private static Outcome outcome(Readable row, Projection<?> projection) {
		Long position = row.get(1, Long.class);
		return (position != null) ? new Outcome.Appended(position)
				: new Outcome.Failed(refusal(row.get(2, String.class), projection));
	}

	private static RuntimeException refusal(@Nullable String reason, Projection<?> projection) {
		return (reason == null || reason.equals(Projection.STALE)) ? new StaleVersion() : projection.refusal(reason);
	}

	private Mono<Boolean> open(UUID merchantId) {
		return Mono
			.usingWhen(connection(),
					(connection) -> Flux.from(connection.createStatement(OPEN).bind(0, merchantId).execute())
						.concatMap((result) -> result.getRowsUpdated())
						.then(Mono.just(true)),
					Connection::close)
			.timeout(this.settings.appendTimeout());
	}

	/** What the database will not have is found by halving, and fails alone. */
	private <S> Mono<List<Outcome>> split(UUID merchantId, Projection<S> projection, List<Append<S>> appends,
			Throwable error) {
		if (appends.size() == 1) {
			return Mono.just(all(1, new Outcome.Failed(error)));
		}
		int half = appends.size() / 2;
		return Flux.just(appends.subList(0, half), appends.subList(half, appends.size()))
			.concatMap((part) -> write(merchantId, projection, part)
				.onErrorResume((other) -> Mono.just(all(part.size(), new Outcome.Failed(other)))))
			.reduce((first, second) -> Stream.concat(first.stream(), second.stream()).toList());
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
