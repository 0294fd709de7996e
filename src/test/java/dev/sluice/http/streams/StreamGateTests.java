package dev.sluice.http.streams;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

import dev.sluice.http.Problem;
import dev.sluice.http.connection.AnswerHeaders;
import dev.sluice.http.connection.ConnectionSettings;
import dev.sluice.http.connection.UnfinishedRequests;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.buffer.Unpooled;
import io.netty.channel.DefaultChannelId;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http2.Http2ResetFrame;
import org.junit.jupiter.api.Test;

import org.springframework.util.unit.DataSize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** What a stream holds of a request that is only half there, and for how long. */
class StreamGateTests {

	private final UnfinishedRequests all = new UnfinishedRequests(
			new ConnectionSettings(Duration.ofSeconds(1), DataSize.ofKilobytes(4), DataSize.ofKilobytes(1), List.of()),
			new SimpleMeterRegistry());

	@Test
	void holdsABodyUntilItIsWhole() {
		EmbeddedChannel channel = open(true);

		say(channel, 1000);
		assertThat(this.all.held()).isGreaterThan(1000);

		var _ = channel.writeInbound(LastHttpContent.EMPTY_LAST_CONTENT);
		assertThat(this.all.held()).isZero();
		assertThat(channel.inboundMessages()).hasSize(2);
	}

	@Test
	void refusesWhatAllTogetherHaveNoRoomFor() {
		EmbeddedChannel channel = open(true);
		EmbeddedChannel another = open(true);
		say(channel, 3000);

		assertThatExceptionOfType(Problem.class).isThrownBy(() -> say(another, 3000))
			.satisfies((problem) -> assertThat(problem.code()).isEqualTo("overloaded"));
		assertThat(this.all.held()).isLessThan(4000);

		var _ = channel.finishAndReleaseAll();
		assertThat(this.all.held()).isZero();
	}

	@Test
	void refusesABodyOnceSomebodyReadsIt() throws Exception {
		EmbeddedChannel channel = new EmbeddedChannel(DefaultChannelId.newInstance(), false, false, gate(true));
		var _ = channel.config().setAutoRead(false);
		channel.register();
		say(channel, 5000);
		channel.checkException();

		var _ = channel.read();

		assertThatExceptionOfType(Problem.class).isThrownBy(channel::checkException)
			.satisfies((problem) -> assertThat(problem.code()).isEqualTo("overloaded"));
	}

	@Test
	void wantsNoMoreOfARequestThatIsAnswered() {
		EmbeddedChannel channel = open(true);
		say(channel, 1000);

		answer(channel);

		assertThat(this.all.held()).isZero();
		assertThat(channel.outboundMessages()).last().isInstanceOf(Http2ResetFrame.class);
		say(channel, 3000);
		assertThat(this.all.held()).isZero();
	}

	@Test
	void leavesARequestWithoutABodyAlone() {
		EmbeddedChannel channel = open(false);

		answer(channel);
		channel.advanceTimeBy(1, TimeUnit.HOURS);
		channel.runScheduledPendingTasks();

		assertThat(channel.isOpen()).isTrue();
		assertThat(channel.outboundMessages()).last().isInstanceOf(LastHttpContent.class);
	}

	private EmbeddedChannel open(boolean body) {
		return new EmbeddedChannel(gate(body));
	}

	private StreamGate gate(boolean body) {
		return new StreamGate(this.all, Duration.ofSeconds(10), AnswerHeaders.of(null), false, body);
	}

	private static void say(EmbeddedChannel channel, int bytes) {
		var _ = channel.writeInbound(new DefaultHttpContent(Unpooled.buffer(bytes).writeZero(bytes)));
	}

	private static void answer(EmbeddedChannel channel) {
		var _ = channel.writeOutbound(new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK),
				LastHttpContent.EMPTY_LAST_CONTENT);
	}

}
