package dev.sluice.feed;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

import dev.sluice.memory.AnswerMemory;
import dev.sluice.memory.Holding;
import dev.sluice.testing.Patience;
import dev.sluice.testing.SluiceTest;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.TestPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/** What a stream says beside its events. */
@SluiceTest
@TestPropertySource(properties = { "sluice.feed.retry=3s", "sluice.feed.heartbeat=100ms" })
class StreamCourtesiesTests {

	private static final int STREAMS = 20;

	@LocalServerPort
	private int port;

	@Autowired
	private AnswerMemory memory;

	/** All of them coming back at once would be too much. */
	@Test
	void tellsEveryReaderAnotherTimeToComeBack() throws Exception {
		Set<Integer> retries = new HashSet<>();
		for (int i = 0; i < STREAMS; i++) {
			try (SseReader reader = SseReader.open(this.port, "", null)) {
				String first = reader.readLine("");
				assertThat(first).matches("retry: \\d{4}");
				boolean _ = retries.add(Integer.parseInt(first.substring("retry: ".length())));
			}
		}

		assertThat(retries).hasSizeGreaterThan(1).allSatisfy((retry) -> assertThat(retry).isBetween(3000, 5999));
	}

	@Test
	void tellsItToAReaderWhosePositionIsUnknownToo() throws Exception {
		try (SseReader reader = SseReader.open(this.port, "", "no-number")) {
			assertThat(reader.readLine("")).matches("retry: [345]\\d{3}");
			assertThat(reader.readLine("event: ")).isEqualTo("event: reset");
		}
	}

	@Test
	void showsThatItIsAliveWhileNothingHappens() throws Exception {
		try (SseReader reader = SseReader.open(this.port, "", null)) {
			assertThat(reader.readLine(":")).isEqualTo(": connected");

			assertThat(List.of(reader.readLine(":"), reader.readLine(":"))).containsOnly(":");
		}
	}

	/** Proxies end what is silent. */
	@Test
	void showsItAlsoWhileThereIsNoRoomForWhatIsAskedFor() throws Exception {
		String payment = EventStreamTests.pay(EventStreamTests.client(this.port), "automatic");
		Holding all = this.memory.open(() -> {
		});
		assertThat(this.memory.await(all, new UUID(0, 0), 1).block(Patience.LONG)).isSameAs(all);
		all.resize(Runtime.getRuntime().maxMemory());
		try (SseReader reader = SseReader.open(this.port, "?payment=" + payment, "0")) {
			assertThat(reader.readLine(":")).isEqualTo(": connected");

			assertThat(List.of(reader.readLine(""), reader.readLine(""), reader.readLine(""))).containsOnly(":");

			all.end();
			assertThat(reader.read(1)).extracting(SseReader.Event::type).containsExactly("payment.created");
		}
		finally {
			all.end();
		}
	}

}
