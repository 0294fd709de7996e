package dev.sluice.journal;

/**
 * Where a merchant's journal begins and ends.
 *
 * @param purged the last position that is no longer kept; 0 where all are
 * @param head the newest position; 0 where there is none
 */
public record Bounds(long purged, long head) {

	static final Bounds NONE = new Bounds(0, 0);

}
