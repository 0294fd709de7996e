package dev.sluice.proof.network;

import java.time.Duration;
import java.util.Map;

import dev.sluice.proof.AnotherWriter;
import dev.sluice.proof.Follower;
import dev.sluice.proof.Instance;
import dev.sluice.proof.network.TcpRelay.Link;
import dev.sluice.testing.Rows;
import dev.sluice.testing.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * An instance that would not look by itself for hours: it notices when nobody can reach
 * it, and looks when somebody can again.
 */
class ListenerTests {

	private static final Map<String, String> NEVER_LOOKS = Map.of("sluice.journal.poll-interval", "1h");

	private static final Duration PATIENCE = Duration.ofMinutes(1);

	private static final int ENTRIES = 10;

	private final TestDatabase database = TestDatabase.create();

	private final Rows rows = new Rows(this.database.dataSource());

	private TcpRelay relay;

	private Instance reader;

	private AnotherWriter writer;

	@BeforeEach
	void start() throws Exception {
		this.relay = new TcpRelay(this.database);
		this.reader = Instance.start(this.relay.relayed(), NEVER_LOOKS);
		this.writer = AnotherWriter.of(this.database, this.reader.port());
	}

	@AfterEach
	void stop() throws Exception {
		this.reader.close();
		this.relay.close();
	}

	@Test
	void looksWhenItListensAgainAfterItsConnectionWasKilled() throws Exception {
		try (Follower follower = Follower.of(this.reader.port())) {
			follower.hasSeenAllUpTo(this.writer.append(ENTRIES));
			Link listening = listening();

			assertThat(this.rows.read("select pg_terminate_backend(" + listening.backend() + ")")).hasSize(1);
			long head = this.writer.append(ENTRIES);

			follower.hasSeenAllUpTo(head);
		}
	}

	@Test
	void noticesThatNothingComesThroughItsConnectionAndOpensAnother() throws Exception {
		try (Follower follower = Follower.of(this.reader.port())) {
			follower.hasSeenAllUpTo(this.writer.append(ENTRIES));
			Link listening = listening();

			listening.clog();
			long head = this.writer.append(ENTRIES);

			follower.hasSeenAllUpTo(head);
			await().atMost(PATIENCE)
				.until(() -> this.relay.linksThatSaid("LISTEN").stream().anyMatch((link) -> link != listening));
		}
	}

	/** Whoever may connect to the database may notify of anything. */
	@ParameterizedTest
	@ValueSource(strings = { "", "nonsense", "0", "01900000-0000-7000-8000-00000000000000001" })
	void doesNotMindWhatIsNoNotificationOfOurs(String payload) throws Exception {
		try (Follower follower = Follower.of(this.reader.port())) {
			follower.hasSeenAllUpTo(this.writer.append(ENTRIES));
			Link listening = listening();

			assertThat(this.rows.read("select pg_notify('sluice_journal', '" + payload + "')")).hasSize(1);
			follower.hasSeenAllUpTo(this.writer.append(ENTRIES));

			assertThat(this.relay.linksThatSaid("LISTEN")).containsExactly(listening);
		}
	}

	private Link listening() {
		return await().until(() -> this.relay.linksThatSaid("LISTEN"), (links) -> !links.isEmpty()).getFirst();
	}

}
