package dev.sluice.destinations.registry;

import java.time.Instant;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.sluice.values.TypeId;
import org.jspecify.annotations.Nullable;

/**
 * A destination as the API shows it.
 *
 * @param id written {@code dst_…}
 * @param url where events are posted; null where they are come for
 * @param types of the events that are sent, in their order; all where it is empty
 * @param position all up to here has arrived, is held or is not wanted; of a consumer,
 * was acknowledged
 * @param held how many events were refused, or wait behind one that was; of a consumer,
 * were come for and not acknowledged, or wait behind such a one
 * @param secret in the answer to its making, and never again
 */
public record DestinationView(String id, String type, String status, @Nullable String reason,
		@Nullable String description, @Nullable String url, List<String> types, String payload, long position, Lag lag,
		long held, Instant createdAt, Instant updatedAt,
		@JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String secret) {

	/** A destination, with its secret where it was made just now. */
	public static DestinationView of(Tracked tracked) {
		Destination destination = tracked.destination();
		return new DestinationView(TypeId.write(Destination.PREFIX, destination.id()), destination.type().label(),
				destination.status().label(), destination.reason(), destination.description(), destination.url(),
				destination.types().stream().sorted().toList(), destination.payload().label(), destination.cursor(),
				new Lag(tracked.positions(), tracked.seconds()), tracked.held(), destination.createdAt(),
				destination.updatedAt(), tracked.secret());
	}

	/** Never the secret. */
	@Override
	public String toString() {
		return "DestinationView[" + this.id + "]";
	}

	/**
	 * How far behind the journal a destination is.
	 *
	 * @param seconds since the first event was there that is not passed; 0 where all are
	 */
	public record Lag(long positions, long seconds) {
	}

}
