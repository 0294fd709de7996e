package dev.sluice.destinations.cursors;

import java.time.Duration;
import java.util.List;

import dev.sluice.destinations.ways.Answer;
import dev.sluice.destinations.ways.Answer.Outcome;

/**
 * What came of a while of bringing events to a destination.
 *
 * @param cursor where it stands now
 * @param arrived whether something has arrived
 * @param failed whether something has not that was sent for the first time
 * @param gone whether nothing is wanted there any more
 * @param gaveUp whether something is not tried any more
 * @param held what is held from now on, or longer
 * @param released the positions of what is not
 * @param sent what was sent
 */
record Progress(long cursor, boolean arrived, boolean failed, boolean gone, boolean gaveUp, List<Held> held,
		List<Long> released, List<Sent> sent) {

	/**
	 * An event that is held.
	 *
	 * @param pause when it is sent again
	 */
	record Held(Window.Held event, Duration pause) {
	}

	/**
	 * An event that was sent.
	 *
	 * @param attempt the how many-th time it was
	 * @param outcome what came of it
	 * @param since when it was sent, as {@link System#nanoTime}
	 */
	record Sent(long position, int attempt, Outcome outcome, Answer answer, long since) {

		/** How long ago it was sent, in seconds. */
		double age() {
			return (System.nanoTime() - this.since) / 1e9;
		}

	}

}
