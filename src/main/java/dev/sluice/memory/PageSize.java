package dev.sluice.memory;

import org.springframework.util.unit.DataSize;

/**
 * How much a page holds at the most: it ends by whichever comes first, but never before
 * its first item.
 *
 * @param items how many
 * @param bytes how much they may weigh together
 */
public record PageSize(int items, long bytes) {

	public static PageSize of(int items, DataSize bytes) {
		return new PageSize(items, bytes.toBytes());
	}

	/** The room for an answer: items as they are read, and what is written of them. */
	public static long room(DataSize bytes) {
		return 2 * bytes.toBytes();
	}

	/** What may be read for an answer that has so much room. */
	public static PageSize within(int items, long room) {
		return new PageSize(items, room / 2);
	}

	/**
	 * The room for pages that are read one after the other: one that is being written,
	 * those that wait for it, and one that is read.
	 */
	public static long roomForPages(DataSize bytes) {
		return 4 * bytes.toBytes();
	}

	/** How large each of them may be where they have so much room. */
	public static PageSize pageWithin(int items, long room) {
		return new PageSize(items, room / 4);
	}

	/** What is left of it when some of it is taken; room for one item, where none is. */
	public PageSize less(int items, long bytes) {
		return new PageSize(Math.max(1, this.items - items), Math.max(1, this.bytes - bytes));
	}

}
