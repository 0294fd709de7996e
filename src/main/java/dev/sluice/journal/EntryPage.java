package dev.sluice.journal;

import java.util.List;

/**
 * A stretch of a merchant's journal.
 *
 * @param entries what is wanted of it, oldest first
 * @param upTo the position it reaches to; nothing that is wanted is missing up to there
 */
public record EntryPage(List<Entry> entries, long upTo) {
}
