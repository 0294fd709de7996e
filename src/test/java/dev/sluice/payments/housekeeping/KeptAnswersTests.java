package dev.sluice.payments.housekeeping;

import dev.sluice.SluiceApplication;
import dev.sluice.testing.TestDatabase;
import org.junit.jupiter.api.Test;

import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/** Answers are read from the journal for as long as a key may ask for them. */
class KeptAnswersTests {

	@Test
	void doesNotStartWhereAKeyWouldOutliveItsAnswer() {
		assertThatException().isThrownBy(() -> start("7d", "145h").close())
			.havingRootCause()
			.withMessageContaining("sluice.journal.retention")
			.withMessageContaining("sluice.housekeeping.key-retention");
	}

	@Test
	void startsWhereAnAnswerIsKeptForADayLonger() {
		try (ConfigurableApplicationContext gateway = start("7d", "144h")) {
			assertThat(gateway.isRunning()).isTrue();
		}
	}

	private static ConfigurableApplicationContext start(String retention, String keyRetention) {
		return SpringApplication.run(SluiceApplication.class, TestDatabase.create()
			.arguments("--server.port=0", "--sluice.demo.enabled=true", "--sluice.journal.retention=" + retention,
					"--sluice.housekeeping.key-retention=" + keyRetention));
	}

}
