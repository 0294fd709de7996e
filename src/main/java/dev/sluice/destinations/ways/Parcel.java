package dev.sluice.destinations.ways;

import dev.sluice.values.RawJson;

/**
 * Something to be sent.
 *
 * @param id the same however often it is sent
 * @param body what is sent
 */
public record Parcel(String id, RawJson body) {

	/** Not what is said. */
	@Override
	public String toString() {
		return "Parcel[" + this.id + "]";
	}

}
