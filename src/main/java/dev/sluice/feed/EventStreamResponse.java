package dev.sluice.feed;

import java.util.function.BiFunction;

import dev.sluice.http.LastingBody;
import dev.sluice.http.Permit;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;

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
	static Mono<ServerResponse> of(BiFunction<Channel, Permit, Publisher<ByteBuf>> stream) {
		return ServerResponse.ok()
			.contentType(MediaType.TEXT_EVENT_STREAM)
			.headers((headers) -> headers.setCacheControl("no-store"))
			.header("X-Accel-Buffering", "no")
			.body((message, context) -> LastingBody.write(message, stream));
	}

}
