package dev.sluice.journal.epochs;

/**
 * A stretch of positions in which a journal has no entries, because the database was
 * restored to an earlier moment. What readers were shown there has been undone.
 *
 * @param restoredTo the newest position that the journal had after that
 * @param beganAfter the position before the first one that it was given since
 */
public record Epoch(long restoredTo, long beganAfter) {

	/** Whether what had this position was undone. */
	public boolean undid(long position) {
		return this.restoredTo < position && position < this.beganAfter;
	}

	/** Whether nothing but what was undone lies between a position and the new start. */
	public boolean follows(long position) {
		return this.restoredTo <= position && position < this.beganAfter;
	}

	/** How many of its positions lie after one and up to another one. */
	public long empty(long after, long upTo) {
		return Math.max(0, Math.min(this.beganAfter, upTo) - Math.max(this.restoredTo, after));
	}

}
