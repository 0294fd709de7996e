package dev.sluice.http.connection;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

import dev.sluice.http.Problem;
import dev.sluice.http.proxies.ForwardedRequests;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import org.junit.jupiter.api.Test;

import org.springframework.util.unit.DataSize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** What a connection does while the answers of its requests are still being given. */
class GateTests {

	private static final String SOUND = "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n";

	private static final String BAD = "GET / HTTP/1.1\r\nHost: localhost\r\nno colon\r\n\r\n";

	private static final String HALF = "POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n";

	private final ConnectionSettings settings = new ConnectionSettings(Duration.ofSeconds(1), DataSize.ofKilobytes(4),
			DataSize.ofKilobytes(1), List.of());

	private final UnfinishedRequests unfinished = new UnfinishedRequests(this.settings, new SimpleMeterRegistry());

	private final EmbeddedChannel channel = open(Duration.ofSeconds(1));

	@Test
	void holdsNothingOfWhatComesAfterARefusal() {
		say(this.channel, BAD);
		for (int i = 0; i < 20; i++) {
			say(this.channel, "x".repeat(1000));
			assertThat(this.unfinished.held()).isZero();
		}

		assertThat(requests(this.channel)).isEqualTo(1);
	}

	@Test
	void refusesOnceHoweverLateTheRestIs() {
		EmbeddedChannel hasty = open(Duration.ZERO);
		say(hasty, BAD.substring(0, 20));
		say(hasty, BAD.substring(20));
		say(hasty, "x");
		hasty.advanceTimeBy(1, TimeUnit.MINUTES);
		var _ = hasty.runScheduledPendingTasks();

		assertThat(requests(hasty)).isEqualTo(1);
	}

	@Test
	void endsAfterTheAnswerBeforeABodyThatFails() {
		say(this.channel, SOUND);
		var _ = this.channel.writeOutbound(new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK));
		say(this.channel, HALF);
		say(this.channel, "zz\r\n");
		this.channel.checkException();
		assertThat(this.channel.isOpen()).isTrue();

		var _ = this.channel.writeOutbound(LastHttpContent.EMPTY_LAST_CONTENT);

		assertThat(this.channel.isOpen()).isFalse();
	}

	@Test
	void tellsOfABodyThatFailsOnceSomebodyReadsIt() {
		var _ = this.channel.config().setAutoRead(false);
		say(this.channel, HALF);
		say(this.channel, "zz\r\n");
		this.channel.checkException();

		var _ = this.channel.read();

		assertThatExceptionOfType(Problem.class).isThrownBy(this.channel::checkException);
		var _ = this.channel.read();
		this.channel.checkException();
	}

	@Test
	void tellsOfABodyThatFailsWhileItIsRead() {
		say(this.channel, HALF);

		assertThatExceptionOfType(Problem.class).isThrownBy(() -> say(this.channel, "zz\r\n"));
	}

	@Test
	void holdsWhatCameOfTheNextRequestWithTheEndOfOne() {
		say(this.channel, SOUND + SOUND + SOUND.substring(0, 20));
		assertThat(this.unfinished.held()).isBetween(20L, 1000L);

		say(this.channel, SOUND.substring(20));
		assertThat(this.unfinished.held()).isZero();
		assertThat(requests(this.channel)).isEqualTo(3);
	}

	@Test
	void holdsNothingOfALineBreakAfterABody() {
		say(this.channel, HALF + "1\r\nx\r\n0\r\n\r\n\r\n");
		assertThat(this.unfinished.held()).isZero();
	}

	private EmbeddedChannel open(Duration head) {
		Arrival arrival = new Arrival(this.unfinished);
		Turns turns = new Turns();
		return new EmbeddedChannel(new FirstBytes(arrival), new HttpServerCodec(),
				new Framing(turns, AnswerHeaders.of(null)),
				new Gate(new RequestRules(new HostNames(this.settings, false, ""), ForwardedRequests.ofNobody()),
						new Gate.Limits(head, Duration.ofSeconds(1), 1000), arrival, turns));
	}

	private static void say(EmbeddedChannel channel, String bytes) {
		var _ = channel.writeInbound(Unpooled.copiedBuffer(bytes, StandardCharsets.ISO_8859_1));
	}

	private static long requests(EmbeddedChannel channel) {
		return channel.inboundMessages().stream().filter(HttpRequest.class::isInstance).count();
	}

}
