package dev.sluice.emulators.faults;

import java.time.Duration;

import dev.sluice.simulator.faults.Chance;
import dev.sluice.simulator.faults.Latency;

import org.springframework.util.Assert;

/**
 * What is to go wrong with an emulator, and how often: rates are from 0 to 1, times in
 * milliseconds. The same seed makes the same decisions, whatever the interleaving.
 *
 * @param latency how long answers take
 * @param errorBeforeRate how often a request fails and was not processed
 * @param errorAfterRate how often it fails when it was processed
 * @param lostAnswerRate how often the connection is closed without an answer when it was
 * processed
 * @param halfAnswerRate how often it is closed in the middle of the answer
 * @param tooManyRequestsRate how often a request is told that there are too many
 * @param keyForgottenRate how often an idempotency key is not remembered
 * @param credentialsRevoked whether no key is known any more
 * @param outage whether no request is processed
 * @param duplicateNotificationRate how often a notification is sent twice
 * @param lateNotificationRate how often it is held back
 * @param lateByMs for how long
 * @param lostNotificationRate how often it is never sent
 * @param forgedNotificationRate how often a forged one comes before it
 * @param shuffleNotifications whether they overtake each other
 */
public record EmulatorFaults(long seed, Latency latency, double errorBeforeRate, double errorAfterRate,
		double lostAnswerRate, double halfAnswerRate, double tooManyRequestsRate, double keyForgottenRate,
		boolean credentialsRevoked, boolean outage, double duplicateNotificationRate, double lateNotificationRate,
		long lateByMs, double lostNotificationRate, double forgedNotificationRate, boolean shuffleNotifications) {

	private static final long LATEST_MS = 3_600_000;

	/** Nothing. */
	public static final EmulatorFaults NONE = new EmulatorFaults(0, Latency.NONE, 0, 0, 0, 0, 0, 0, false, false, 0, 0,
			1000, 0, 0, false);

	public EmulatorFaults {
		rate(errorBeforeRate, "error_before_rate");
		rate(errorAfterRate, "error_after_rate");
		rate(lostAnswerRate, "lost_answer_rate");
		rate(halfAnswerRate, "half_answer_rate");
		rate(tooManyRequestsRate, "too_many_requests_rate");
		rate(keyForgottenRate, "key_forgotten_rate");
		rate(duplicateNotificationRate, "duplicate_notification_rate");
		rate(lateNotificationRate, "late_notification_rate");
		rate(lostNotificationRate, "lost_notification_rate");
		rate(forgedNotificationRate, "forged_notification_rate");
		Assert.isTrue(lateByMs >= 0 && lateByMs <= LATEST_MS, "late_by_ms must be from 0 to 3600000");
	}

	private static void rate(double value, String name) {
		Assert.isTrue(value >= 0 && value <= 1, () -> name + " must be from 0 to 1");
	}

	Duration latency(Chance chance) {
		return this.latency.at(chance.value("latency"));
	}

	boolean failsBefore(Chance chance) {
		return this.outage || chance.hits("error_before", this.errorBeforeRate);
	}

	boolean isTooMany(Chance chance) {
		return chance.hits("too_many_requests", this.tooManyRequestsRate);
	}

	boolean failsAfter(Chance chance) {
		return chance.hits("error_after", this.errorAfterRate);
	}

	boolean losesAnswer(Chance chance) {
		return chance.hits("lost_answer", this.lostAnswerRate);
	}

	boolean halvesAnswer(Chance chance) {
		return chance.hits("half_answer", this.halfAnswerRate);
	}

	boolean forgetsKey(Chance chance) {
		return chance.hits("key_forgotten", this.keyForgottenRate);
	}

	/** What befalls a notification. */
	public NoticeFate fate(String subject, Duration shuffleWindow) {
		Chance chance = new Chance(this.seed, subject, 1);
		long late = chance.hits("late_notification", this.lateNotificationRate) ? this.lateByMs : 0;
		double shuffled = this.shuffleNotifications ? chance.value("shuffle") * shuffleWindow.toMillis() : 0;
		return new NoticeFate(chance.hits("lost_notification", this.lostNotificationRate),
				chance.hits("forged_notification", this.forgedNotificationRate),
				chance.hits("duplicate_notification", this.duplicateNotificationRate),
				Duration.ofMillis(late + Math.round(shuffled)));
	}

}
