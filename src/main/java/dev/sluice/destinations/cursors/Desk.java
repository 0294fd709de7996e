package dev.sluice.destinations.cursors;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BooleanSupplier;

import dev.sluice.destinations.ways.Way;
import dev.sluice.journal.Journal;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/**
 * What it takes to bring something.
 *
 * @param isOurs whether what this instance holds is still its own, and it is not ending
 */
record Desk(Journal journal, CursorStore store, HeldEvents held, Way way, CourierSettings settings,
		BooleanSupplier isOurs) {

	/** About as long as a lease lasts, after which somebody else begins again. */
	private static final int TRIES = 8;

	private static final Duration FIRST_PAUSE = Duration.ofMillis(100);

	private static final Duration LONGEST_PAUSE = Duration.ofSeconds(3);

	/**
	 * Writes down what came of a while, again where that fails, since it would have to be
	 * sent once more; not for ever, and only as long as nobody else can have begun again.
	 * @return when the destination had been changed last; empty where it is somebody
	 * else's
	 */
	Mono<Optional<Instant>> save(Standing standing, Progress progress) {
		return this.store.save(standing, progress)
			.map(Optional::of)
			.defaultIfEmpty(Optional.empty())
			.retryWhen(Retry.backoff(TRIES, FIRST_PAUSE)
				.maxBackoff(LONGEST_PAUSE)
				.filter((error) -> this.isOurs.getAsBoolean()));
	}

}
