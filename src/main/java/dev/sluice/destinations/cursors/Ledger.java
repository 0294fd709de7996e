package dev.sluice.destinations.cursors;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * Writes down what comes of a round, one time after the other, and each time all that has
 * come by then. One thread at a time.
 */
final class Ledger {

	/** Where more is under way it is waited for, since each time costs alike. */
	private static final Duration GATHERING = Duration.ofMillis(20);

	private final Window window;

	private final Tally tally;

	private final OneByOne changes;

	private final Function<Progress, Mono<Optional<Instant>>> book;

	private final Scheduler scheduler;

	private long cursor;

	private boolean writing;

	private @Nullable Disposable gathering;

	private boolean closed;

	/**
	 * Nothing has come yet.
	 * @param changes what happens meanwhile is one of these
	 * @param book writes down, and has when the destination had been changed last; empty
	 * where it is somebody else's
	 */
	Ledger(Window window, Tally tally, long cursor, OneByOne changes,
			Function<Progress, Mono<Optional<Instant>>> book) {
		this(window, tally, cursor, changes, book, Schedulers.parallel());
	}

	/** As above, with a scheduler that waits for more. */
	Ledger(Window window, Tally tally, long cursor, OneByOne changes, Function<Progress, Mono<Optional<Instant>>> book,
			Scheduler scheduler) {
		this.window = window;
		this.tally = tally;
		this.cursor = cursor;
		this.changes = changes;
		this.book = book;
		this.scheduler = scheduler;
	}

	/**
	 * Writes down what is not: soon where more is about to come, else now; or after what
	 * is being written.
	 * @param written told what the book had
	 * @param lost told where it could not be written down
	 */
	void keep(boolean more, Consumer<Optional<Instant>> written, Consumer<Throwable> lost) {
		if (this.writing || this.closed || isComplete()) {
			return;
		}
		if (!more) {
			write(written, lost);
		}
		else if (this.gathering == null) {
			this.gathering = Mono.delay(GATHERING, this.scheduler).subscribe((tick) -> this.changes.happens(() -> {
				stopGathering();
				keep(false, written, lost);
			}));
		}
	}

	private void write(Consumer<Optional<Instant>> written, Consumer<Throwable> lost) {
		stopGathering();
		this.writing = true;
		Progress progress = this.tally.take(this.window);
		var _ = this.book.apply(progress).subscribe((before) -> this.changes.happens(() -> {
			this.writing = false;
			this.cursor = progress.cursor();
			written.accept(before);
		}), (broken) -> this.changes.happens(() -> {
			this.writing = false;
			lost.accept(broken);
		}));
	}

	private void stopGathering() {
		if (this.gathering != null) {
			this.gathering.dispose();
			this.gathering = null;
		}
	}

	/** Nothing more is written down that is not being so. */
	void close() {
		this.closed = true;
		stopGathering();
	}

	/** Whether something is being written down. */
	boolean isWriting() {
		return this.writing;
	}

	/** Whether all is written down, or nothing more will be. */
	boolean isComplete() {
		return this.closed || (this.tally.isEmpty() && this.window.isClean() && this.window.cursor() == this.cursor);
	}

}
