package dev.sluice.http.load;

import java.util.Collections;
import java.util.Optional;
import java.util.Set;

import dev.sluice.http.KnownParameters;
import org.jspecify.annotations.Nullable;

/**
 * What is asked for, from what may wait longest to what may wait least: in this order it
 * is turned away.
 */
enum Urgency {

	/** All that there is, as lines or as a table. */
	EXPORT,

	/** A page of many, their sum, or a stream of them. */
	LIST,

	/** One payment, what is to become of it, and all else. */
	PAYMENT;

	/** A route that can be asked how many, or of how long a time, reads many. */
	private static final Set<String> OF_LISTS = Set.of("limit", "window");

	/**
	 * How urgent a request is.
	 * @param known what its route knows; empty where there is no route
	 * @param accept what its caller accepts; lists are read in full, too
	 */
	static Urgency of(Optional<KnownParameters> known, @Nullable String accept) {
		if (known.isEmpty() || Collections.disjoint(known.get().names(), OF_LISTS)) {
			return PAYMENT;
		}
		return (accept != null && (accept.contains("ndjson") || accept.contains("csv"))) ? EXPORT : LIST;
	}

}
