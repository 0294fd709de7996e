package dev.sluice.client;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;

import dev.sluice.client.gateway.Event;
import dev.sluice.client.gateway.Gateway;
import dev.sluice.client.gateway.Positions;

/**
 * A range of events that happened already.
 *
 * @param first the first position to look at
 * @param last the last one
 * @param earliest what was created before is left out
 * @param latest what was created after is left out
 */
record Span(long first, long last, Instant earliest, Instant latest) {

	/** How far apart neighbours may be created that are in the order of their commits. */
	private static final Duration DISORDER = Duration.ofMinutes(1);

	/** Finds out which one that is. */
	static Span find(Gateway gateway, Edge from, Edge to) throws IOException, InterruptedException {
		Positions positions = Positions.of(gateway);
		long first = switch (from) {
			case Edge.Beginning _ -> positions.oldest();
			case Edge.Now _ -> positions.newest() + 1;
			case Edge.At(long position) -> position;
			case Edge.Time(var instant) -> positions.since(instant.minus(DISORDER));
		};
		long last = switch (to) {
			case Edge.Beginning _ -> positions.oldest();
			case Edge.Now _ -> positions.newest();
			case Edge.At(long position) -> Math.min(position, positions.newest());
			case Edge.Time(var instant) -> positions.since(instant.plus(DISORDER).plusNanos(1)) - 1;
		};
		return new Span(first, last, (from instanceof Edge.Time(var instant)) ? instant : Instant.MIN,
				(to instanceof Edge.Time(var instant)) ? instant : Instant.MAX);
	}

	/** Whether there is nothing in it. */
	boolean isEmpty() {
		return this.first > this.last;
	}

	/** Whether an event between its positions belongs to it. */
	boolean has(Event event) {
		return !event.createdAt().isBefore(this.earliest) && !event.createdAt().isAfter(this.latest);
	}

}
