package dev.sluice.http.connection;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;

/**
 * Frames answers: each has its date, a reader of HTTP/1.0 gets no chunks, and where the
 * rest of a request is not read, the connection ends so that the answer is not lost. A
 * connection that is closed with something unread in it would be reset, and its peer may
 * then never see the answer.
 */
final class Framing extends ChannelDuplexHandler {

	/** How long a peer may go on sending what nobody reads. */
	private static final Duration LINGER = Duration.ofSeconds(2);

	private final Turns turns;

	private final AnswerHeaders headers;

	private boolean lingering;

	Framing(Turns turns, AnswerHeaders headers) {
		this.turns = turns;
		this.headers = headers;
	}

	@Override
	public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
		if (message instanceof HttpResponse response) {
			if (response.status().codeClass() == HttpStatusClass.INFORMATIONAL) {
				var _ = context.write(message, promise);
				return;
			}
			frame(response);
		}
		if (message instanceof LastHttpContent) {
			end(context, message, promise);
			return;
		}
		var _ = context.write(message, promise);
	}

	private void frame(HttpResponse response) {
		boolean head = this.turns.begun();
		HttpHeaders headers = response.headers();
		this.headers.complete(headers, head);
		boolean endless = this.turns.isOld() && !headers.contains(HttpHeaderNames.CONTENT_LENGTH);
		if (endless) {
			var _ = headers.remove(HttpHeaderNames.TRANSFER_ENCODING);
			this.turns.closeAfterAll();
		}
		if (endless || this.turns.isLast()) {
			var _ = headers.set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
		}
	}

	private void end(ChannelHandlerContext context, Object message, ChannelPromise promise) {
		this.turns.ended();
		if (this.turns.isLast()) {
			var _ = context.write(message, promise.unvoid()).addListener(ChannelFutureListener.CLOSE);
		}
		else {
			var _ = context.write(message, promise);
		}
	}

	@Override
	public void channelRead(ChannelHandlerContext context, Object message) {
		if (this.lingering) {
			var _ = ReferenceCountUtil.release(message);
		}
		else {
			var _ = context.fireChannelRead(message);
		}
	}

	/**
	 * Says the end, and reads on for a moment where something may still come. Several may
	 * close after an answer; the first one counts, and the others wait with it.
	 */
	@Override
	public void close(ChannelHandlerContext context, ChannelPromise promise) {
		if (this.lingering) {
			var _ = context.channel().closeFuture().addListener((closed) -> {
				var _ = promise.trySuccess();
			});
			return;
		}
		if (!this.turns.isCutShort() || !(context.channel() instanceof DuplexChannel channel) || !channel.isActive()
				|| context.pipeline().get(SslHandler.class) != null) {
			var _ = context.close(promise);
			return;
		}
		this.lingering = true;
		var _ = channel.shutdownOutput();
		var _ = channel.config().setAutoRead(true);
		var rest = context.executor().schedule(() -> {
			var _ = context.close(promise);
		}, LINGER.toMillis(), TimeUnit.MILLISECONDS);
		var _ = channel.closeFuture().addListener((closed) -> {
			if (rest.cancel(false)) {
				var _ = promise.trySuccess();
			}
		});
	}

}
