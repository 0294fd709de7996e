package dev.sluice.simulator;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import reactor.core.publisher.Mono;
import reactor.netty.channel.AbortedException;
import reactor.netty.http.server.HttpServerRequest;

import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.web.reactive.function.server.ServerRequest;

/** Closes the connection of a request without a word. */
final class HangUp {

	private HangUp() {
	}

	/** An error that no answer is written for: the caller is not there any more. */
	static <T> Mono<T> on(ServerRequest request) {
		return Mono.defer(() -> {
			HttpServerRequest connected = ServerHttpRequestDecorator.getNativeRequest(request.exchange().getRequest());
			HttpServerRequest _ = connected.withConnection((connection) -> close(connection.channel()));
			return Mono.error(new AbortedException("The simulator hung up, as it was asked to"));
		});
	}

	private static void close(Channel channel) {
		ChannelFuture _ = channel.close();
	}

}
