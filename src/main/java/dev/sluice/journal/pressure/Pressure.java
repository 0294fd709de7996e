package dev.sluice.journal.pressure;

import java.time.Clock;
import java.util.concurrent.ThreadLocalRandom;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * Whether this instance asks to be left alone: its queue of appends has been full for a
 * while, and it is its turn. Where the database is what is slow, the queues of all
 * instances are full at the same moment, and nobody would be left to refuse politely, to
 * read and to stream. So time is parted into turns by the clock that all share, of which
 * each instance has one.
 */
@Component
public class Pressure {

	private final PressureSettings settings;

	private final Clock clock;

	private final double place;

	private long fullSince;

	private boolean full;

	private volatile boolean resting;

	@Autowired
	Pressure(PressureSettings settings, Clock clock) {
		this(settings, clock, ThreadLocalRandom.current().nextDouble());
	}

	/**
	 * One of a place.
	 * @param place which of the turns is its own, from 0 to 1
	 */
	Pressure(PressureSettings settings, Clock clock, double place) {
		this.settings = settings;
		this.clock = clock;
		this.place = place;
	}

	/** Looks how full the queue is now, from 0 to 1; several times a second. */
	public synchronized void look(double part) {
		long now = this.clock.millis();
		boolean relieved = part * 100 < (this.resting ? this.settings.relief() : this.settings.full());
		if (relieved) {
			this.full = false;
		}
		else if (!this.full) {
			this.full = true;
			this.fullSince = now;
		}
		this.resting = this.full && now - this.fullSince >= this.settings.patience().toMillis() && isItsTurn(now);
	}

	private boolean isItsTurn(long now) {
		int turns = this.settings.turns();
		return turns > 0 && Math.floorMod(now / this.settings.rest().toMillis(), turns) == (int) (this.place * turns);
	}

	/** Whether it is to be given nothing just now. */
	boolean isTooHigh() {
		return this.resting;
	}

}
