package dev.sluice.emulators.faults;

import java.time.Duration;
import java.util.Arrays;

import dev.sluice.simulator.faults.HangUp;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;

/** Announces the whole of an answer, sends half of it and closes the connection. */
final class HalfAnswer {

	/** For the half to be on its way. */
	private static final Duration PAUSE = Duration.ofMillis(50);

	private HalfAnswer() {
	}

	static Mono<ServerResponse> of(ServerRequest request, VendorAnswer answer) {
		byte[] whole = answer.body().utf8();
		return ServerResponse.status(answer.status())
			.contentType(MediaType.APPLICATION_JSON)
			.contentLength(whole.length)
			.headers((headers) -> answer.headers().forEach(headers::set))
			.build((exchange, context) -> write(request, exchange.getResponse(), whole));
	}

	private static Mono<Void> write(ServerRequest request, ServerHttpResponse response, byte[] whole) {
		byte[] half = Arrays.copyOf(whole, whole.length / 2);
		Mono<DataBuffer> first = Mono.fromSupplier(() -> response.bufferFactory().wrap(half));
		Mono<DataBuffer> never = Mono.delay(PAUSE).then(HangUp.on(request));
		return response.writeAndFlushWith(Flux.just(first, never));
	}

}
