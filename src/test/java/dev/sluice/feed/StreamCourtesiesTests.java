package dev.sluice.feed;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

import dev.sluice.testing.SluiceTest;
import org.junit.jupiter.api.Test;

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

}
