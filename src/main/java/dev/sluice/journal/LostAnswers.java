package dev.sluice.journal;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

import dev.sluice.http.Problem;
import dev.sluice.journal.PendingAppend.Outcome;
import dev.sluice.postgres.Connections;
import dev.sluice.postgres.TextArrays;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

import org.springframework.http.HttpStatus;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;

/**
 * Finds out by reading what became of appends whose answer never came. They are not
 * written again.
 */
@Component
class LostAnswers {

	/** Waits for the transaction in question, should it still be under way. */
	private static final String WAIT = "select lock_journal($1, true)";

	private static final String FIND = """
			select wanted.ordinal, journal.position
			  from unnest($1::uuid[], $2::uuid[], $3::int[], string_to_array($4, E'\\n'))
			    with ordinality as wanted (merchant_id, subject_id, version, change, ordinal)
			  join journal on journal.merchant_id = wanted.merchant_id and journal.subject_id = wanted.subject_id
			   and journal.version = wanted.version and journal.change::text = wanted.change""";

	/** Journals that are waited for. */
	private static final int AT_ONCE = 2;

	private static final Duration FIRST_DELAY = Duration.ofMillis(100);

	private static final Duration MAX_DELAY = Duration.ofSeconds(1);

	private final DatabaseClient database;

	private final JournalSettings settings;

	LostAnswers(Connections connections, JournalSettings settings) {
		this.database = connections.outcomes().client();
		this.settings = settings;
	}

	/**
	 * Looks appends up, again until the database answers or the time for it is over.
	 * Where some are not there it waits for the journal of each of their merchants, whose
	 * transaction may be under way, and looks again.
	 * @return the outcome of each append, in their order, when the time is over at the
	 * latest: those that were not found may still come, on a link that was silent, and
	 * have failed with {@code outcome_unknown}
	 */
	<S> Mono<List<Outcome>> find(List<Append<S>> appends) {
		Map<Append<S>, Long> found = new ConcurrentHashMap<>();
		return patiently(positions(appends)).doOnNext(found::putAll)
			.flatMapIterable((known) -> missing(appends, known).entrySet())
			.flatMap((merchant) -> patiently(waitFor(merchant.getKey()).then(positions(merchant.getValue())))
				.doOnNext(found::putAll), AT_ONCE)
			.take(this.settings.lookUpTimeout())
			.then(Mono.fromSupplier(() -> appends.stream().map((append) -> outcome(found.get(append))).toList()));
	}

	private static <S> Map<UUID, List<Append<S>>> missing(List<Append<S>> appends, Map<Append<S>, Long> known) {
		return appends.stream()
			.filter((append) -> !known.containsKey(append))
			.collect(Collectors.groupingBy(Append::merchantId));
	}

	private <S> Mono<Map<Append<S>, Long>> patiently(Mono<Map<Append<S>, Long>> look) {
		return look.timeout(this.settings.appendTimeout())
			.retryWhen(Retry.backoff(Long.MAX_VALUE, FIRST_DELAY).maxBackoff(MAX_DELAY));
	}

	private static Outcome outcome(@Nullable Long position) {
		return (position != null) ? new Outcome.Appended(position) : new Outcome.Failed(unknown());
	}

	/** Without a time to try again: without a key that would be another payment. */
	private static Problem unknown() {
		return Problem.of(HttpStatus.SERVICE_UNAVAILABLE, "outcome_unknown",
				"The database did not say whether this was recorded. Repeat it with the same Idempotency-Key; without one, "
						+ "look whether it is there first.");
	}

	private Mono<Void> waitFor(UUID merchant) {
		return this.database.sql(WAIT).bind(0, merchant).fetch().one().then();
	}

	/** Those that are there. */
	private <S> Mono<Map<Append<S>, Long>> positions(List<Append<S>> appends) {
		return this.database.sql(FIND)
			.bind(0, appends.stream().map(Append::merchantId).toArray(UUID[]::new))
			.bind(1, appends.stream().map(Append::subjectId).toArray(UUID[]::new))
			.bind(2, appends.stream().map(Append::version).toArray(Integer[]::new))
			.bind(3, TextArrays.lines(appends, Append::change))
			.map((row) -> Map.entry(Objects.requireNonNull(row.get(0, Long.class)),
					Objects.requireNonNull(row.get(1, Long.class))))
			.all()
			.collectMap((found) -> appends.get(Math.toIntExact(found.getKey()) - 1), Map.Entry::getValue);
	}

}
