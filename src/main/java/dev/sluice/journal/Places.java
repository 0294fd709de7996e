package dev.sluice.journal;

import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Semaphore;

/**
 * The places of appends that wait or are being committed. A merchant gets a share of
 * them, so that one whose journal is stuck leaves room for the others.
 */
final class Places {

	private final Semaphore free;

	private final int all;

	private final int share;

	/** A merchant is in here while it has places. */
	private final ConcurrentMap<UUID, Integer> taken = new ConcurrentHashMap<>();

	/**
	 * So many places.
	 * @param share how many of them one merchant may have
	 */
	Places(int all, int share) {
		this.free = new Semaphore(all);
		this.all = all;
		this.share = share;
	}

	/** Takes a place, to be left again; false where there is none for this merchant. */
	boolean take(UUID merchant) {
		int mine = this.taken.merge(merchant, 1, Integer::sum);
		if (mine <= this.share && this.free.tryAcquire()) {
			return true;
		}
		forget(merchant, 1);
		return false;
	}

	void leave(UUID merchant, int count) {
		forget(merchant, count);
		this.free.release(count);
	}

	private void forget(UUID merchant, int count) {
		var _ = this.taken.computeIfPresent(merchant, (id, mine) -> (mine > count) ? mine - count : null);
	}

	/** How many are taken, by all merchants. */
	int taken() {
		return this.all - this.free.availablePermits();
	}

}
