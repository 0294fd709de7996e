package dev.sluice.proof.crash;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import dev.sluice.proof.Client;
import dev.sluice.proof.LiveStream;
import dev.sluice.proof.LiveStream.Event;
import dev.sluice.testing.SluiceProcess;
import dev.sluice.testing.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** The end of a gateway that many are watching. */
class ShutdownTests {

	private static final int STREAMS = 1_000;

	@TempDir
	private Path folder;

	@Test
	void everyStreamComesToACleanEnd() throws Exception {
		TestDatabase database = TestDatabase.create();
		try (SluiceProcess gateway = SluiceProcess.start(this.folder,
				database.arguments("--server.port=0", "--sluice.demo.enabled=true",
						"--spring.lifecycle.timeout-per-shutdown-phase=1m"))
			.awaitOutput("Sluice is ready."); ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
			List<LiveStream> streams = open(gateway.port());
			assertThat(new Client(List.of(gateway.port()))
				.ask("key", "/v1/payments", Map.of("amount", 1999, "currency", "EUR", "payment_method", "pm_card_visa"))
				.isDone()).isTrue();
			assertThat(all(streams.stream().map((stream) -> threads.submit(() -> read(stream, 2))).toList()))
				.allMatch((positions) -> positions.equals(List.of(1L, 2L)));

			List<Future<List<Long>>> rests = streams.stream()
				.map((stream) -> threads.submit(() -> read(stream, Integer.MAX_VALUE)))
				.toList();
			gateway.terminate();

			assertThat(all(rests)).hasSize(STREAMS).allMatch(List::isEmpty);
		}
	}

	private static List<LiveStream> open(int port) throws Exception {
		List<LiveStream> streams = new ArrayList<>();
		for (int i = 0; i < STREAMS; i++) {
			streams.add(LiveStream.after(0, port));
		}
		return streams;
	}

	/**
	 * The positions of the next events; fails where the stream does not end as it should.
	 */
	private static List<Long> read(LiveStream stream, int count) throws Exception {
		List<Long> positions = new ArrayList<>();
		while (positions.size() < count) {
			Event event = stream.next();
			if (event == null) {
				break;
			}
			positions.add(event.id());
		}
		return positions;
	}

	private static <T> List<T> all(List<Future<T>> futures) throws Exception {
		List<T> all = new ArrayList<>();
		for (Future<T> future : futures) {
			all.add(future.get());
		}
		return all;
	}

}
