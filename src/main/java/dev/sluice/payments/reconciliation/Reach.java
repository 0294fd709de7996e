package dev.sluice.payments.reconciliation;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.stream.Stream;

import io.r2dbc.spi.R2dbcException;
import reactor.core.publisher.Mono;

/**
 * How much time is read of the own book at once: half as much from where on the database
 * had to end a statement that took it too long. It is used by one after the other.
 */
final class Reach {

	private static final Duration SHORTEST = Duration.ofMinutes(1);

	/** The SQLSTATE of what was ended by its timeout. */
	private static final String ENDED = "57014";

	private final AtomicReference<Duration> most;

	Reach(Duration most) {
		this.most = new AtomicReference<>(most);
	}

	/**
	 * Reads as much as is wanted, or as can be.
	 * @param read reads so much
	 */
	<T> Mono<T> read(Duration wanted, Function<Duration, Mono<T>> read) {
		Duration most = this.most.get();
		Duration length = (wanted.compareTo(most) < 0) ? wanted : most;
		return read.apply(length)
			.onErrorResume((error) -> length.compareTo(SHORTEST) > 0 && isTooMuch(error), (error) -> {
				this.most.set(length.dividedBy(2));
				return read(length, read);
			});
	}

	private static boolean isTooMuch(Throwable error) {
		return Stream.iterate(error, Objects::nonNull, Throwable::getCause)
			.anyMatch((each) -> each instanceof R2dbcException ended && ENDED.equals(ended.getSqlState()));
	}

}
