package dev.sluice.payments.admission;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import java.util.UUID;

import dev.sluice.payments.admission.Place.State;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * The places at one processor. Merchants who wait for one take turns, and none of them
 * has more than a share of the places, nor of the queue: whatever a merchant asks for,
 * and however long that takes, it leaves something to the others. Each step takes the
 * same small time, however many there are.
 */
final class ProcessorPlaces {

	private final int most;

	private final int share;

	private final int mostWaiting;

	private final int waitingShare;

	private int taken;

	private int waiting;

	/** A merchant is in here while it has a place, or waits for one. */
	private final Map<UUID, Line> lines = new HashMap<>();

	/** Those who wait and may have one more, in turn. */
	private final SequencedSet<Line> turns = new LinkedHashSet<>();

	ProcessorPlaces(int most, int share, int mostWaiting, int waitingShare) {
		this.most = most;
		this.share = share;
		this.mostWaiting = mostWaiting;
		this.waitingShare = waitingShare;
	}

	/**
	 * Makes a call from a new place.
	 * @param first whether it goes before others of the merchant, since it is recorded
	 * already
	 * @return as {@link Calls#call}
	 */
	<T> Mono<T> call(UUID merchant, boolean first, Duration patience, Mono<T> call) {
		return Mono.using(() -> new Place(merchant), (mine) -> enter(mine, first, patience).then(call), this::leave);
	}

	/** Makes a call from a place that is kept for it, as {@link #begin} says. */
	<T> Mono<T> call(Place kept, Mono<T> call) {
		return Mono.using(() -> kept, (mine) -> call, this::leave);
	}

	/**
	 * Takes a place, which is to be left again whatever comes of this.
	 * @return empty once it is had; {@link NoPlace} where it is not in time
	 */
	Mono<Void> enter(Place place, boolean first, Duration patience) {
		return Mono.defer(() -> switch (join(place, first)) {
			case KEPT, CALLING -> Mono.<Void>empty();
			// Whoever leaves does not do the work of all who come after.
			case WAITING ->
				place.granted().publishOn(Schedulers.parallel()).timeout(patience, Mono.error(NoPlace::new));
			case NEW, LEFT -> Mono.error(new NoPlace());
		});
	}

	/** Whoever left in this very moment is not let in any more. */
	private synchronized State join(Place place, boolean first) {
		if (place.state() != State.NEW) {
			return State.LEFT;
		}
		Line line = this.lines.computeIfAbsent(place.merchant(), (id) -> new Line());
		if (this.taken < this.most && line.taken < this.share) {
			keep(line, place);
		}
		else if (!first && (this.waiting >= this.mostWaiting || line.places.size() >= this.waitingShare)) {
			place.become(State.LEFT);
			tidy(place.merchant(), line);
		}
		else {
			place.become(State.WAITING);
			this.waiting++;
			line.add(place, first);
			tidy(place.merchant(), line);
		}
		return place.state();
	}

	/** The call begins; whether the place is still kept for it. */
	synchronized boolean begin(Place place) {
		if (place.state() == State.KEPT) {
			place.become(State.CALLING);
			return true;
		}
		return false;
	}

	/** Leaves a place whose call has not begun. */
	void lapse(Place place) {
		grant(free(place, true));
	}

	/** Leaves a place, or the queue for it; once. */
	void leave(Place place) {
		grant(free(place, false));
	}

	private synchronized List<Place> free(Place place, boolean unlessCalling) {
		State state = place.state();
		Line line = this.lines.get(place.merchant());
		if (unlessCalling && state == State.CALLING) {
			return List.of();
		}
		place.become(State.LEFT);
		if (line == null || state == State.NEW || state == State.LEFT) {
			return List.of();
		}
		if (state == State.WAITING) {
			this.waiting--;
			var _ = line.places.remove(place);
		}
		else {
			this.taken--;
			line.taken--;
		}
		tidy(place.merchant(), line);
		return next();
	}

	/** Who is next, while there are places. */
	private List<Place> next() {
		List<Place> granted = new ArrayList<>(1);
		while (this.taken < this.most && !this.turns.isEmpty()) {
			Line line = this.turns.removeFirst();
			Place place = line.places.removeFirst();
			this.waiting--;
			keep(line, place);
			granted.add(place);
			tidy(place.merchant(), line);
		}
		return granted;
	}

	private void keep(Line line, Place place) {
		place.become(State.KEPT);
		this.taken++;
		line.taken++;
	}

	private static void grant(List<Place> places) {
		places.forEach(Place::grant);
	}

	/** A merchant is in turn while it waits and may have one more. */
	private void tidy(UUID merchant, Line line) {
		if (line.places.isEmpty() || line.taken >= this.share) {
			var _ = this.turns.remove(line);
		}
		else {
			var _ = this.turns.add(line);
		}
		if (line.places.isEmpty() && line.taken == 0) {
			var _ = this.lines.remove(merchant);
		}
	}

	synchronized int taken() {
		return this.taken;
	}

	synchronized int waiting() {
		return this.waiting;
	}

	/** A merchant's places, and who of it waits for one. */
	private static final class Line {

		private int taken;

		private final SequencedSet<Place> places = new LinkedHashSet<>();

		void add(Place place, boolean first) {
			if (first) {
				this.places.addFirst(place);
			}
			else {
				this.places.addLast(place);
			}
		}

	}

}
