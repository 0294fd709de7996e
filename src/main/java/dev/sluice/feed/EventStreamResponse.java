package dev.sluice.feed;

import java.util.concurrent.atomic.AtomicReference;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServerResponse;

import org.springframework.core.io.buffer.NettyDataBufferFactory;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.http.server.reactive.ServerHttpResponseDecorator;
import org.springframework.web.reactive.function.server.ServerResponse;

/**
 * An answer that is an event stream. What it writes is on its way as soon as there is no
 * more to write with it.
 */
final class EventStreamResponse {

	private EventStreamResponse() {
	}

	/** Answers with what is opened for the connection of the request. */
	static Mono<ServerResponse> of(Opener opener) {
		return ServerResponse.ok()
			.contentType(MediaType.TEXT_EVENT_STREAM)
			.headers((headers) -> headers.setCacheControl("no-store"))
			.header("X-Accel-Buffering", "no")
			.body((message, context) -> message.writeWith(Flux.defer(() -> opener.open(channel(message)))
				.map(((NettyDataBufferFactory) message.bufferFactory())::wrap)));
	}

	private static Channel channel(ServerHttpResponse message) {
		HttpServerResponse response = ServerHttpResponseDecorator.getNativeResponse(message);
		AtomicReference<Channel> channel = new AtomicReference<>();
		var _ = response.withConnection((connection) -> channel.set(connection.channel()));
		return channel.get();
	}

	/** Opens the stream of a connection. */
	interface Opener {

		Publisher<ByteBuf> open(Channel channel);

	}

}
