package dev.sluice.destinations.cursors;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

import dev.sluice.destinations.ways.Answer;
import dev.sluice.destinations.ways.Answer.Outcome;

/**
 * What came of what was sent in a round, until it is written down. One thread at a time.
 */
final class Tally {

	private final List<Progress.Sent> sent = new ArrayList<>();

	private final Standing standing;

	private final CourierSettings settings;

	/** How long the other side wishes to be left alone, as it said last. */
	private Duration wish = Duration.ZERO;

	private boolean everArrived;

	private boolean arrived;

	private boolean failed;

	private boolean gone;

	private boolean gaveUp;

	Tally(Standing standing, CourierSettings settings) {
		this.standing = standing;
		this.settings = settings;
	}

	/**
	 * An event was sent. What is about the destination itself makes nothing of it where
	 * it is refused, so that nothing comes of it again and again.
	 * @param outcome what it comes down to, which may be more than the answer says
	 * @param since when, as {@link System#nanoTime}
	 */
	void sent(Item item, Answer answer, Outcome outcome, long since) {
		this.sent.add(new Progress.Sent(item.entry().position(), item.attempts() + 1, outcome, answer, since));
		this.arrived |= answer.isDelivered();
		this.everArrived |= answer.isDelivered();
		boolean own = this.standing.isAboutItself(item.entry());
		this.failed |= !answer.isDelivered() && !item.isHeld() && !own;
		this.gone |= answer.outcome() == Outcome.GONE;
		this.gaveUp |= outcome == Outcome.GIVEN_UP && !own;
		Duration asked = answer.retryAfter();
		if (asked != null) {
			this.wish = asked;
		}
	}

	/** Something is not brought any more. */
	void gaveUp() {
		this.gaveUp = true;
	}

	/** Something that is held cannot be brought any more. */
	void lost(long position) {
		this.gaveUp |= !this.standing.isHeldAboutItself(position);
	}

	/** Whether something has arrived, written down or not. */
	boolean hasArrived() {
		return this.everArrived;
	}

	/** How much is not written down. */
	int size() {
		return this.sent.size();
	}

	/** Whether all is written down. */
	boolean isEmpty() {
		return this.sent.isEmpty() && !this.gaveUp;
	}

	/** All that is to be written down, with where the window stands; once. */
	Progress take(Window window) {
		List<Progress.Held> held = window.takeToHold()
			.stream()
			.map((event) -> new Progress.Held(event, pause(event)))
			.toList();
		Progress progress = new Progress(window.cursor(), this.arrived, this.failed, this.gone, this.gaveUp, held,
				window.takeReleased(), List.copyOf(this.sent));
		this.sent.clear();
		this.arrived = false;
		this.failed = false;
		this.gone = false;
		this.gaveUp = false;
		return progress;
	}

	/** What waits for another one is due as soon as it is the first. */
	private Duration pause(Window.Held event) {
		if (event.attempts() == 0) {
			return Duration.ZERO;
		}
		long retry = this.settings.retryAfter(event.attempts()).toMillis();
		long jittered = (long) (retry * (0.75 + ThreadLocalRandom.current().nextDouble() / 2));
		return Duration.ofMillis(Math.max(jittered, this.wish.toMillis()));
	}

}
