package dev.sluice.postgres.clock;

import java.time.Duration;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.stereotype.Component;

/**
 * How far this instance's own clock is from the database's, in the log when that becomes
 * too much or is right again, and in the gauge {@code sluice.clock.difference}. Nothing
 * is decided by the instance's own clock; that it is wrong is told because other programs
 * on the machine go by it.
 */
@Component
public class ClockDifference {

	private static final Logger log = LoggerFactory.getLogger(ClockDifference.class);

	private final Duration tolerance;

	private volatile Duration difference = Duration.ZERO;

	ClockDifference(ClockSettings settings, MeterRegistry meters) {
		this.tolerance = settings.tolerance();
		Gauge.builder("sluice.clock.difference", () -> this.difference.toMillis() / 1000.0)
			.baseUnit("seconds")
			.description("How far the clock of this instance is ahead of the database's")
			.register(meters);
	}

	/** Whether the clocks differ by more than {@code sluice.clock.tolerance}. */
	public boolean isTooLarge() {
		return isTooLarge(this.difference);
	}

	private boolean isTooLarge(Duration found) {
		return found.abs().compareTo(this.tolerance) > 0;
	}

	/** Notes a difference; positive where this instance is ahead. */
	void found(Duration now) {
		boolean before = isTooLarge();
		this.difference = now;
		if (isTooLarge(now) && !before) {
			log.warn(
					"The clock of this machine is {} s {} the database's, by which everything is decided; set it right",
					now.abs().toSeconds(), now.isNegative() ? "behind" : "ahead of");
		}
		else if (before && !isTooLarge(now)) {
			log.info("The clock of this machine agrees with the database's again");
		}
	}

}
