package dev.sluice.platform;

import java.nio.charset.StandardCharsets;
import java.util.List;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferFactory;
import org.springframework.web.reactive.function.server.ServerResponse;

/** A stream of lines in UTF-8, chunk by chunk. */
public final class TextLines {

	private TextLines() {
	}

	/**
	 * Streams chunks of lines, each chunk in one write and only when the last one is on
	 * its way.
	 * @param response the status and headers
	 * @param end what every line ends with
	 * @param chunks lines without their end
	 * @return never empty; an error of the chunks ends the response unfinished, so that
	 * the reader notices
	 */
	public static Mono<ServerResponse> response(ServerResponse.BodyBuilder response, String end,
			Flux<List<byte[]>> chunks) {
		byte[] ending = end.getBytes(StandardCharsets.UTF_8);
		return response.header("X-Accel-Buffering", "no")
			.body((outputMessage, context) -> outputMessage.writeAndFlushWith(chunks
				.map((chunk) -> Mono.fromSupplier(() -> join(outputMessage.bufferFactory(), chunk, ending)))));
	}

	private static DataBuffer join(DataBufferFactory factory, List<byte[]> lines, byte[] ending) {
		int size = lines.stream().mapToInt((line) -> line.length + ending.length).sum();
		DataBuffer buffer = factory.allocateBuffer(Math.max(1, size));
		for (byte[] line : lines) {
			buffer.write(line).write(ending);
		}
		return buffer;
	}

}
