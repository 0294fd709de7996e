package dev.sluice.destinations.registry;

import org.jspecify.annotations.Nullable;

/**
 * A destination, and how far it is behind.
 *
 * @param positions of the journal that its cursor has not passed
 * @param seconds since the first of those was there; 0 where there are none
 * @param held how many events were refused, or wait behind one that was
 * @param secret what its events are signed with, as Standard Webhooks writes it; only
 * where it was made just now
 */
public record Tracked(Destination destination, long positions, long seconds, long held, @Nullable String secret) {

	/** The same with the secret that was made, for whoever asked for it. */
	Tracked with(String made) {
		return new Tracked(this.destination, this.positions, this.seconds, this.held, made);
	}

	/** Never the secret. */
	@Override
	public String toString() {
		return "Tracked[" + this.destination.id() + "]";
	}

}
