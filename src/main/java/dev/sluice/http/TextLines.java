package dev.sluice.http;

import java.nio.charset.StandardCharsets;
import java.util.List;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.web.reactive.function.server.ServerResponse;

/** A stream of lines in UTF-8, chunk by chunk. */
public final class TextLines {

	private TextLines() {
	}

	/**
	 * Streams chunks of lines, each as soon as the reader has room for it.
	 * @param response the status and headers
	 * @param end what every line ends with
	 * @param chunks lines without their end
	 * @return never empty; an error of the chunks ends the response unfinished, so that
	 * the reader notices
	 */
	public static Mono<ServerResponse> response(ServerResponse.BodyBuilder response, String end,
			Flux<List<byte[]>> chunks) {
		byte[] ending = end.getBytes(StandardCharsets.UTF_8);
		return joined(response, chunks.map((lines) -> join(lines, ending)));
	}

	/** As above, of chunks that are whole lines, with their ends, already. */
	static Mono<ServerResponse> joined(ServerResponse.BodyBuilder response, Flux<ByteBuf> chunks) {
		return response.header("X-Accel-Buffering", "no").body((message, context) -> PacedBody.write(message, chunks));
	}

	private static ByteBuf join(List<byte[]> lines, byte[] ending) {
		int size = lines.stream().mapToInt((line) -> line.length + ending.length).sum();
		ByteBuf joined = Unpooled.buffer(size);
		for (byte[] line : lines) {
			var _ = joined.writeBytes(line).writeBytes(ending);
		}
		return joined;
	}

}
