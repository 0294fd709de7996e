package dev.sluice.proof.readers;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import dev.sluice.proof.AnotherWriter;
import dev.sluice.proof.Follower;
import dev.sluice.proof.LiveStream;
import dev.sluice.testing.SluiceProcess;
import dev.sluice.testing.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Readers that take one event per second, at a gateway whose memory could not hold what
 * they have not taken.
 */
class SlowReaderTests {

	private static final String HEAP = "96m";

	private static final int EVENTS = 20_000;

	private static final int BATCH = 100;

	/** Each of them leaves about 20 MB behind. */
	private static final int SLOW_READERS = 8;

	private static final int OTHERS = 5;

	private static final int SECONDS = 3;

	@TempDir
	private Path folder;

	@Test
	void slowReadersLagAndCostNobodyAnything() throws Exception {
		TestDatabase database = TestDatabase.create();
		List<LiveStream> slow = new ArrayList<>();
		List<Follower> others = new ArrayList<>();
		try (SluiceProcess gateway = SluiceProcess
			.startSmall(HEAP, this.folder, database.arguments("--server.port=0", "--sluice.demo.enabled=true"))
			.awaitOutput("Sluice is ready.")) {
			for (int i = 0; i < SLOW_READERS; i++) {
				slow.add(LiveStream.afterThroughAThinPipe(0, gateway.port()));
			}
			for (int i = 0; i < OTHERS; i++) {
				others.add(Follower.of(gateway.port()));
			}
			AnotherWriter writer = AnotherWriter.of(database, gateway.port());

			Thread writing = Thread.startVirtualThread(() -> write(writer));
			for (int second = 1; second <= SECONDS; second++) {
				read(slow, second, second);
				Thread.sleep(1_000);
			}
			writing.join();

			others.forEach((reader) -> reader.hasSeenAllUpTo(EVENTS));
			assertThat(others).allMatch((reader) -> reader.visits() == 1);
			read(slow, SECONDS + 1, SECONDS + 1);
			readAtLast(slow);
			assertThat(gateway.output()).doesNotContain("OutOfMemory", "LEAK");
		}
		finally {
			close(slow, others);
		}
	}

	private static void write(AnotherWriter writer) {
		try {
			for (long head = 2; head < EVENTS; head = writer.append((int) Math.min(BATCH, EVENTS - head))) {
				assertThat(head).isLessThan(EVENTS);
			}
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

	/** All that was left behind, by one after the other. */
	private static void readAtLast(List<LiveStream> slow) throws Exception {
		for (LiveStream stream : slow) {
			read(List.of(stream), SECONDS + 2, EVENTS);
		}
	}

	private static void read(List<LiveStream> streams, int from, int to) throws Exception {
		for (LiveStream stream : streams) {
			for (int position = from; position <= to; position++) {
				assertThat(Objects.requireNonNull(stream.next()).id()).isEqualTo(position);
			}
		}
	}

	private static void close(List<LiveStream> slow, List<Follower> others) throws Exception {
		for (LiveStream stream : slow) {
			stream.close();
		}
		for (Follower reader : others) {
			reader.close();
		}
	}

}
