package dev.sluice.feed;

import java.util.Optional;

import dev.sluice.http.QueryParameters;

/**
 * Where a page, or lines, begin, and how new they have to be.
 *
 * @param after the position that was seen last; empty for all
 * @param minPosition that they must not be older than; 0 where that is all the same
 */
record Beginning(Optional<Long> after, long minPosition) {

	static final String MIN_POSITION = "min_position";

	/** Reads the parameters of a page of all that happened. */
	static Beginning read(QueryParameters parameters) {
		return new Beginning(StartingPoint.read(parameters), parameters.integer(MIN_POSITION, 0, 0, Long.MAX_VALUE));
	}

	/** What is asked of one payment may be asked by who has just changed it. */
	static Beginning ofPayment(QueryParameters parameters) {
		return new Beginning(StartingPoint.read(parameters), Long.MAX_VALUE);
	}

	/** Whoever has seen a position is not told that it does not exist. */
	long atLeast() {
		return Math.max(this.minPosition, this.after.orElse(0L));
	}

	/** The part of an address that asks for nothing older. */
	String urlSuffix() {
		return (this.minPosition > 0 && this.minPosition < Long.MAX_VALUE) ? "&" + MIN_POSITION + "=" + this.minPosition
				: "";
	}

}
