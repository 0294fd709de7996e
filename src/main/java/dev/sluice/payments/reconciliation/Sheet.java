package dev.sluice.payments.reconciliation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.sluice.payments.port.Booking;
import dev.sluice.payments.words.OperationId;
import org.jspecify.annotations.Nullable;

/**
 * The operations of the gateway in a stretch, ticked off as a processor's book is read.
 * It is used by one after the other.
 */
final class Sheet {

	private final Map<OperationId, Tick> ticks = new HashMap<>();

	Sheet(List<OwnEntry> entries) {
		entries.forEach((entry) -> this.ticks.put(entry.id(), new Tick(entry)));
	}

	/** Ticks off what a booking is about; null where it is about none of these. */
	@Nullable Pair tick(Booking booking) {
		Tick tick = this.ticks.get(booking.operation());
		if (tick == null) {
			return null;
		}
		boolean again = tick.done && booking.state() == Booking.State.SUCCEEDED;
		tick.seen = true;
		tick.done |= booking.state() == Booking.State.SUCCEEDED;
		return new Pair(tick.entry, booking, again);
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

		private boolean done;

		Tick(OwnEntry entry) {
			this.entry = entry;
		}

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
