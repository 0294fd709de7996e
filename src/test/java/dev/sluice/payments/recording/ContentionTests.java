package dev.sluice.payments.recording;

import java.time.Duration;

import org.junit.jupiter.api.Test;
import reactor.util.retry.RetryBackoffSpec;

import static org.assertj.core.api.Assertions.assertThat;

/** The patience of those who find a payment changed by others. */
class ContentionTests {

	/**
	 * It once doubled without a limit, up to hours, and with it the recovery stood still.
	 */
	@Test
	void endsWhileTheCallerStillWaits() {
		RetryBackoffSpec retry = Contention.RETRY;

		assertThat(retry.maxBackoff.multipliedBy(retry.maxAttempts)).isLessThanOrEqualTo(Duration.ofSeconds(5));
	}

}
