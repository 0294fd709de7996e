package dev.sluice.client.gateway;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class EventBlocksTests {

	private static final String STREAM = """
			retry: 1500
			: connected
			id: 1
			event: position
			data: {"position":1}

			:
			id: 2
			event: payment.captured
			data: {"id":2}

			""";

	@ParameterizedTest
	@ValueSource(strings = { "\n", "\r\n", "\r" })
	void readsBlocksWhateverEndsTheirLines(String end) throws Exception {
		assertThat(blocks(STREAM.replace("\n", end))).containsExactly(new Block("position", "{\"position\":1}"),
				new Block("payment.captured", "{\"id\":2}"));
	}

	@Test
	void joinsDataOfSeveralLines() throws Exception {
		assertThat(blocks("data: {\ndata:  \"a\":1\ndata\ndata:}\n\n"))
			.containsExactly(new Block("message", "{\n \"a\":1\n\n}"));
	}

	@Test
	void passesOverCommentsAndWhatItDoesNotKnow() throws Exception {
		assertThat(blocks(":\n:data: no\nevent: x\ncolor: red\n\n\n\n: hm\ndata: 1\n\n"))
			.containsExactly(new Block("message", "1"));
	}

	@Test
	void takesWhatIsCutOffForNothing() throws Exception {
		for (int length = 0; length < STREAM.length(); length++) {
			List<Block> blocks = blocks(STREAM.substring(0, length));

			assertThat(blocks).isEqualTo(blocks(STREAM).subList(0, blocks.size()));
			assertThat(blocks).hasSizeLessThan(2);
		}
	}

	@Test
	void keepsEveryLetterOfTheData() throws Exception {
		assertThat(blocks("data: {\"name\":\"Zoë: \uD83D\uDC68\u200D\uD83D\uDC67\"}\n\n"))
			.containsExactly(new Block("message", "{\"name\":\"Zoë: \uD83D\uDC68\u200D\uD83D\uDC67\"}"));
	}

	@Test
	void hearsWhenToComeBack() throws Exception {
		EventBlocks blocks = read(STREAM, 1000);

		assertThat(blocks.retry()).isEmpty();
		assertThat(blocks.next()).isNotNull();
		assertThat(blocks.retry()).contains(Duration.ofMillis(1500));
		assertThat(retryOf("retry: soon\ndata: 1\n\n")).isEmpty();
		assertThat(retryOf("retry: 99999999999999\ndata: 1\n\n")).isEmpty();
	}

	private static Optional<Duration> retryOf(String stream) throws IOException {
		EventBlocks blocks = read(stream, 1000);
		assertThat(blocks.next()).isNotNull();
		return blocks.retry();
	}

	@Test
	void readsNothingEndless() {
		String line = "data: " + "x".repeat(40) + "\n";

		assertThatThrownBy(() -> read("x".repeat(1000), 100).next()).isInstanceOf(Unreadable.class);
		assertThatThrownBy(() -> read(line.repeat(3), 100).next()).isInstanceOf(Unreadable.class);
	}

	@Test
	void readsAnEventToTheLetter() throws Exception {
		String json = "{\"id\":576, \"type\":\"payment.captured\",\"payment_id\":\"pay_1\",\"version\":2,"
				+ "\"created_at\":\"2026-03-02T09:30:00.5Z\",\"data\":{}}";

		Event event = new Block("payment.captured", json).event();

		assertThat(event.position()).isEqualTo(576);
		assertThat(event.version()).isEqualTo(2);
		assertThat(event.createdAt()).isEqualTo("2026-03-02T09:30:00.5Z");
		assertThat(event.json()).isEqualTo(json);
	}

	@Test
	void readsWhatAnEventIsAbout() throws Exception {
		String json = "{\"id\":5,\"type\":\"destination.failing\",\"destination_id\":\"dst_1\",\"version\":1,"
				+ "\"created_at\":\"2026-03-02T09:30:00Z\",\"data\":{}}";

		assertThat(new Block("destination.failing", json).event().subject()).isEqualTo("dst_1");
		assertThat(new Block("payment.captured", json.replace("destination", "payment")).event().subject())
			.isEqualTo("dst_1");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "{", "[]", "{}", "{\"id\":\"1\",\"type\":\"a\",\"payment_id\":\"b\"}",
			"{\"id\":1,\"type\":\"a\",\"payment_id\":\"b\",\"created_at\":\"2026-03-02T09:30:00Z\"}",
			"{\"id\":1,\"type\":\"a\",\"payment_id\":\"b\",\"created_at\":\"yesterday\"}" })
	void doesNotTakeAnythingForAnEvent(String json) {
		assertThatThrownBy(() -> new Block("payment.captured", json).event()).isInstanceOf(Unreadable.class);
		assertThatThrownBy(() -> new Block("position", json).position()).isInstanceOf(Unreadable.class);
	}

	private static List<Block> blocks(String stream) throws IOException {
		EventBlocks blocks = read(stream, 1000);
		List<Block> read = new ArrayList<>();
		for (Block block = blocks.next(); block != null; block = blocks.next()) {
			read.add(block);
		}
		return read;
	}

	private static EventBlocks read(String stream, int limit) {
		return new EventBlocks(new ByteArrayInputStream(stream.getBytes(StandardCharsets.UTF_8)), limit);
	}

}
