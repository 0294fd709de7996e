package dev.sluice.destinations.cursors;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

import dev.sluice.destinations.cursors.Rounds.Rest;
import dev.sluice.destinations.registry.Destination;
import dev.sluice.pace.Pace;
import dev.sluice.values.TypeId;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;

/**
 * Brings one destination what there is for it. Whoever has nothing to bring holds next to
 * nothing; whoever has waits for a seat, works a round, and makes room for the next.
 */
final class Courier {

	private static final Logger log = LoggerFactory.getLogger(Courier.class);

	private static final Duration AFTER_TROUBLE = Duration.ofSeconds(2);

	private final UUID merchant;

	private final UUID destination;

	private final Office office;

	private @Nullable Pace pace;

	private @Nullable Disposable timer;

	private long timerAt;

	/** Before that it is not looked whether somebody is there again. */
	private long probeAt = System.nanoTime();

	private State state = State.IDLE;

	/** Whether there may be more than the round under way knows of. */
	private boolean again;

	/** Whether what is known of it is over. */
	private volatile boolean changed;

	Courier(UUID merchant, UUID destination, Office office) {
		this.merchant = merchant;
		this.destination = destination;
		this.office = office;
	}

	UUID merchant() {
		return this.merchant;
	}

	UUID destination() {
		return this.destination;
	}

	/** There may be something to bring. */
	void wake() {
		synchronized (this) {
			if (this.state != State.IDLE) {
				this.again |= this.state != State.GONE;
				return;
			}
			Duration pause = (this.pace != null) ? this.pace.pause() : Duration.ZERO;
			if (pause.isPositive()) {
				wakeIn(pause);
				return;
			}
			this.state = State.WAITING;
			this.again = false;
		}
		Seats seats = seats();
		seats.take(this.merchant, () -> this.office.scheduler().schedule(() -> work(seats)));
	}

	/** The merchant has changed something about it: whatever was known of it is over. */
	void refresh() {
		synchronized (this) {
			this.changed = true;
			if (this.state == State.IDLE) {
				forget();
			}
		}
		wake();
	}

	private void forget() {
		if (this.changed) {
			this.pace = null;
			this.changed = false;
		}
	}

	/** Leaves, if it has nothing to do now; whether it does. */
	synchronized boolean leaveIfIdle() {
		boolean idle = this.state == State.IDLE;
		if (idle) {
			leave();
		}
		return idle;
	}

	/** It is somebody else's now, or nobody's; what is under way ends by itself. */
	synchronized void leave() {
		this.state = State.GONE;
		if (this.timer != null) {
			this.timer.dispose();
		}
	}

	/** Whether it does nothing any more. */
	synchronized boolean isGone() {
		return this.state == State.GONE;
	}

	/** Whether it has nothing to do now. */
	synchronized boolean isIdle() {
		return this.state == State.IDLE || this.state == State.GONE;
	}

	private synchronized Seats seats() {
		return (this.pace != null && this.pace.isInTrouble()) ? this.office.troubled() : this.office.seats();
	}

	private synchronized void wakeIn(Duration pause) {
		long at = System.nanoTime() + pause.toNanos();
		if (this.timer != null && !this.timer.isDisposed() && this.timerAt - at <= 0) {
			return;
		}
		if (this.timer != null) {
			this.timer.dispose();
		}
		this.timerAt = at;
		this.timer = this.office.scheduler().schedule(() -> {
			synchronized (this) {
				this.timer = null;
			}
			wake();
		}, Math.max(1, pause.toMillis()), TimeUnit.MILLISECONDS);
	}

	private void work(Seats seats) {
		boolean probes = System.nanoTime() - this.probeAt >= 0;
		Mono<Rest> round = begin() ? rounds().round(seats::areWanted, probes) : Mono.just(Rest.NONE);
		var _ = round.subscribe((rest) -> end(seats, rest, probes), (error) -> end(seats, recover(error), probes));
	}

	private synchronized boolean begin() {
		if (this.state != State.WAITING || !this.office.desk().isOurs().getAsBoolean()) {
			return false;
		}
		this.state = State.AT_WORK;
		forget();
		return true;
	}

	private Rounds rounds() {
		return new Rounds(this.merchant, this.destination, this.office, () -> pace(this.office.desk().settings()),
				() -> this.changed);
	}

	private synchronized Pace pace(CourierSettings settings) {
		if (this.pace == null) {
			this.pace = new Pace(settings.concurrency(), CourierSettings.SHORTEST_PAUSE, settings.longestPause(),
					System::nanoTime);
		}
		return this.pace;
	}

	private Rest recover(Throwable error) {
		if (error instanceof Rounds.Lost && error.getCause() == null) {
			log.debug("What came of bringing something to {} was not written down", name(), error);
		}
		else {
			log.warn("Nothing can be brought to {} now, it is tried again: {}", name(), error.toString());
		}
		this.office.interrupted();
		return new Rest(false, AFTER_TROUBLE.plusMillis(ThreadLocalRandom.current().nextLong(1000)), false, false);
	}

	private String name() {
		return TypeId.write(Destination.PREFIX, this.destination);
	}

	private void end(Seats seats, Rest rest, boolean probed) {
		boolean more;
		synchronized (this) {
			if (this.state != State.GONE) {
				this.state = State.IDLE;
			}
			more = this.again || rest.more();
			if (rest.away() && probed) {
				this.probeAt = System.nanoTime() + this.office.desk().settings().longestPause().toNanos();
			}
		}
		seats.leave(this.merchant);
		if (rest.lost()) {
			this.office.lost(this);
			return;
		}
		goOn(rest, more);
	}

	private void goOn(Rest rest, boolean more) {
		Duration next = rest.next();
		if (next != null) {
			Duration probe = Duration.ofNanos(Math.max(0, this.probeAt - System.nanoTime()));
			wakeIn((rest.away() && probe.compareTo(next) < 0) ? probe : next);
		}
		if (more) {
			wake();
		}
	}

	/** What a courier is doing. */
	private enum State {

		/** Nothing. */
		IDLE,

		/** It waits for a seat. */
		WAITING,

		/** It works a round. */
		AT_WORK,

		/** Nothing any more. */
		GONE

	}

}
