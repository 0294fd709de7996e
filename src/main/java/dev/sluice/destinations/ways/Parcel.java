package dev.sluice.destinations.ways;

import java.util.List;

import dev.sluice.values.RawJson;

/**
 * Something to be sent.
 *
 * @param url where to
 * @param secrets what it is signed with, each on its own; the newest first
 * @param id the same however often it is sent
 * @param body what is sent
 */
public record Parcel(String url, List<byte[]> secrets, String id, RawJson body) {

	public Parcel {
		secrets = List.copyOf(secrets);
	}

	/** Neither secrets nor what is said. */
	@Override
	public String toString() {
		return "Parcel[" + this.id + "]";
	}

}
