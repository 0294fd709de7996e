package dev.sluice.feed;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

import dev.sluice.journal.Entry;
import dev.sluice.journal.EntryPage;
import dev.sluice.values.RawJson;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is written to a stream, in a file that clients' own parsers are tried with, too.
 */
class ServerSentEventsTests {

	private static final Entry CAPTURED = new Entry(5, new UUID(0, 1), 2, "payment.captured",
			Instant.parse("2026-03-02T09:30:00.261Z"),
			RawJson.of("{\"type\":\"processor\",\"name\":\"simulator\"}".getBytes(StandardCharsets.UTF_8)),
			RawJson.of("{}".getBytes(StandardCharsets.UTF_8)));

	@Test
	void areWrittenAsClientsReadThem() throws Exception {
		ByteBuf written = Unpooled.wrappedBuffer(ServerSentEvents.greeting(Duration.ofSeconds(1), Optional.of(2L)),
				ServerSentEvents.heartbeat(), ServerSentEvents.heartbeat(), ServerSentEvents.position(4),
				ServerSentEvents.heartbeat(),
				ServerSentEvents.write(UnpooledByteBufAllocator.DEFAULT, new EntryPage(List.of(CAPTURED), 5, false)),
				ServerSentEvents.end("session_ended"));

		try (InputStream stream = Objects.requireNonNull(ServerSentEvents.class.getResourceAsStream("stream.txt"))) {
			assertThat(written.toString(StandardCharsets.UTF_8).replaceFirst("retry: 1\\d{3}\n", "retry: 1000\n"))
				.isEqualTo(new String(stream.readAllBytes(), StandardCharsets.UTF_8));
		}
	}

}
