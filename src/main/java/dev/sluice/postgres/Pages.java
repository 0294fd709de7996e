package dev.sluice.postgres;

import java.util.function.Function;

import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Reads page by page for a reader who takes his time. Each page is read to its end as
 * soon as it is begun, and waits here for the reader: a connection never does.
 */
public final class Pages {

	private Pages() {
	}

	/**
	 * A first page, and those that follow it.
	 * @param next the page after one; empty after the last
	 * @return the pages; one at the most is read ahead of the reader
	 */
	public static <T> Flux<T> read(Mono<T> first, Function<T, Mono<T>> next) {
		return atOnce(first).expand((page) -> atOnce(next.apply(page)));
	}

	/** Asks for the page before the reader does. */
	private static <T> Mono<T> atOnce(Mono<T> page) {
		return Mono.create((sink) -> {
			Disposable reading = page.singleOptional()
				.contextWrite(sink.contextView())
				.subscribe((found) -> found.ifPresentOrElse(sink::success, sink::success), sink::error);
			var _ = sink.onDispose(reading);
		});
	}

}
