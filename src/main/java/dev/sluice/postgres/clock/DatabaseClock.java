package dev.sluice.postgres.clock;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

import org.jspecify.annotations.Nullable;

/**
 * The one clock of the application: the database's, as it was read last, and carried on
 * by what nobody can set. It is the machine's own until it was read once. A reading that
 * may agree with what is shown changes nothing, so that the time does not jump to and fro
 * by what the network takes.
 */
final class DatabaseClock extends Clock {

	private final OwnTime own;

	private volatile @Nullable Anchor anchor;

	DatabaseClock(OwnTime own) {
		this.own = own;
	}

	@Override
	public Instant instant() {
		Anchor last = this.anchor;
		return (last != null) ? last.instant().plus(this.own.since(last.ticks())) : this.own.now();
	}

	/**
	 * Takes what was read from the database.
	 * @param asked the ticks when it was asked; it answered at some moment since
	 * @return how far the machine's own clock is ahead, at least; negative where it is
	 * behind
	 */
	Duration set(Instant read, long asked) {
		long ticks = this.own.ticks().getAsLong();
		Instant latest = read.plusNanos(ticks - asked);
		Instant shown = within(read, latest, instant());
		this.anchor = new Anchor(shown, ticks);
		Instant machine = this.own.now();
		return Duration.between(within(read, latest, machine), machine);
	}

	private static Instant within(Instant earliest, Instant latest, Instant instant) {
		if (instant.isBefore(earliest)) {
			return earliest;
		}
		return instant.isAfter(latest) ? latest : instant;
	}

	@Override
	public ZoneId getZone() {
		return ZoneOffset.UTC;
	}

	@Override
	public Clock withZone(ZoneId zone) {
		throw new UnsupportedOperationException("Instants have no zone");
	}

	/** The time of the database when the ticks were so. */
	private record Anchor(Instant instant, long ticks) {
	}

}
