package dev.sluice.memory;

import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/**
 * Who has how much. A caller has a share at the most, so that one whose readers are slow
 * leaves something to the others; and what is large leaves something to what is small, so
 * that the same caller still gets shorter pages, and single items. What is larger than
 * all that is had by who has nothing else. Not thread-safe.
 */
final class MemoryLedger {

	/** A single item, such as a payment, until its size is known. */
	static final long ITEM = 64 * 1024;

	/** What is needed for a page that is shorter than it could be. */
	static final long SHORT = 128 * 1024;

	private final long all;

	private final long share;

	private long taken;

	/** A caller is in here while it has something. */
	private final Map<UUID, Long> callers = new HashMap<>();

	MemoryLedger(long all, long share) {
		this.all = all;
		this.share = share;
	}

	long taken() {
		return this.taken;
	}

	/** Whether a caller can have so much more now. */
	boolean has(UUID caller, long bytes) {
		return isWithinItsShare(caller, bytes)
				&& (this.taken == 0 || this.taken + bytes <= this.all - (2 - reserves(bytes)) * quarter());
	}

	/** Whether a caller could, as far as it is up to what the caller has already. */
	boolean isWithinItsShare(UUID caller, long bytes) {
		long mine = this.callers.getOrDefault(caller, 0L);
		return mine == 0 || mine + bytes <= this.share + reserves(bytes) * quarter();
	}

	private long quarter() {
		return (this.all - this.share) / 4;
	}

	/** How many quarters that are kept for what is small are open to so much. */
	private static int reserves(long bytes) {
		return (bytes <= ITEM) ? 2 : (bytes <= SHORT) ? 1 : 0;
	}

	/** Gives a caller more, or takes it back. */
	void add(UUID caller, long bytes) {
		this.taken += bytes;
		var _ = this.callers.compute(caller, (id, mine) -> {
			long after = ((mine != null) ? mine : 0) + bytes;
			return (after != 0) ? after : null;
		});
	}

}
