package dev.sluice.memory;

import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/**
 * Places for what is under way, bounded by number and by bytes. A merchant gets a share
 * of them, so that one whose work is stuck leaves room for the others.
 */
public final class Places {

	private final Taken all;

	private final Taken share;

	private Taken taken = Taken.NONE;

	/** A merchant is in here while it has places. */
	private final Map<UUID, Taken> merchants = new HashMap<>();

	/**
	 * So many places.
	 * @param share how much of them one merchant may have
	 */
	public Places(Taken all, Taken share) {
		this.all = all;
		this.share = share;
	}

	/**
	 * Takes a place, to be left again; false where there is none for this merchant. Who
	 * has none yet gets one however large it has to be, if there is one at all.
	 */
	public synchronized boolean take(UUID merchant, long bytes) {
		Taken mine = this.merchants.getOrDefault(merchant, Taken.NONE).plus(1, bytes);
		Taken after = this.taken.plus(1, bytes);
		if (!after.isWithin(this.all) || (mine.count > 1 && !mine.isWithin(this.share))) {
			return false;
		}
		this.taken = after;
		this.merchants.put(merchant, mine);
		return true;
	}

	/** Leaves so many again. */
	public synchronized void leave(UUID merchant, int count, long bytes) {
		this.taken = this.taken.plus(-count, -bytes);
		var _ = this.merchants.computeIfPresent(merchant,
				(id, mine) -> (mine.count > count) ? mine.plus(-count, -bytes) : null);
	}

	/** Which part is taken, of the number or of the bytes, whichever is more. */
	public synchronized double part() {
		return Math.max((double) this.taken.count / this.all.count, (double) this.taken.bytes / this.all.bytes);
	}

	/** How many are taken, by all merchants. */
	public synchronized int taken() {
		return this.taken.count;
	}

	/**
	 * So many places, and what they weigh together.
	 */
	public record Taken(int count, long bytes) {

		private static final Taken NONE = new Taken(0, 0);

		/** So many percent of it; one place at least. */
		public Taken percent(int share) {
			return new Taken(Math.toIntExact(Math.max(1, (long) this.count * share / 100)), this.bytes * share / 100);
		}

		private Taken plus(int count, long bytes) {
			return new Taken(this.count + count, this.bytes + bytes);
		}

		/** One alone may weigh what it likes. */
		private boolean isWithin(Taken limit) {
			return this.count <= limit.count && (this.count == 1 || this.bytes <= limit.bytes);
		}

	}

}
