package dev.sluice.http.connection;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

import dev.sluice.http.Problem;
import dev.sluice.http.connection.Arrival.State;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;

/**
 * Lets the requests of a connection in. One that is malformed, late or too much is
 * refused: before its head is let in by a {@link Refusal} in its place, later by an error
 * of its body. Nothing that comes after it on the connection is read.
 */
final class Gate extends ChannelDuplexHandler {

	private static final Duration SOON = Duration.ofSeconds(1);

	private final RequestRules rules;

	private final Limits limits;

	private final Arrival arrival;

	private final Turns turns;

	private final UnreadProblem unread = new UnreadProblem();

	private boolean shut;

	private @Nullable Future<?> watch;

	/**
	 * What a request may take.
	 *
	 * @param head the time for its head
	 * @param body the time for its body
	 * @param discarded the bytes of a body that are read after the answer
	 */
	record Limits(Duration head, Duration body, long discarded) {
	}

	Gate(RequestRules rules, Limits limits, Arrival arrival, Turns turns) {
		this.rules = rules;
		this.limits = limits;
		this.arrival = arrival;
		this.turns = turns;
	}

	@Override
	public void channelRead(ChannelHandlerContext context, Object message) {
		if (this.shut) {
			var _ = ReferenceCountUtil.release(message);
			return;
		}
		switch (message) {
			case HttpRequest request -> letIn(context, request);
			case HttpContent content -> letIn(context, content);
			default -> context.fireChannelRead(message);
		}
	}

	private void letIn(ChannelHandlerContext context, HttpRequest request) {
		this.arrival.head();
		this.turns.asked(request.protocolVersion());
		try {
			this.rules.check(request, context.channel().remoteAddress());
		}
		catch (Problem ex) {
			refuse(context, request, ex);
			return;
		}
		if (CompressedBodies.isHeadOfOne(request)) {
			this.turns.askedForHead();
		}
		this.unread.begin();
		this.arrival.expect(HttpUtil.getContentLength(request, 0L));
		var _ = context.fireChannelRead(request);
	}

	/**
	 * A piece of a body that is not whole would hold the buffer that it came in, which is
	 * larger.
	 */
	private void letIn(ChannelHandlerContext context, HttpContent content) {
		if (content.decoderResult().isFailure()) {
			Throwable cause = content.decoderResult().cause();
			var _ = content.release();
			fail(context, RequestRules.malformed(cause));
		}
		else if (content instanceof LastHttpContent) {
			this.arrival.end();
			this.turns.whole();
			var _ = context.fireChannelRead(content);
		}
		else {
			this.arrival.body(content.content().readableBytes());
			HttpContent copy = content.replace(Unpooled.copiedBuffer(content.content()));
			var _ = content.release();
			var _ = context.fireChannelRead(copy);
		}
	}

	@Override
	public void read(ChannelHandlerContext context) {
		this.unread.read(context);
		var _ = context.read();
	}

	/** What came in one piece, as most requests do, is not watched. */
	@Override
	public void channelReadComplete(ChannelHandlerContext context) {
		if (!this.shut && this.arrival.state() != State.NOTHING) {
			look(context);
		}
		var _ = context.fireChannelReadComplete();
	}

	private void look(ChannelHandlerContext context) {
		if (this.arrival.state() == State.BODY && this.turns.isAnswered()) {
			this.arrival.giveBack();
			if (this.arrival.bytes() > this.limits.discarded()) {
				cutOff(context);
				return;
			}
		}
		else if (!this.arrival.takeRoom()) {
			refuseRest(context, Refusal.overloaded());
			return;
		}
		if (this.watch == null) {
			watch(context, limit());
		}
	}

	private void watch(ChannelHandlerContext context, Duration time) {
		this.watch = context.executor()
			.schedule(() -> lookAtTheTime(context), Math.max(1, time.toMillis()), TimeUnit.MILLISECONDS);
	}

	private void lookAtTheTime(ChannelHandlerContext context) {
		this.watch = null;
		if (this.shut || this.arrival.state() == State.NOTHING || context.isRemoved()) {
			return;
		}
		Duration left = this.arrival.left(limit());
		if (left.isPositive() || isNotRead()) {
			watch(context, left.isPositive() ? left : SOON);
		}
		else {
			refuseRest(context, late());
			var _ = context.fireChannelReadComplete();
		}
	}

	/** What nobody wanted to read yet is not late. */
	private boolean isNotRead() {
		return !this.arrival.isAwaited() && !this.turns.isAnswered();
	}

	private Duration limit() {
		return (this.arrival.state() == State.HEAD) ? this.limits.head() : this.limits.body();
	}

	private void refuseRest(ChannelHandlerContext context, Problem problem) {
		if (this.arrival.state() == State.HEAD) {
			this.turns.asked(null);
			refuse(context, null, problem);
		}
		else {
			fail(context, problem);
		}
	}

	private void refuse(ChannelHandlerContext context, @Nullable HttpRequest request, Problem problem) {
		shut();
		this.turns.closeAfterAll();
		HttpRequest refusal = Refusal.of(request, problem);
		var _ = ReferenceCountUtil.release(request);
		var _ = context.fireChannelRead(refusal);
		var _ = context.fireChannelRead(LastHttpContent.EMPTY_LAST_CONTENT);
	}

	/**
	 * The rest of a body will not come. Where others are answered first, there is nobody
	 * yet whom to tell; where the answer is under way there is nothing more to say.
	 */
	private void fail(ChannelHandlerContext context, Problem problem) {
		if (this.turns.isAnswered()) {
			cutOff(context);
			return;
		}
		shut();
		if (this.turns.isNext()) {
			this.turns.closeAfterAll();
			this.unread.tell(context, problem);
		}
		else {
			this.turns.closeBeforeLast();
		}
	}

	private void cutOff(ChannelHandlerContext context) {
		shut();
		var _ = context.close();
	}

	private void shut() {
		this.shut = true;
		this.arrival.end();
	}

	@Override
	public void channelInactive(ChannelHandlerContext context) {
		shut();
		if (this.watch != null) {
			var _ = this.watch.cancel(false);
		}
		var _ = context.fireChannelInactive();
	}

	private Problem late() {
		return (this.arrival.state() == State.HEAD)
				? Problem.of(HttpStatus.REQUEST_TIMEOUT, "request_timeout", "The request did not arrive in time.")
				: Refusal.lateBody();
	}

}
