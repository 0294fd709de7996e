package dev.sluice.payments.search;

import java.time.Instant;
import java.util.Optional;

import dev.sluice.http.QueryParameters;

/** When in its life a payment is looked at. */
sealed interface Moment {

	/**
	 * Reads the parameters of a request.
	 * @throws dev.sluice.http.Problem 422 for one that is not sound, and for both
	 */
	static Moment read(QueryParameters parameters) {
		int version = (int) parameters.integer("version", 0, 1, Integer.MAX_VALUE);
		Optional<Instant> instant = parameters.instant("at");
		if (version > 0 && instant.isPresent()) {
			throw QueryParameters.invalid("at", "cannot be combined with 'version'");
		}
		return (version > 0) ? new Version(version) : instant.<Moment>map(At::new).orElseGet(Now::new);
	}

	/** As it stands. */
	record Now() implements Moment {
	}

	/** After so many events. */
	record Version(int version) implements Moment {
	}

	/** At a time. */
	record At(Instant instant) implements Moment {
	}

}
