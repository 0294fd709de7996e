package dev.sluice.destinations.consumers;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import dev.sluice.destinations.registry.Destination.Payload;
import dev.sluice.journal.Entry;
import dev.sluice.journal.EventJson;
import dev.sluice.values.RawJson;

/**
 * Events that were given to somebody.
 *
 * @param lease under which it is told what became of them; written {@code lse_…}
 * @param until when they are given to the next one, where nothing was told; by the clock
 * of the database
 * @param payload what is told of an event
 * @param entries at least one, oldest first
 */
public record Batch(UUID lease, Instant until, Payload payload, List<Entry> entries) {

	/** What such ids begin with. */
	public static final String PREFIX = "lse";

	/** The events as they are told. */
	public List<RawJson> events() {
		return this.entries.stream()
			.map((this.payload == Payload.FULL) ? EventJson::write : EventJson::writeThin)
			.toList();
	}

}
