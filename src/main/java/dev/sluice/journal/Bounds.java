package dev.sluice.journal;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import dev.sluice.http.Problem;
import dev.sluice.http.Problem.FieldError;
import dev.sluice.journal.epochs.Epoch;
import io.r2dbc.spi.Readable;

import org.springframework.http.HttpStatus;

/**
 * Where a merchant's journal begins and ends.
 *
 * @param purged the last position that is no longer kept; 0 where all are
 * @param head the newest position; 0 where there is none
 * @param epochs since when it went on behind what a restored database had lost
 */
public record Bounds(long purged, long head, List<Epoch> epochs) {

	/** The epochs of the journal of {@code h}, as two expressions. */
	public static final String EPOCHS = """
			(select array_agg(e.restored_to order by e.began_after) from journal_epochs e
			  where e.merchant_id = h.merchant_id),
			(select array_agg(e.began_after order by e.began_after) from journal_epochs e
			  where e.merchant_id = h.merchant_id)""";

	static final Bounds NONE = new Bounds(0, 0);

	/** Of a journal that nobody has ever restored. */
	public Bounds(long purged, long head) {
		this(purged, head, List.of());
	}

	/** What columns say: the two positions, and {@link #EPOCHS}. */
	public static Bounds read(Readable row, int first) {
		Long[] restored = row.get(first + 2, Long[].class);
		Long[] began = row.get(first + 3, Long[].class);
		List<Epoch> epochs = new ArrayList<>();
		if (restored != null && began != null) {
			for (int i = 0; i < began.length; i++) {
				epochs.add(new Epoch(restored[i], began[i]));
			}
		}
		return new Bounds(Objects.requireNonNull(row.get(first, Long.class)),
				Objects.requireNonNull(row.get(first + 1, Long.class)), List.copyOf(epochs));
	}

	/** Whether a reader who has everything up to a position can go on there. */
	public Place place(long position) {
		if (position > this.head) {
			return Place.UNKNOWN;
		}
		if (position < this.purged) {
			return Place.PURGED;
		}
		return (kept(position) < position) ? Place.UNDONE : Place.KEPT;
	}

	/** The last position up to one that was not undone. */
	public long kept(long position) {
		return this.epochs.stream()
			.filter((epoch) -> epoch.undid(position))
			.mapToLong(Epoch::restoredTo)
			.findFirst()
			.orElse(position);
	}

	/** The position that follows one that is kept. */
	public long next(long position) {
		long last = position;
		for (Epoch epoch : this.epochs) {
			if (epoch.follows(last)) {
				last = epoch.beganAfter();
			}
		}
		return last + 1;
	}

	/** How many entries there are, or were, after a position and up to another one. */
	public long count(long after, long upTo) {
		long empty = this.epochs.stream().mapToLong((epoch) -> epoch.empty(after, upTo)).sum();
		return Math.max(0, upTo - after - empty);
	}

	/**
	 * The position, where a reader can go on there.
	 * @throws Problem 410 or 422 that says where he can
	 */
	public long require(long position) {
		return switch (place(position)) {
			case KEPT -> position;
			case PURGED -> throw purged(this.purged);
			case UNDONE -> throw undone(kept(position));
			case UNKNOWN -> throw unknown(this.head);
		};
	}

	static Problem purged(long purged) {
		return Problem
			.of(HttpStatus.GONE, "events_purged",
					"Events up to position " + purged + " are no longer kept. Go on after that one.")
			.with("position", purged);
	}

	private static Problem undone(long kept) {
		return Problem
			.of(HttpStatus.GONE, "events_undone",
					"Events after position " + kept
							+ " were undone when the database was restored to an earlier moment. "
							+ "Forget them, and go on after that one.")
			.with("position", kept);
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

		/** What was there was undone by a restore of the database. */
		UNDONE,

		/** What comes after it is there, or will be. */
		KEPT,

		/** The journal has not come so far. */
		UNKNOWN

	}

}
