package dev.sluice.http;

import java.util.List;

import dev.sluice.values.RawJson;
import io.netty.buffer.ByteBuf;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.ServerResponse;

/** A stream of things that are JSON already, one to a line. */
public final class JsonLines {

	private JsonLines() {
	}

	/** Streams chunks of lines, as {@link TextLines#response} does. */
	public static Mono<ServerResponse> response(Flux<List<RawJson>> chunks) {
		return TextLines.response(ServerResponse.ok().contentType(MediaType.APPLICATION_NDJSON), "\n",
				chunks.map((chunk) -> chunk.stream().map(RawJson::utf8).toList()));
	}

	/** Streams chunks that are whole lines, with their ends, already. */
	public static Mono<ServerResponse> joined(Flux<ByteBuf> chunks) {
		return TextLines.joined(ServerResponse.ok().contentType(MediaType.APPLICATION_NDJSON), chunks);
	}

}
