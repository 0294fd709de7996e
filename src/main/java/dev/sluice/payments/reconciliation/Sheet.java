package dev.sluice.payments.reconciliation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.sluice.payments.port.Booking;
import dev.sluice.payments.words.OperationId;
import dev.sluice.payments.words.ProcessorReference;
import org.jspecify.annotations.Nullable;

/**
 * The operations of the gateway in a stretch, ticked off as a processor's book is read.
 * It is used by one after the other.
 */
final class Sheet {

	private final Map<OperationId, Tick> ticks = new HashMap<>();

	private final Set<Seen> seen = new HashSet<>();

	Sheet(List<OwnEntry> entries) {
		entries.forEach((entry) -> this.ticks.put(entry.id(), new Tick(entry)));
	}

	/**
	 * Whether a booking was not read before: a processor may tell the same twice. Of very
	 * many the first ones are forgotten.
	 */
	boolean isNew(Booking booking) {
		if (this.seen.size() == Stretch.MOST) {
			this.seen.clear();
		}
		return this.seen.add(new Seen(booking.operation(), booking.reference(), booking.state()));
	}

	/** Ticks off what a booking is about; null where it is about none of these. */
	@Nullable Pair tick(Booking booking) {
		Tick tick = this.ticks.get(booking.operation());
		if (tick == null || tick.wasDoneAfter(booking)) {
			return null;
		}
		tick.seen = true;
		return new Pair(tick.entry, booking, tick.isAnother(booking));
	}

	/** Those about which no booking was. */
	List<OwnEntry> left() {
		List<OwnEntry> left = new ArrayList<>();
		this.ticks.values().stream().filter((tick) -> !tick.seen).forEach((tick) -> left.add(tick.entry));
		return left;
	}

	/** How far an operation is. */
	private static final class Tick {

		private final OwnEntry entry;

		private boolean seen;

		/**
		 * What the processor calls that which is done, or which is to be; null where that
		 * is not known.
		 */
		private @Nullable ProcessorReference done;

		Tick(OwnEntry entry) {
			this.entry = entry;
			this.done = entry.entry().failed() ? null : entry.entry().reference();
		}

		/** Whether it failed as one object, and was done, or is to be, as another one. */
		boolean wasDoneAfter(Booking booking) {
			ProcessorReference reference = booking.reference();
			return booking.state() == Booking.State.FAILED && this.done != null && reference != null
					&& !reference.equals(this.done);
		}

		/** Whether it was done by something else already. */
		boolean isAnother(Booking booking) {
			ProcessorReference reference = booking.reference();
			if (booking.state() != Booking.State.SUCCEEDED || reference == null) {
				return false;
			}
			if (this.done == null) {
				this.done = reference;
			}
			return !reference.equals(this.done);
		}

	}

	/** What a booking says. */
	private record Seen(OperationId operation, @Nullable ProcessorReference reference, Booking.State state) {
	}

	/**
	 * The same operation in both books.
	 *
	 * @param booking null where the processor knows nothing of it
	 * @param again whether the processor has done it before
	 */
	record Pair(OwnEntry own, @Nullable Booking booking, boolean again) {
	}

}
