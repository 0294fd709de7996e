package dev.sluice.feed;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.WriteBufferWaterMark;

/**
 * From where on pieces of the ring, that a stream was given, may still be on its
 * connection, because its reader does not take them. Used on the event loop of the
 * connection.
 */
final class Untaken {

	/** For what is left on a connection when its stream has ended. */
	private static final Duration LAST_CALL = Duration.ofSeconds(10);

	/** Of a piece that is not of the ring. */
	static final long NOWHERE = Long.MAX_VALUE;

	private final Channel channel;

	private final IntConsumer given;

	/** The position before the oldest piece of the ring that may be there. */
	private long from = NOWHERE;

	private long lastFrom = NOWHERE;

	private int lastBytes;

	/** Tells how much its reader is given, piece by piece. */
	Untaken(Channel channel, IntConsumer given) {
		this.given = given;
		this.channel = channel;
	}

	/** Notes a piece that is written next, and begins after a position. */
	void add(long position, int bytes) {
		long waiting = waiting();
		long before = (waiting == 0) ? NOWHERE : (waiting <= this.lastBytes) ? this.lastFrom : this.from;
		this.from = Math.min(before, position);
		this.lastFrom = position;
		this.lastBytes = bytes;
		this.given.accept(bytes);
	}

	/** Whether anything may be there that begins before a position. */
	boolean isFromBefore(long position) {
		return this.from < position && waiting() > 0;
	}

	/**
	 * At the least as much as is left of the pieces. A stream of HTTP/2 has no buffer of
	 * its own, but says how much it has.
	 */
	private long waiting() {
		ChannelOutboundBuffer waiting = this.channel.unsafe().outboundBuffer();
		if (waiting != null) {
			return waiting.totalPendingWriteBytes();
		}
		WriteBufferWaterMark mark = this.channel.config().getWriteBufferWaterMark();
		return this.channel.isWritable() ? Math.max(0, mark.high() - this.channel.bytesBeforeUnwritable() + 1)
				: this.channel.bytesBeforeWritable() + mark.low() - 1;
	}

	/**
	 * Ends the connection, where the end of the stream is not taken either before long.
	 */
	void end() {
		if (!this.channel.isActive() || waiting() == 0) {
			return;
		}
		Future<?> end = this.channel.eventLoop().schedule(this::close, LAST_CALL.toMillis(), TimeUnit.MILLISECONDS);
		if (this.channel.unsafe().outboundBuffer() != null) {
			ChannelFuture taken = this.channel.pipeline().firstContext().writeAndFlush(Unpooled.EMPTY_BUFFER);
			var _ = taken.addListener((done) -> end.cancel(false));
		}
		else {
			var _ = this.channel.closeFuture().addListener((done) -> end.cancel(false));
		}
	}

	private void close() {
		var _ = this.channel.close();
	}

}
