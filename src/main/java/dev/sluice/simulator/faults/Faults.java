package dev.sluice.simulator.faults;

import java.time.Duration;

import org.springframework.util.Assert;

/**
 * What is to go wrong, and how often: rates are from 0 to 1, times in milliseconds. The
 * same seed makes the same decisions, whatever the interleaving.
 *
 * @param errorBeforeRate how often a request fails and certainly was not processed
 * @param errorAfterRate how often it fails when it was processed
 * @param dropAfterRate how often the connection is closed without an answer when it was
 * processed
 * @param duplicateCallbackRate how often a callback is sent twice
 * @param lateCallbackRate how often a callback is held back
 * @param lateByMs for how long
 * @param shuffleCallbacks whether callbacks overtake each other
 * @param callbacksForAll whether operations that end at once are told by a callback too
 * @param outage whether no request is processed
 */
public record Faults(long seed, Latency latency, double errorBeforeRate, double errorAfterRate, double dropAfterRate,
		double duplicateCallbackRate, double lateCallbackRate, long lateByMs, boolean shuffleCallbacks,
		boolean callbacksForAll, boolean outage) {

	private static final long LATEST_MS = 3_600_000;

	static final Faults NONE = new Faults(0, Latency.NONE, 0, 0, 0, 0, 0, 1000, false, false, false);

	public Faults {
		rate(errorBeforeRate, "error_before_rate");
		rate(errorAfterRate, "error_after_rate");
		rate(dropAfterRate, "drop_after_rate");
		rate(duplicateCallbackRate, "duplicate_callback_rate");
		rate(lateCallbackRate, "late_callback_rate");
		Assert.isTrue(lateByMs >= 0 && lateByMs <= LATEST_MS, "late_by_ms must be from 0 to 3600000");
	}

	Duration latency(Chance chance) {
		return this.latency.at(chance.value("latency"));
	}

	boolean failsBefore(Chance chance) {
		return this.outage || chance.hits("error_before", this.errorBeforeRate);
	}

	boolean failsAfter(Chance chance) {
		return chance.hits("error_after", this.errorAfterRate);
	}

	boolean dropsAfter(Chance chance) {
		return chance.hits("drop_after", this.dropAfterRate);
	}

	/** Whether a callback is sent twice. */
	public boolean repeatsCallback(Chance chance) {
		return chance.hits("duplicate_callback", this.duplicateCallbackRate);
	}

	/** How long a callback is held back. */
	public Duration callbackDelay(Chance chance, Duration shuffleWindow) {
		long late = chance.hits("late_callback", this.lateCallbackRate) ? this.lateByMs : 0;
		double shuffled = this.shuffleCallbacks ? chance.value("shuffle") * shuffleWindow.toMillis() : 0;
		return Duration.ofMillis(late + Math.round(shuffled));
	}

	private static void rate(double value, String name) {
		Assert.isTrue(value >= 0 && value <= 1, () -> name + " must be from 0 to 1");
	}

}
