package dev.sluice.http;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiFunction;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.HttpMethod;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.netty.Connection;
import reactor.netty.http.server.HttpServerInfos;

import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.http.server.reactive.ServerHttpResponseDecorator;

/**
 * A body that lasts for hours. The server writes it when filters and handlers have come
 * to their end, so that nothing is kept of what they took to answer the request.
 */
public final class LastingBody {

	private final AtomicReference<@Nullable Publisher<ByteBuf>> pieces = new AtomicReference<>();

	private LastingBody() {
	}

	/**
	 * Completes an answer as far as its headers; its body follows.
	 * @param body makes the body for a connection, to end with the permit, of pieces that
	 * whoever takes them releases; a piece is on its way as soon as no other comes with
	 * it
	 * @return completes before anything is sent; an error where no body can follow. An
	 * answer to HEAD has no body: it ends with its headers
	 */
	public static Mono<Void> write(ServerHttpResponse message, BiFunction<Channel, Permit, Publisher<ByteBuf>> body) {
		Channel channel = PacedBody.channel(message);
		return isForHead(message) ? message.setComplete() : write(message, channel, body);
	}

	/**
	 * Whether an answer is to have no body. Filters hide from handlers that HEAD was
	 * asked for; the connection knows.
	 */
	public static boolean isForHead(ServerHttpResponse message) {
		return ServerHttpResponseDecorator.getNativeResponse(message) instanceof HttpServerInfos asked
				&& HttpMethod.HEAD.equals(asked.method());
	}

	private static Mono<Void> write(ServerHttpResponse message, Channel channel,
			BiFunction<Channel, Permit, Publisher<ByteBuf>> body) {
		return Mono.deferContextual((context) -> message.setComplete()
			.doOnSuccess((done) -> context.get(LastingBody.class).pieces.set(body.apply(channel, Permit.of(context)))));
	}

	/** Handles a request, then writes the body that was left to be written, if any. */
	public static Mono<Void> after(Mono<Void> handled, Connection connection) {
		LastingBody body = new LastingBody();
		return handled.contextWrite((context) -> context.put(LastingBody.class, body))
			.switchIfEmpty(Mono.defer(() -> body.writeTo(connection)));
	}

	private Mono<Void> writeTo(Connection connection) {
		Publisher<ByteBuf> following = this.pieces.getAndSet(null);
		return (following != null) ? connection.outbound().send(following).then() : Mono.empty();
	}

}
