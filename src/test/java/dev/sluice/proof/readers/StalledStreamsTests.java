package dev.sluice.proof.readers;

import java.io.IOException;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import dev.sluice.proof.AnotherWriter;
import dev.sluice.proof.Follower;
import dev.sluice.proof.Instance;
import dev.sluice.proof.LiveStream;
import dev.sluice.proof.LiveStream.Event;
import dev.sluice.testing.TestDatabase;
import io.micrometer.core.instrument.MeterRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Streams whose readers stopped taking, each somewhere else. */
class StalledStreamsTests {

	private static final Duration PATIENCE = Duration.ofMinutes(1);

	private static final int KB = 1024;

	private static final int RINGS = 2048 * KB;

	private static final int ANSWERS = 2048 * KB;

	private static final int STREAMS = 24;

	/** More than a connection takes in whose reader takes nothing. */
	private static final int EVENTS_LONG_AGO = 12_000;

	/** Of nearly 1 kB. */
	private static final int EVENTS_BETWEEN = 1000;

	private final TestDatabase database = TestDatabase.create();

	private final Instance gateway = Instance.start(this.database,
			Map.of("sluice.feed.rings-size", RINGS + "B", "sluice.feed.ring-size", "256KB",
					"sluice.standing.check-interval", "500ms", "sluice.feed.heartbeat", "500ms",
					"sluice.memory.answers", ANSWERS + "B", "sluice.memory.take-timeout", "1h",
					"sluice.memory.crowded-take-timeout", "5s", "sluice.memory.look-interval", "200ms"));

	private final List<LiveStream> streams = new ArrayList<>();

	@AfterEach
	void stop() throws IOException {
		for (LiveStream stream : this.streams) {
			stream.close();
		}
		this.gateway.close();
	}

	@Test
	void holdOnToNoMoreThanTheirPartAndMissNothingWhenTheyComeBack() throws Exception {
		AnotherWriter writer = AnotherWriter.of(this.database, this.gateway.port());
		long head = 2;
		try (Follower other = Follower.of(this.gateway.port())) {
			for (int i = 0; i < STREAMS; i++) {
				this.streams.add(LiveStream.afterThroughAThinPipe(head, this.gateway.port()));
				head = writer.append(EVENTS_BETWEEN);
				other.hasSeenAllUpTo(head);
				assertThat(meter("sluice.feed.untaken.bytes") + meter("sluice.feed.ring.bytes"))
					.isLessThanOrEqualTo(RINGS);
			}
			long last = writer.append(EVENTS_BETWEEN);
			other.hasSeenAllUpTo(last);

			assertThat(other.visits()).isEqualTo(1);
			await().atMost(PATIENCE)
				.untilAsserted(() -> assertThat(meter("sluice.feed.untaken.bytes")).isLessThanOrEqualTo(RINGS / 4.0));
			assertThat(this.gateway.openStreams()).isLessThan(STREAMS);
			for (int i = 0; i < STREAMS; i++) {
				readAll(this.streams.get(i), 2 + (long) i * EVENTS_BETWEEN, last);
			}
		}
	}

	/** Each of them has left a page on its connection. */
	@Test
	void leaveMemoryToWhoReadsWhatIsLongAgo() throws Exception {
		AnotherWriter writer = AnotherWriter.of(this.database, this.gateway.port());
		long head = 0;
		for (int written = 0; written < EVENTS_LONG_AGO; written += EVENTS_BETWEEN) {
			head = writer.append(EVENTS_BETWEEN);
		}
		for (int i = 0; i < STREAMS; i++) {
			this.streams.add(LiveStream.afterThroughAThinPipe(2, this.gateway.port()));
		}
		await().atMost(PATIENCE)
			.untilAsserted(() -> assertThat(meter("sluice.memory.answers")).isGreaterThan(ANSWERS / 2.0));

		try (Follower other = Follower.of(this.gateway.port())) {
			other.hasSeenAllUpTo(head);
			assertThat(other.visits()).isEqualTo(1);
		}
	}

	/** What they have not taken is not theirs for ever. */
	@Test
	void areClosedWhenTheyHaveEndedAndDoNotTakeThat() throws Exception {
		AnotherWriter writer = AnotherWriter.of(this.database, this.gateway.port());
		this.streams.add(LiveStream.afterThroughAThinPipe(2, this.gateway.port()));
		await().atMost(PATIENCE).until(() -> {
			long _ = writer.append(EVENTS_BETWEEN);
			return meter("sluice.feed.untaken.bytes") > 0;
		});

		try (Connection connection = this.database.dataSource().getConnection();
				Statement statement = connection.createStatement()) {
			boolean _ = statement.execute("update api_keys set revoked_at = now()");
		}

		await().atMost(PATIENCE).untilAsserted(() -> assertThat(this.gateway.openStreams()).isZero());
		await().atMost(PATIENCE).untilAsserted(() -> assertThat(meter("sluice.feed.untaken.bytes")).isZero());
	}

	private double meter(String name) {
		return this.gateway.context().getBean(MeterRegistry.class).get(name).gauge().value();
	}

	/** Comes back where it was if it was cut off. */
	private void readAll(LiveStream stream, long after, long last) throws IOException {
		long position = after;
		LiveStream current = stream;
		while (position < last) {
			try {
				Event event = current.next();
				assertThat(event).isNotNull().extracting(Event::id).isEqualTo(position + 1);
				position++;
			}
			catch (IOException ex) {
				current = LiveStream.after(position, this.gateway.port());
				this.streams.add(current);
			}
		}
	}

}
