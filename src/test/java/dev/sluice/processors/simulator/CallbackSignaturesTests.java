package dev.sluice.processors.simulator;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;

import com.standardwebhooks.exceptions.EmptyWebhookSecretException;
import dev.sluice.testing.WebhookSignature;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** How old a callback is goes by the clock that all instances share. */
class CallbackSignaturesTests {

	private static final String BODY = "{\"operation\": \"op_1\"}";

	/** Years from the clock of the machine that this runs on. */
	private static final Instant NOW = Instant.parse("2020-01-01T00:00:00Z");

	private final CallbackSignatures signatures = new CallbackSignatures("sim_callback_secret",
			Clock.fixed(NOW, ZoneOffset.UTC));

	CallbackSignaturesTests() throws EmptyWebhookSecretException {
	}

	@ParameterizedTest
	@ValueSource(longs = { 0, -1, 1, -300, 300 })
	void believesWhatWasSignedLately(long seconds) {
		assertThat(isSigned(NOW.plusSeconds(seconds))).isTrue();
	}

	@ParameterizedTest
	@ValueSource(longs = { -301, 301, -86_400, 86_400 })
	void believesNothingThatIsOldOrOfTomorrow(long seconds) {
		assertThat(isSigned(NOW.plusSeconds(seconds))).isFalse();
	}

	@Test
	void doesNotAskTheMachineForTheTime() {
		assertThat(isSigned(Instant.now())).isFalse();
	}

	@Test
	void believesOneOfSeveralSignatures() {
		String timestamp = Long.toString(NOW.getEpochSecond());
		String right = WebhookSignature.of("msg_1", timestamp, BODY);

		assertThat(this.signatures.isSigned("msg_1", timestamp, "v1,AAAA v2,BBBB " + right, BODY)).isTrue();
		assertThat(this.signatures.isSigned("msg_1", timestamp, "v1a," + right.substring(3), BODY)).isFalse();
		assertThat(this.signatures.isSigned("msg_1", timestamp, "", BODY)).isFalse();
		assertThat(this.signatures.isSigned("msg_2", timestamp, right, BODY)).isFalse();
		assertThat(this.signatures.isSigned("msg_1", timestamp, right, BODY + " ")).isFalse();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "now", "1e9", "99999999999999999999", "9223372036854775807", "-9223372036854775808" })
	void believesNoOtherTime(String timestamp) {
		assertThat(this.signatures.isSigned("msg_1", timestamp, WebhookSignature.of("msg_1", timestamp, BODY), BODY))
			.isFalse();
	}

	private boolean isSigned(Instant instant) {
		String timestamp = Long.toString(instant.getEpochSecond());
		return this.signatures.isSigned("msg_1", timestamp, WebhookSignature.of("msg_1", timestamp, BODY), BODY);
	}

}
