package dev.sluice.journal;

import java.util.List;

import dev.sluice.http.Problem;
import dev.sluice.http.Problem.FieldError;

import org.springframework.http.HttpStatus;

/**
 * Where a merchant's journal begins and ends.
 *
 * @param purged the last position that is no longer kept; 0 where all are
 * @param head the newest position; 0 where there is none
 */
public record Bounds(long purged, long head) {

	static final Bounds NONE = new Bounds(0, 0);

	/** Whether a reader who has everything up to a position can go on there. */
	public Place place(long position) {
		if (position > this.head) {
			return Place.UNKNOWN;
		}
		return (position < this.purged) ? Place.PURGED : Place.KEPT;
	}

	/**
	 * The position, where a reader can go on there.
	 * @throws Problem 410 or 422 that says where he can
	 */
	public long require(long position) {
		return switch (place(position)) {
			case KEPT -> position;
			case PURGED -> throw purged(this.purged);
			case UNKNOWN -> throw unknown(this.head);
		};
	}

	static Problem purged(long purged) {
		return Problem
			.of(HttpStatus.GONE, "events_purged",
					"Events up to position " + purged + " are no longer kept. Go on after that one.")
			.with("position", purged);
	}

	private static Problem unknown(long head) {
		return Problem
			.ofFields("unknown_position",
					List.of(new FieldError("after",
							"The newest event has position " + head + "; there is none to go on after beyond it.")))
			.with("position", head);
	}

	/** Where a position lies. */
	public enum Place {

		/** What comes after it is not kept any more. */
		PURGED,

		/** What comes after it is there, or will be. */
		KEPT,

		/** The journal has not come so far. */
		UNKNOWN

	}

}
