package dev.sluice.destinations.cursors;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import dev.sluice.destinations.registry.Destination;
import dev.sluice.destinations.registry.Destination.Payload;
import dev.sluice.destinations.registry.Destination.Status;
import dev.sluice.destinations.ways.Parcel;
import dev.sluice.journal.Entry;
import dev.sluice.journal.EventJson;
import dev.sluice.journal.Selection;
import dev.sluice.values.RawJson;
import dev.sluice.values.TypeId;

/**
 * Where a destination stands, and what it takes to go on.
 *
 * @param term that of its holder
 * @param head the newest position of the journal
 * @param purged the last position that is not kept any more
 * @param held the positions that are held, by subject
 * @param unwell whether something was refused, and nothing has arrived since
 * @param changedAt when it was changed last
 */
record Standing(UUID merchant, UUID destination, UUID holder, long term, Status status, String url, Selection selection,
		Payload payload, List<byte[]> secrets, long cursor, long purged, long head, Map<UUID, Set<Long>> held,
		boolean unwell, Instant changedAt) {

	private static final int SEVERAL = 4;

	/** Whether events are brought there now. */
	boolean isActive() {
		return this.status == Status.ACTIVE || this.status == Status.FAILING;
	}

	/**
	 * Whether nobody seems to be there: several were refused, and none has arrived since.
	 */
	boolean isAway() {
		return this.unwell && this.held.size() >= SEVERAL;
	}

	/** Whether an event tells of this destination. */
	boolean isAboutItself(Entry entry) {
		return entry.subjectId().equals(this.destination);
	}

	/** Whether one that is held does. */
	boolean isHeldAboutItself(long position) {
		return this.held.getOrDefault(this.destination, Set.of()).contains(position);
	}

	/** An event as it is sent; its id is the same however often that is. */
	Parcel parcel(Entry entry) {
		RawJson body = (this.payload == Payload.FULL) ? EventJson.write(entry) : EventJson.writeThin(entry);
		return new Parcel(TypeId.write(Destination.PREFIX, this.destination) + "_" + entry.position(), body,
				entry.trace());
	}

	/** Neither secrets nor where it is. */
	@Override
	public String toString() {
		return "Standing[" + this.destination + "]";
	}

}
