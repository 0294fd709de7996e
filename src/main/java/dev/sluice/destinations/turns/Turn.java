package dev.sluice.destinations.turns;

import java.time.Instant;
import java.util.Optional;

import dev.sluice.destinations.registry.Destination;
import dev.sluice.destinations.registry.DestinationView;
import dev.sluice.destinations.registry.Tracked;

/**
 * What became of a destination by itself.
 *
 * @param destination as it was after that
 * @param version the how many-th such turn of it this is
 * @param type such as {@code destination.failing}
 * @param readAt when it was found that it is to be told, by the clock of the database
 */
record Turn(Destination destination, int version, String type, Instant readAt) {

	/**
	 * The destination after it, for everybody who may read events: its address without
	 * what may be a secret.
	 * @param now how far it is now; empty where it is deleted
	 */
	DestinationView shown(Optional<Tracked> now) {
		Destination then = this.destination;
		long cursor = now.map((tracked) -> tracked.destination().cursor()).orElse(then.cursor());
		Destination shown = new Destination(then.merchant(), then.id(), then.type(), then.status(), then.reason(),
				then.description(), then.shownUrl(), then.types(), then.payload(), cursor, then.createdAt(),
				then.updatedAt());
		return DestinationView.of(new Tracked(shown, now.map(Tracked::positions).orElse(0L),
				now.map(Tracked::seconds).orElse(0L), now.map(Tracked::held).orElse(0L), null));
	}

}
