package dev.sluice.http.connection;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.web.server.Compression;

/**
 * What the headers of every answer have, by whatever version of HTTP it is given: the
 * date, nothing of ranges, and that there are two of what may be compressed.
 */
public final class AnswerHeaders {

	private static final DateTimeFormatter IMF_FIXDATE = DateTimeFormatter
		.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
		.withZone(ZoneOffset.UTC);

	private static volatile Stamp stamp = new Stamp(0, "");

	private final CompressedBodies compressed;

	AnswerHeaders(CompressedBodies compressed) {
		this.compressed = compressed;
	}

	/** By what is compressed, nothing where that is null. */
	public static AnswerHeaders of(@Nullable Compression compression) {
		return new AnswerHeaders(new CompressedBodies(compression));
	}

	/**
	 * Completes the headers of an answer.
	 * @param head whether they are all that is asked for of one that may be compressed
	 */
	public void complete(HttpHeaders headers, boolean head) {
		var _ = headers.set(HttpHeaderNames.DATE, now());
		var _ = headers.remove(HttpHeaderNames.ACCEPT_RANGES);
		this.compressed.mark(headers, head);
	}

	private static String now() {
		long second = System.currentTimeMillis() / 1000;
		Stamp current = stamp;
		if (current.second() != second) {
			current = new Stamp(second, IMF_FIXDATE.format(Instant.ofEpochSecond(second)));
			stamp = current;
		}
		return current.text();
	}

	/** A second as it is written in headers, kept while it lasts. */
	private record Stamp(long second, String text) {
	}

}
