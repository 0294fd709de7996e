package dev.sluice.http.streams;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

import javax.net.ssl.SSLException;

import dev.sluice.http.connection.UnfinishedRequests;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Ends a connection on which a head, or whatever else is no body, is only half there for
 * too long, or where all connections hold too much that is. No stream has begun by then
 * on which that could be told. Reads of each frame what it is and how long, and nothing
 * else (RFC 9113).
 */
final class HeaderBlocks extends ChannelInboundHandlerAdapter {

	/** What a client says first. */
	private static final int PREFACE = 24;

	private static final int FRAME_HEADER = 9;

	private static final int DATA = 0x0;

	private static final int HEADERS = 0x1;

	private static final int CONTINUATION = 0x9;

	private static final int END_HEADERS = 0x4;

	private final UnfinishedRequests all;

	private final Duration limit;

	/** Bytes of what has begun and is not whole. */
	private int pending;

	private int taken;

	private int rest = PREFACE;

	private int begun;

	private int length;

	private int type;

	private boolean data;

	private boolean open;

	private long since = System.nanoTime();

	private @Nullable Future<?> watch;

	HeaderBlocks(UnfinishedRequests all, Duration limit) {
		this.all = all;
		this.limit = limit;
	}

	@Override
	public void handlerAdded(ChannelHandlerContext context) {
		look(context);
	}

	@Override
	public void channelRead(ChannelHandlerContext context, Object message) {
		if (message instanceof ByteBuf bytes) {
			follow(bytes);
			if (!takeRoom()) {
				var _ = ReferenceCountUtil.release(message);
				var _ = context.close();
				return;
			}
			look(context);
		}
		var _ = context.fireChannelRead(message);
	}

	private void follow(ByteBuf bytes) {
		int at = bytes.readerIndex();
		while (at < bytes.writerIndex()) {
			if (this.rest > 0) {
				int skipped = Math.min(this.rest, bytes.writerIndex() - at);
				this.rest -= skipped;
				at += skipped;
				this.pending += skipped;
			}
			else {
				frameHeader(bytes.getUnsignedByte(at));
				at++;
				this.pending++;
			}
			if (this.rest == 0 && this.begun == 0 && !this.open) {
				this.pending = 0;
			}
		}
	}

	private void frameHeader(int octet) {
		if (this.begun == 0 && !this.open) {
			this.since = System.nanoTime();
		}
		switch (this.begun++) {
			case 0 -> this.length = octet;
			case 1, 2 -> this.length = (this.length << Byte.SIZE) | octet;
			case 3 -> this.type = octet;
			case 4 -> frame(octet);
			default -> {
			}
		}
		if (this.begun == FRAME_HEADER) {
			this.begun = 0;
			this.rest = this.length;
		}
	}

	private void frame(int flags) {
		boolean head = this.type == HEADERS || this.type == CONTINUATION;
		this.data = this.type == DATA;
		this.open = head && (flags & END_HEADERS) == 0;
	}

	/** Less is given back. */
	private boolean takeRoom() {
		int more = this.pending - this.taken;
		if (more > 0 && !this.all.take(more)) {
			return false;
		}
		if (more < 0) {
			this.all.give(-more);
		}
		this.taken = this.pending;
		return true;
	}

	private boolean isHalfThere() {
		return this.open || this.begun > 0 || (this.rest > 0 && !this.data);
	}

	/** What came in one piece, as most does, is not watched. */
	private void look(ChannelHandlerContext context) {
		if (this.watch == null && isHalfThere()) {
			watch(context, this.limit);
		}
	}

	private void watch(ChannelHandlerContext context, Duration time) {
		this.watch = context.executor()
			.schedule(() -> lookAtTheTime(context), Math.max(1, time.toMillis()), TimeUnit.MILLISECONDS);
	}

	private void lookAtTheTime(ChannelHandlerContext context) {
		this.watch = null;
		if (!isHalfThere() || context.isRemoved()) {
			return;
		}
		Duration left = this.limit.minusNanos(System.nanoTime() - this.since);
		if (left.isPositive()) {
			watch(context, left);
		}
		else {
			var _ = context.close();
		}
	}

	/** A connection that broke is no fault of ours. */
	@Override
	public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
		if (cause instanceof IOException || cause.getCause() instanceof SSLException) {
			var _ = context.close();
		}
		else {
			var _ = context.fireExceptionCaught(cause);
		}
	}

	@Override
	public void channelInactive(ChannelHandlerContext context) {
		this.pending = 0;
		var _ = takeRoom();
		if (this.watch != null) {
			var _ = this.watch.cancel(false);
		}
		var _ = context.fireChannelInactive();
	}

}
