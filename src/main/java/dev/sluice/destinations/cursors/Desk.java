package dev.sluice.destinations.cursors;

import java.time.Duration;
import java.util.function.BooleanSupplier;

import dev.sluice.destinations.ways.Way;
import dev.sluice.journal.Journal;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/**
 * What it takes to bring something.
 *
 * @param mayGoOn whether what this instance holds is still its own, and it is not ending
 * @param isWanted whether others wait for the seat
 */
record Desk(Journal journal, CursorStore store, Way way, CourierSettings settings, BooleanSupplier mayGoOn,
		BooleanSupplier isWanted) {

	private static final Duration FIRST_PAUSE = Duration.ofMillis(100);

	private static final Duration LONGEST_PAUSE = Duration.ofSeconds(3);

	/**
	 * Writes down what came of a while, again and again where the database is away, for
	 * as long as somebody else cannot have begun again.
	 */
	Mono<Boolean> save(Standing standing, Progress progress) {
		return this.store.save(standing, progress)
			.retryWhen(Retry.backoff(Long.MAX_VALUE, FIRST_PAUSE)
				.maxBackoff(LONGEST_PAUSE)
				.filter((error) -> this.mayGoOn.getAsBoolean()));
	}

	/** The same desk in a place where others wait, or not. */
	Desk wantedBy(Seats seats) {
		return new Desk(this.journal, this.store, this.way, this.settings, this.mayGoOn, () -> seats.waiting() > 0);
	}

}
