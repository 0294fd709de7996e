package dev.sluice.platform;

import java.util.List;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferFactory;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.ServerResponse;

/** A stream of things that are JSON already, one to a line. */
public final class JsonLines {

	private JsonLines() {
	}

	/**
	 * Streams chunks of lines, each chunk in one write and only when the last one is on
	 * its way.
	 * @return never empty; an error of the chunks ends the response unfinished, so that
	 * the reader notices
	 */
	public static Mono<ServerResponse> response(Flux<List<RawJson>> chunks) {
		return ServerResponse.ok()
			.contentType(MediaType.APPLICATION_NDJSON)
			.header("X-Accel-Buffering", "no")
			.body((outputMessage, context) -> outputMessage.writeAndFlushWith(
					chunks.map((chunk) -> Mono.fromSupplier(() -> join(outputMessage.bufferFactory(), chunk)))));
	}

	private static DataBuffer join(DataBufferFactory factory, List<RawJson> lines) {
		int size = lines.stream().mapToInt((line) -> line.utf8().length + 1).sum();
		DataBuffer buffer = factory.allocateBuffer(Math.max(1, size));
		for (RawJson line : lines) {
			buffer.write(line.utf8()).write((byte) '\n');
		}
		return buffer;
	}

}
