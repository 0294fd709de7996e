package dev.sluice.processors.calls;

import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;

import dev.sluice.payments.port.BookUnreadable;
import dev.sluice.payments.words.Outcome;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;
import reactor.util.retry.RetryBackoffSpec;

/**
 * Asks a processor for what is in its book: again where that may help, since nothing is
 * changed by it, and one page at a time.
 */
public final class BookCalls {

	/** Answers that may be other ones the next time. */
	private static final Pattern PASSING = Pattern.compile("http_(?:429|5\\d\\d)");

	/** How often it is asked again, and after which pauses. */
	static final RetryBackoffSpec PATIENCE = Retry.backoff(4, Duration.ofMillis(500))
		.maxBackoff(Duration.ofSeconds(10))
		.filter(BookCalls::passes)
		.onRetryExhaustedThrow((retry, signal) -> signal.failure());

	private BookCalls() {
	}

	/**
	 * The records of a page, and of those that follow it as they are wanted.
	 * @param <P> a page
	 * @param <T> a record of it
	 * @param next the page after one; empty after the last
	 * @return {@link BookUnreadable} as an error where a page is not to be had
	 */
	public static <P, T> Flux<T> pages(Mono<P> first, Function<P, Mono<P>> next, Function<P, List<T>> records) {
		return patient(first).expand((page) -> patient(next.apply(page)))
			.concatMapIterable(records, 1)
			.onErrorMap(BookCalls::unreadable);
	}

	/**
	 * A call that is made again, after pauses, where it failed for a moment.
	 * @return as the call; {@link BookUnreadable} as an error where it fails for good
	 */
	public static <T> Mono<T> patient(Mono<T> call) {
		return patient(call, PATIENCE);
	}

	/** As {@link #patient(Mono)}, as often as is said. */
	static <T> Mono<T> patient(Mono<T> call, RetryBackoffSpec patience) {
		return call.retryWhen(patience).onErrorMap(BookCalls::unreadable);
	}

	private static BookUnreadable unreadable(Throwable error) {
		return (error instanceof BookUnreadable known) ? known : new BookUnreadable(reason(error));
	}

	private static boolean passes(Throwable error) {
		return switch (error) {
			case BookUnreadable _, IllegalStateException _ -> false;
			case TransportFailure failure -> PASSING.matcher(String.valueOf(failure.getMessage())).matches();
			default -> true;
		};
	}

	/** What is inside of a gateway has no address before that listens. */
	private static String reason(Throwable error) {
		if (error instanceof IllegalStateException) {
			return "inside_the_gateway";
		}
		return switch (TransportFailure.outcome(error)) {
			case Outcome.NotProcessed(var reason) -> reason;
			case Outcome.Unknown(var reason, var _) -> reason;
			default -> "no_answer";
		};
	}

}
