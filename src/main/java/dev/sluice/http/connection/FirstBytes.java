package dev.sluice.http.connection;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;

/**
 * Notes what comes before it is decoded, since half a head is not seen behind. What comes
 * in one piece is decoded in portions, so that each request is noted by itself.
 */
final class FirstBytes extends ChannelDuplexHandler {

	private final Arrival arrival;

	private final Portions portions = new Portions();

	FirstBytes(Arrival arrival) {
		this.arrival = arrival;
	}

	@Override
	public void channelRead(ChannelHandlerContext context, Object message) {
		if (!(message instanceof ByteBuf bytes)) {
			var _ = context.fireChannelRead(message);
			return;
		}
		int first = this.portions.first(bytes, this.arrival);
		while (first < bytes.readableBytes()) {
			decode(context, bytes.readRetainedSlice(first));
			first = this.portions.first(bytes, this.arrival);
		}
		decode(context, bytes);
	}

	private void decode(ChannelHandlerContext context, ByteBuf portion) {
		if (!isBlank(portion)) {
			this.arrival.came(portion.readableBytes());
		}
		var _ = context.fireChannelRead(portion);
	}

	@Override
	public void read(ChannelHandlerContext context) {
		this.arrival.await(true);
		var _ = context.read();
	}

	@Override
	public void channelReadComplete(ChannelHandlerContext context) {
		this.arrival.await(false);
		var _ = context.fireChannelReadComplete();
	}

	/** Some clients end a body with a line break that belongs to nothing. */
	private boolean isBlank(ByteBuf bytes) {
		return this.arrival.state() == Arrival.State.NOTHING && bytes.readableBytes() <= 2
				&& bytes.forEachByte((each) -> each == '\r' || each == '\n') < 0;
	}

}
