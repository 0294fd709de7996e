package dev.sluice.http.streams;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

import dev.sluice.http.Problem;
import dev.sluice.http.connection.AnswerHeaders;
import dev.sluice.http.connection.Refusal;
import dev.sluice.http.connection.UnfinishedRequests;
import dev.sluice.http.connection.UnreadProblem;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http2.DefaultHttp2ResetFrame;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * The gate of one stream, behind its head: what of its body is late or too much ends the
 * request by a problem, and its answer has the headers that each has. Used by the
 * connection's event loop alone.
 */
final class StreamGate extends ChannelDuplexHandler {

	/** What a piece costs beside its bytes. */
	private static final int PIECE = 256;

	private static final Duration SOON = Duration.ofSeconds(1);

	private final UnfinishedRequests all;

	private final Duration limit;

	private final AnswerHeaders headers;

	private final boolean head;

	private final long since = System.nanoTime();

	private final UnreadProblem unread = new UnreadProblem();

	private long taken;

	private boolean awaited = true;

	private boolean answered;

	private boolean whole;

	private boolean shut;

	private @Nullable Future<?> watch;

	/**
	 * Stands in front of a request whose head has come.
	 * @param head whether the headers are all that is asked for of an answer
	 * @param body whether a body follows
	 */
	StreamGate(UnfinishedRequests all, Duration limit, AnswerHeaders headers, boolean head, boolean body) {
		this.all = all;
		this.limit = limit;
		this.headers = headers;
		this.head = head;
		this.whole = !body;
		this.shut = !body;
	}

	/** Whether more than a head is on its way, as the decoder says. */
	static boolean hasBody(HttpHeaders headers) {
		String length = headers.get(HttpHeaderNames.CONTENT_LENGTH);
		return (length != null) ? !length.equals("0") : headers.contains(HttpHeaderNames.TRANSFER_ENCODING);
	}

	@Override
	public void handlerAdded(ChannelHandlerContext context) {
		if (!this.shut) {
			watch(context, this.limit);
		}
	}

	private void watch(ChannelHandlerContext context, Duration time) {
		this.watch = context.executor()
			.schedule(() -> lookAtTheTime(context), Math.max(1, time.toMillis()), TimeUnit.MILLISECONDS);
	}

	/** What nobody wanted to read yet is not late. */
	private void lookAtTheTime(ChannelHandlerContext context) {
		this.watch = null;
		if (this.shut || context.isRemoved()) {
			return;
		}
		Duration left = this.limit.minusNanos(System.nanoTime() - this.since);
		if (left.isPositive() || (!this.awaited && !this.answered)) {
			watch(context, left.isPositive() ? left : SOON);
		}
		else {
			fail(context, Refusal.lateBody());
		}
	}

	@Override
	public void channelRead(ChannelHandlerContext context, Object message) {
		if (!(message instanceof HttpContent content)) {
			var _ = context.fireChannelRead(message);
		}
		else if (content instanceof LastHttpContent) {
			this.whole = true;
			shut();
			var _ = context.fireChannelRead(message);
		}
		else if (this.shut) {
			var _ = ReferenceCountUtil.release(message);
		}
		else if (take(content.content().readableBytes() + PIECE)) {
			var _ = context.fireChannelRead(message);
		}
		else {
			var _ = ReferenceCountUtil.release(message);
			fail(context, Refusal.overloaded());
		}
	}

	private boolean take(int bytes) {
		if (!this.all.take(bytes)) {
			return false;
		}
		this.taken += bytes;
		return true;
	}

	/** Where the answer is under way there is nothing more to say. */
	private void fail(ChannelHandlerContext context, Problem problem) {
		shut();
		if (this.answered) {
			var _ = context.close();
		}
		else {
			this.unread.tell(context, problem);
		}
	}

	@Override
	public void read(ChannelHandlerContext context) {
		this.awaited = true;
		this.unread.read(context);
		var _ = context.read();
	}

	@Override
	public void channelReadComplete(ChannelHandlerContext context) {
		this.awaited = false;
		var _ = context.fireChannelReadComplete();
	}

	@Override
	public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
		if (message instanceof HttpResponse response
				&& response.status().codeClass() != HttpStatusClass.INFORMATIONAL) {
			this.answered = true;
			this.headers.complete(response.headers(), this.head);
		}
		if (message instanceof LastHttpContent && !this.whole) {
			endEarly(context, message, promise);
		}
		else {
			var _ = context.write(message, promise);
		}
	}

	/** The rest of a request that is answered is not wanted, which is no error. */
	private void endEarly(ChannelHandlerContext context, Object message, ChannelPromise promise) {
		shut();
		var _ = context.writeAndFlush(message, promise.unvoid()).addListener((done) -> {
			var _ = context.writeAndFlush(new DefaultHttp2ResetFrame(Http2Error.NO_ERROR));
		});
	}

	@Override
	public void channelInactive(ChannelHandlerContext context) {
		shut();
		var _ = context.fireChannelInactive();
	}

	@Override
	public void handlerRemoved(ChannelHandlerContext context) {
		shut();
	}

	private void shut() {
		this.shut = true;
		this.all.give(this.taken);
		this.taken = 0;
		if (this.watch != null) {
			var _ = this.watch.cancel(false);
		}
	}

}
