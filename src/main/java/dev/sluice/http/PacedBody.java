package dev.sluice.http;

import java.util.concurrent.atomic.AtomicReference;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;
import reactor.netty.http.server.HttpServerResponse;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.NettyDataBufferFactory;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.http.server.reactive.ServerHttpResponseDecorator;

/**
 * A long body, written as fast as its reader takes it. Reactor Netty alone would ask for
 * many pieces ahead and hold what a slow reader has no room for.
 */
final class PacedBody {

	private PacedBody() {
	}

	/**
	 * Writes pieces one after the other, the next when the connection has room again; one
	 * more may be made meanwhile. A piece is on its way at once.
	 * @return completes when the last piece is written, or when the answer was broken off
	 * since its reader may not go on; an error where a piece cannot be made
	 */
	public static Mono<Void> write(ServerHttpResponse message, Flux<ByteBuf> pieces) {
		Channel channel = channel(message);
		NettyDataBufferFactory buffers = (NettyDataBufferFactory) message.bufferFactory();
		Flux<DataBuffer> body = pieces.concatMap((piece) -> room(channel).thenReturn(piece), 1).map(buffers::wrap);
		return Mono.deferContextual((context) -> message.writeWith(Permit.of(context).guard(body))
			.onErrorResume(Problem.class,
					(problem) -> mayNotGoOn(message, problem) ? closed(channel) : Mono.error(problem)));
	}

	private static boolean mayNotGoOn(ServerHttpResponse message, Problem problem) {
		return message.isCommitted() && problem.status().is4xxClientError();
	}

	/** Before anything is written that would make the answer seem whole. */
	private static Mono<Void> closed(Channel channel) {
		return Mono.create((sink) -> channel.close().addListener((closed) -> sink.success()));
	}

	/** The connection that a response goes out on. */
	public static Channel channel(ServerHttpResponse message) {
		HttpServerResponse response = ServerHttpResponseDecorator.getNativeResponse(message);
		AtomicReference<Channel> channel = new AtomicReference<>();
		var _ = response.withConnection((connection) -> channel.set(connection.channel()));
		return channel.get();
	}

	private static Mono<Void> room(Channel channel) {
		return Mono.create((sink) -> channel.eventLoop().execute(() -> {
			if (channel.isWritable() || !channel.isActive()) {
				sink.success();
			}
			else {
				var _ = channel.pipeline().addFirst(new Waiting(sink));
			}
		}));
	}

	/** Waits for room, or for the end of the connection. */
	private static final class Waiting extends ChannelInboundHandlerAdapter {

		private final MonoSink<Void> sink;

		Waiting(MonoSink<Void> sink) {
			this.sink = sink;
		}

		@Override
		public void channelWritabilityChanged(ChannelHandlerContext context) {
			var _ = context.fireChannelWritabilityChanged();
			if (context.channel().isWritable()) {
				leave(context);
			}
		}

		@Override
		public void channelInactive(ChannelHandlerContext context) {
			var _ = context.fireChannelInactive();
			leave(context);
		}

		private void leave(ChannelHandlerContext context) {
			if (!context.isRemoved()) {
				var _ = context.pipeline().remove(this);
			}
			this.sink.success();
		}

	}

}
