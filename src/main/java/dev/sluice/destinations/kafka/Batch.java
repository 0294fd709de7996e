package dev.sluice.destinations.kafka;

import java.util.List;

import dev.sluice.journal.Entry;

/**
 * What was read at once, to be written at once.
 *
 * @param parts of some merchants each; perhaps none
 * @param more whether another one comes at once; perhaps an empty one
 */
record Batch(List<Part> parts, boolean more) {

	/**
	 * What comes next of a merchant's.
	 *
	 * @param origin whose it is
	 * @param entries oldest first; at least one
	 */
	record Part(Origin origin, List<Entry> entries) {

	}

}
