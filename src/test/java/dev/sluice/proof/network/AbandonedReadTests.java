package dev.sluice.proof.network;

import java.time.Duration;
import java.util.Map;

import dev.sluice.proof.Download;
import dev.sluice.proof.Instance;
import dev.sluice.testing.TestDatabase;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Reads that nobody waits for any more, on a connection that has fallen silent. */
class AbandonedReadTests {

	private static final Duration PATIENCE = Duration.ofMinutes(1);

	/**
	 * Nobody but the test asks the database for anything, and the journal gives up early.
	 */
	private static final Map<String, String> IDLE = Map.of("sluice.operations.recovery-interval", "1h",
			"sluice.housekeeping.interval", "1h", "sluice.simulator.sweep-interval", "1h", "sluice.keys.known-for",
			"4m", "spring.r2dbc.pool.max-size", "4", "spring.r2dbc.pool.initial-size", "1",
			"sluice.journal.read-timeout", "500ms", "sluice.postgres.statement-timeout", "1s",
			"sluice.postgres.answer-timeout", "2s");

	private static final String READ = "from journal_heads";

	private final TestDatabase database = TestDatabase.create();

	@Test
	void giveTheirConnectionUpWithThem() throws Exception {
		try (TcpRelay relay = new TcpRelay(this.database); Instance gateway = Instance.start(relay.relayed(), IDLE)) {
			await().until(() -> events(gateway) == 200);
			await().until(() -> relay.linksThatSaid(READ).size() == 1);

			relay.fallSilent();
			assertThat(events(gateway)).isEqualTo(503);

			await().atMost(PATIENCE).until(() -> relay.linksThatSaid(READ).isEmpty());
		}
	}

	private static int events(Instance gateway) throws Exception {
		try (Download page = Download.get(gateway.port(), "/v1/events")) {
			return page.status();
		}
	}

}
