package dev.sluice.http.connection;

import java.util.function.Consumer;
import java.util.function.Supplier;

import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import reactor.netty.NettyPipeline;

/**
 * Waits until a client has said by which version of HTTP it speaks, which it does with
 * the handshake of TLS: before that there is no decoder on its connection.
 */
public final class Negotiated extends ChannelInboundHandlerAdapter {

	private final Class<? extends ChannelHandler> decoder;

	private final Consumer<ChannelPipeline> chosen;

	/**
	 * Waits.
	 * @param decoder the decoder of a version
	 * @param chosen does what is to be done where it was chosen
	 */
	public Negotiated(Class<? extends ChannelHandler> decoder, Consumer<ChannelPipeline> chosen) {
		this.decoder = decoder;
		this.chosen = chosen;
	}

	/** Puts it where it hears what was chosen; false where there is nothing to choose. */
	public static boolean awaited(ChannelPipeline pipeline, String name, Supplier<Negotiated> negotiated) {
		if (pipeline.get(NettyPipeline.H2OrHttp11Codec) == null) {
			return false;
		}
		var _ = pipeline.addBefore(NettyPipeline.H2OrHttp11Codec, name, negotiated.get());
		return true;
	}

	/** Whoever is next in the pipeline puts the decoder there. */
	@Override
	public void userEventTriggered(ChannelHandlerContext context, Object event) {
		var _ = context.fireUserEventTriggered(event);
		if (event instanceof SslHandshakeCompletionEvent handshake && !context.isRemoved()) {
			if (handshake.isSuccess() && context.pipeline().get(this.decoder) != null) {
				this.chosen.accept(context.pipeline());
			}
			var _ = context.pipeline().remove(this);
		}
	}

}
