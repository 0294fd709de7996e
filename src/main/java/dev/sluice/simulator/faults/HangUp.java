package dev.sluice.simulator.faults;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServerRequest;

import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.web.reactive.function.server.ServerRequest;

/** Closes the connection of a request without a word. */
public final class HangUp {

	private HangUp() {
	}

	/** Never anything: with the connection gone the server cancels. */
	public static <T> Mono<T> on(ServerRequest request) {
		return Mono.defer(() -> {
			HttpServerRequest connected = ServerHttpRequestDecorator.getNativeRequest(request.exchange().getRequest());
			HttpServerRequest _ = connected.withConnection((connection) -> close(connection.channel()));
			return Mono.<T>never();
		});
	}

	private static void close(Channel channel) {
		ChannelFuture _ = channel.close();
	}

}
