package dev.sluice.feed;

import dev.sluice.platform.PacedBody;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.core.io.buffer.NettyDataBufferFactory;
import org.springframework.http.MediaType;
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
			.body((message, context) -> message.writeWith(Flux.defer(() -> opener.open(PacedBody.channel(message)))
				.map(((NettyDataBufferFactory) message.bufferFactory())::wrap)));
	}

	/** Opens the stream of a connection. */
	interface Opener {

		Publisher<ByteBuf> open(Channel channel);

	}

}
