package dev.sluice.http.streams;

import java.time.Duration;
import java.util.List;

import dev.sluice.http.connection.ConnectionSettings;
import dev.sluice.http.connection.UnfinishedRequests;
import dev.sluice.testing.Patience;
import dev.sluice.testing.tls.RawHttp2;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.util.unit.DataSize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What a connection of HTTP/2 may hold that is only half there, and for how long. */
class HeaderBlocksTests {

	private static final byte[] PREFACE = new byte[24];

	private static final byte[] HEAD = RawHttp2.frame(RawHttp2.HEADERS, 5, 1, new byte[100]);

	private static final byte[] BEGUN = RawHttp2.frame(RawHttp2.HEADERS, 1, 1, new byte[100]);

	private static final byte[] REST = RawHttp2.frame(RawHttp2.CONTINUATION, 4, 1, new byte[50]);

	private static final byte[] DATA = RawHttp2.frame(0, 0, 1, new byte[1000]);

	private final UnfinishedRequests all = new UnfinishedRequests(
			new ConnectionSettings(Duration.ofSeconds(1), DataSize.ofKilobytes(1), DataSize.ofKilobytes(1), List.of()),
			new SimpleMeterRegistry());

	private EmbeddedChannel channel = open(Duration.ofMinutes(10));

	@ParameterizedTest
	@ValueSource(ints = { 1, 7, 9, 33, 1000 })
	void holdsNothingOfWhatIsWhole(int piece) {
		byte[] sent = joined(PREFACE, HEAD, BEGUN, REST, HEAD);
		for (int i = 0; i < sent.length; i += piece) {
			say(sent, i, Math.min(sent.length, i + piece));
		}

		assertThat(this.all.held()).isZero();
	}

	@Test
	void endsWhereAHeadIsLate() {
		this.channel = open(Duration.ofMillis(50));
		say(joined(PREFACE, HEAD), 0, 24 + 109);
		say(HEAD, 0, 50);
		assertThat(this.all.held()).isEqualTo(50);

		assertThatItEnds();
	}

	@Test
	void endsWhereTheRestOfAHeadIsLate() {
		this.channel = open(Duration.ofMillis(50));
		say(joined(PREFACE, BEGUN), 0, 24 + 109);

		assertThatItEnds();
	}

	@Test
	void endsWhereNothingIsSaid() {
		this.channel = open(Duration.ofMillis(50));
		assertThatItEnds();
	}

	@Test
	void leavesBodiesToTheirStreams() {
		this.channel = open(Duration.ofMillis(50));
		say(joined(PREFACE, DATA), 0, 24 + 500);
		assertThat(this.all.held()).isEqualTo(500);

		this.channel.runScheduledPendingTasks();
		assertThat(this.channel.isOpen()).isTrue();
	}

	@Test
	void endsWhereAllTogetherHaveNoRoom() {
		assertThat(this.all.take(1000)).isTrue();
		say(joined(PREFACE, BEGUN), 0, 24 + 109);

		assertThat(this.channel.isOpen()).isFalse();
		assertThat(this.all.held()).isEqualTo(1000);
	}

	private EmbeddedChannel open(Duration limit) {
		return new EmbeddedChannel(new HeaderBlocks(this.all, limit));
	}

	private void assertThatItEnds() {
		await().atMost(Patience.LONG).until(() -> {
			this.channel.runScheduledPendingTasks();
			return !this.channel.isOpen();
		});
		assertThat(this.all.held()).isZero();
	}

	private void say(byte[] bytes, int from, int to) {
		var _ = this.channel.writeInbound(Unpooled.copiedBuffer(bytes, from, to - from));
	}

	private static byte[] joined(byte[]... parts) {
		ByteBuf all = Unpooled.wrappedBuffer(parts);
		byte[] bytes = new byte[all.readableBytes()];
		var _ = all.readBytes(bytes);
		return bytes;
	}

}
