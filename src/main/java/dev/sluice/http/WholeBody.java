package dev.sluice.http;

import java.util.concurrent.TimeoutException;

import dev.sluice.values.RawJson;
import reactor.core.publisher.Mono;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.BodyExtractors;
import org.springframework.web.reactive.function.server.ServerRequest;

/**
 * Reads the body of a request, to the last byte, within the limits of
 * {@link WebSettings}.
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
	 * an absent body, 408 for a late and 413 for a large one
	 */
	public Mono<RawJson> read(ServerRequest request) {
		int limit = Math.toIntExact(this.settings.maxBodySize().toBytes());
		if (request.headers().contentLength().orElse(0) > limit) {
			return Mono.error(tooLarge());
		}
		return DataBufferUtils.join(request.body(BodyExtractors.toDataBuffers()), limit)
			.timeout(this.settings.bodyTimeout())
			.onErrorMap(DataBufferLimitException.class, (error) -> tooLarge())
			.onErrorMap(TimeoutException.class, (error) -> late())
			.switchIfEmpty(Mono.error(WholeBody::missing))
			.map(WholeBody::bytes);
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

	private Problem tooLarge() {
		return Problem.of(HttpStatus.CONTENT_TOO_LARGE, "body_too_large",
				"The body may have at most " + this.settings.maxBodySize().toKilobytes() + " kB.");
	}

	private static Problem late() {
		return Problem.of(HttpStatus.REQUEST_TIMEOUT, "body_timeout", "The body did not arrive in time.")
			.withHeader("Connection", "close");
	}

}
