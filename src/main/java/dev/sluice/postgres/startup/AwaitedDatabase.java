package dev.sluice.postgres.startup;

import java.time.Duration;
import java.util.function.Supplier;

import org.flywaydb.core.api.FlywayException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A database that may be restarting while the application starts.
 *
 * @param name what the log calls it
 * @param patience how long it is waited for
 */
record AwaitedDatabase(String name, Duration patience) {

	private static final Logger logger = LoggerFactory.getLogger(AwaitedDatabase.class);

	private static final Duration PAUSE = Duration.ofSeconds(2);

	/**
	 * What work answers, which is tried again while the database is away.
	 * @throws FlywayException what the last try said: what waiting does not mend at once,
	 * that the database is away only when patience is over
	 */
	<T> T attempt(Supplier<T> work) {
		long start = System.nanoTime();
		while (true) {
			try {
				return work.get();
			}
			catch (FlywayException ex) {
				Duration left = this.patience.minusNanos(System.nanoTime() - start);
				if (!left.isPositive() || !Absence.isReasonOf(ex)) {
					throw ex;
				}
				pause(left, ex);
			}
		}
	}

	private void pause(Duration left, FlywayException reason) {
		logger.warn("The database {} is away, trying again for {} s: {}", this.name, left.toSeconds() + 1,
				Absence.words(reason));
		try {
			Thread.sleep((left.compareTo(PAUSE) < 0) ? left : PAUSE);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw reason;
		}
	}

}
