package dev.sluice.destinations.ways;

import dev.sluice.values.RawJson;
import org.jspecify.annotations.Nullable;

/**
 * Something to be sent.
 *
 * @param id the same however often it is sent
 * @param body what is sent
 * @param trace where in a trace it was made, as a {@code traceparent}; null where that is
 * not known
 */
public record Parcel(String id, RawJson body, @Nullable String trace) {

	/** Not what is said. */
	@Override
	public String toString() {
		return "Parcel[" + this.id + "]";
	}

}
