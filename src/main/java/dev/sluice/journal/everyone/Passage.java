package dev.sluice.journal.everyone;

import java.util.List;
import java.util.UUID;

import dev.sluice.journal.Entry;

/**
 * What was found of a merchant's journal, beside those of others.
 *
 * @param merchant whose it is
 * @param entries oldest first; at least one
 * @param full whether it ends there because it holds no more
 */
public record Passage(UUID merchant, List<Entry> entries, boolean full) {

	/** The position of its first entry. */
	public long first() {
		return this.entries.getFirst().position();
	}

	/** Its entries up to where the next one does not follow. */
	public List<Entry> unbroken() {
		int size = 1;
		while (size < this.entries.size() && this.entries.get(size).position() == first() + size) {
			size++;
		}
		return this.entries.subList(0, size);
	}

}
