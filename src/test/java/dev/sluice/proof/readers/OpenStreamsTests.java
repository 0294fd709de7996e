package dev.sluice.proof.readers;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import javax.management.ObjectName;

import dev.sluice.proof.AnotherWriter;
import dev.sluice.proof.Instance;
import dev.sluice.proof.LiveStream;
import dev.sluice.testing.TestDatabase;
import org.junit.jupiter.api.Test;

import org.springframework.web.server.adapter.DefaultServerWebExchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Streams whose readers are gone, as the gateway itself counts them. */
class OpenStreamsTests {

	private static final Duration PATIENCE = Duration.ofMinutes(1);

	private static final int ENTRIES = 20_000;

	private static final int READERS = 100;

	private static final Pattern EXCHANGES = Pattern
		.compile("(\\d+) +\\d+ +" + Pattern.quote(DefaultServerWebExchange.class.getName()) + "\\b");

	@Test
	void noneIsLeftOfThoseWhoseReadersHungUp() throws Exception {
		TestDatabase database = TestDatabase.create();
		List<LiveStream> streams = new ArrayList<>();
		try (Instance gateway = Instance.start(database, Map.of())) {
			long head = AnotherWriter.of(database, gateway.port()).append(ENTRIES);
			for (int i = 0; i < READERS; i++) {
				streams.add(LiveStream.after(head, gateway.port()));
				streams.add(LiveStream.afterThroughAThinPipe(0, gateway.port()));
			}
			await().atMost(PATIENCE).until(() -> gateway.openStreams() == 2 * READERS);

			for (int i = 0; i < streams.size(); i++) {
				if (i % 4 < 2) {
					streams.get(i).reset();
				}
				streams.get(i).close();
			}
			await().atMost(PATIENCE).untilAsserted(() -> assertThat(gateway.openStreams()).isZero());
		}
	}

	/** They would hold as much again as the streams themselves, for hours. */
	@Test
	void keepNothingOfTheRequestsThatOpenedThem() throws Exception {
		List<LiveStream> streams = new ArrayList<>();
		try (Instance gateway = Instance.start(TestDatabase.create(), Map.of())) {
			long before = exchanges();
			for (int i = 0; i < READERS; i++) {
				streams.add(LiveStream.after(0, gateway.port()));
			}
			await().atMost(PATIENCE).until(() -> gateway.openStreams() == READERS);

			assertThat(exchanges() - before).isLessThan(READERS / 2);

			for (LiveStream stream : streams) {
				stream.close();
			}
		}
	}

	/** The requests that this JVM holds on to. */
	private static long exchanges() throws Exception {
		String histogram = (String) ManagementFactory.getPlatformMBeanServer()
			.invoke(new ObjectName("com.sun.management:type=DiagnosticCommand"), "gcClassHistogram",
					new Object[] { new String[0] }, new String[] { String[].class.getName() });
		Matcher line = EXCHANGES.matcher(histogram);
		return line.find() ? Long.parseLong(line.group(1)) : 0;
	}

}
