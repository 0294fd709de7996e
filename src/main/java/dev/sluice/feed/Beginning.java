package dev.sluice.feed;

import java.util.Optional;

import dev.sluice.http.Problem;
import dev.sluice.http.QueryParameters;
import dev.sluice.postgres.replica.ListSource;
import dev.sluice.postgres.replica.Replica;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;

/**
 * Where a page, or lines, begin, and how new they have to be.
 *
 * @param after the position that was seen last; empty for all
 * @param minPosition that they must not be older than; 0 where that is all the same
 */
record Beginning(Optional<Long> after, long minPosition) {

	static final String MIN_POSITION = "min_position";

	/** No journal comes so far. */
	private static final long NOW = Long.MAX_VALUE;

	/** Reads the parameters of a page of all that happened. */
	static Beginning read(QueryParameters parameters) {
		return new Beginning(StartingPoint.read(parameters),
				Math.min(parameters.integer(MIN_POSITION, 0, 0, Long.MAX_VALUE), NOW - 1));
	}

	/** What is asked of one payment may be asked by who has just changed it. */
	static Beginning ofPayment(QueryParameters parameters) {
		return new Beginning(StartingPoint.read(parameters), NOW);
	}

	/** Whoever has seen a position is not told that it does not exist. */
	long atLeast() {
		return Math.max(this.minPosition, this.after.orElse(0L));
	}

	/** Where it is read from. */
	ListSource source(Replica replica) {
		return (this.minPosition == NOW) ? ListSource.PRIMARY : replica.list();
	}

	/**
	 * Whether it failed although it did not say where to begin: what the replica still
	 * had was purged meanwhile.
	 */
	boolean isOvertaken(@Nullable Throwable error) {
		return this.after.isEmpty() && error instanceof Problem problem && problem.status() == HttpStatus.GONE;
	}

	/**
	 * The part of an address that asks for nothing older than was shown.
	 * @param replicated whether that could be
	 */
	String urlSuffix(long head, boolean replicated) {
		return (this.minPosition < NOW && (replicated || this.minPosition > 0))
				? "&" + MIN_POSITION + "=" + Math.max(this.minPosition, head) : "";
	}

}
