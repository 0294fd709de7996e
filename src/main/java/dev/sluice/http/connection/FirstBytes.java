package dev.sluice.http.connection;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;

/** Notes what comes before it is decoded, since half a head is not seen behind. */
final class FirstBytes extends ChannelDuplexHandler {

	private final Arrival arrival;

	FirstBytes(Arrival arrival) {
		this.arrival = arrival;
	}

	@Override
	public void channelRead(ChannelHandlerContext context, Object message) {
		if (message instanceof ByteBuf bytes && !isBlank(bytes)) {
			this.arrival.came(bytes.readableBytes());
		}
		var _ = context.fireChannelRead(message);
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
