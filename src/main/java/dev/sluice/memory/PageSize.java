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

	/** What is left of it when some of it is taken; room for one item, where none is. */
	public PageSize less(int items, long bytes) {
		return new PageSize(Math.max(1, this.items - items), Math.max(1, this.bytes - bytes));
	}

}
