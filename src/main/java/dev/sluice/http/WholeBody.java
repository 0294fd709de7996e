package dev.sluice.http;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

import dev.sluice.values.RawJson;
import reactor.core.publisher.Mono;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.util.unit.DataSize;
import org.springframework.web.reactive.function.BodyExtractors;
import org.springframework.web.reactive.function.server.ServerRequest;

/**
 * Reads the body of a request, to the last byte, within the limits of
 * {@link WebSettings}, and as long as its caller may make it.
 */
@Component
public class WholeBody {

	private final WebSettings settings;

	WholeBody(WebSettings settings) {
		this.settings = settings;
	}

	/**
	 * Reads the whole body.
	 * @return what was sent, supposed to be JSON, never empty; a {@link Problem} 400 for
	 * an absent body, 408 for a late and 413 for a large one, 415 for a compressed one
	 */
	public Mono<RawJson> read(ServerRequest request) {
		return needed(readOptional(request));
	}

	/**
	 * As {@link #read}, up to a size of the request's own, where that is not less than
	 * any body may have.
	 */
	Mono<RawJson> read(ServerRequest request, DataSize largest) {
		DataSize most = this.settings.maxBodySize();
		return needed(readUpTo((most.compareTo(largest) < 0) ? largest : most, request));
	}

	/**
	 * As {@link #read}, of somebody who sends what may be larger than any other body.
	 * @param most how much of it is read
	 */
	public Mono<RawJson> readLarge(ServerRequest request, DataSize most) {
		return needed(readUpTo(most, request));
	}

	/** As {@link #read}, of a caller who is not known yet. */
	public Mono<RawJson> readSmall(ServerRequest request) {
		return needed(readUpTo(this.settings.strangerBodySize(), request));
	}

	/**
	 * As {@link #read}, where a request may come without a body.
	 * @return empty where not a byte was sent
	 */
	Mono<RawJson> readOptional(ServerRequest request) {
		return readUpTo(this.settings.maxBodySize(), request);
	}

	private static Mono<RawJson> needed(Mono<RawJson> body) {
		return body.switchIfEmpty(Mono.error(WholeBody::missing));
	}

	private Mono<RawJson> readUpTo(DataSize most, ServerRequest request) {
		if (isEncoded(request)) {
			return Mono.error(encoded());
		}
		int limit = Math.toIntExact(most.toBytes());
		if (request.headers().contentLength().orElse(0) > limit) {
			return Mono.error(tooLarge(most));
		}
		return Mono.deferContextual((context) -> Permit.of(context).hold(join(request, limit)))
			.onErrorMap(DataBufferLimitException.class, (error) -> tooLarge(most))
			.filter((body) -> body.utf8().length > 0);
	}

	private static Mono<RawJson> join(ServerRequest request, int limit) {
		return DataBufferUtils.join(request.body(BodyExtractors.toDataBuffers()), limit).map(WholeBody::bytes);
	}

	private static boolean isEncoded(ServerRequest request) {
		List<String> lines = request.headers().header("Content-Encoding");
		return !lines.isEmpty() && !Set.of("", "identity")
			.containsAll(lines.stream()
				.flatMap((codings) -> Stream.of(codings.split(",", -1)))
				.map((coding) -> coding.strip().toLowerCase(Locale.ROOT))
				.toList());
	}

	private static Problem encoded() {
		return Problem
			.of(HttpStatus.UNSUPPORTED_MEDIA_TYPE, "unsupported_content_encoding",
					"Send the body as it is, without a Content-Encoding such as gzip.")
			.withHeader("Accept-Encoding", "identity");
	}

	static Problem missing() {
		return Problem.of(HttpStatus.BAD_REQUEST, "body_missing", "Send a JSON object as the body.");
	}

	private static RawJson bytes(DataBuffer buffer) {
		byte[] bytes = new byte[buffer.readableByteCount()];
		buffer.read(bytes);
		DataBufferUtils.release(buffer);
		return RawJson.of(bytes);
	}

	private static Problem tooLarge(DataSize most) {
		return Problem.of(HttpStatus.CONTENT_TOO_LARGE, "body_too_large",
				"The body may have at most " + most.toKilobytes() + " kB.");
	}

}
