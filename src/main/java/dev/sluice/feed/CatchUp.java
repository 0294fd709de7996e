package dev.sluice.feed;

import java.util.function.Consumer;

import dev.sluice.journal.EntryPage;
import dev.sluice.journal.Selection;
import dev.sluice.memory.Holding;
import io.netty.channel.Channel;
import reactor.core.Disposable;
import reactor.core.Disposables;

/**
 * The reading of the journal for one stream that is behind, a page at a time, and the
 * memory that the page takes until its reader has taken it.
 */
final class CatchUp {

	private final Feed feed;

	private final Selection selection;

	private final Holding holding;

	private boolean reading;

	private Disposable page = Disposables.disposed();

	CatchUp(Feed feed, Selection selection, Channel channel) {
		this.feed = feed;
		this.selection = selection;
		this.holding = feed.hold(channel);
	}

	boolean isReading() {
		return this.reading;
	}

	/** Reads the page after a position; one of the two is told, on any thread. */
	void read(long position, Consumer<EntryPage> read, Consumer<Throwable> failed) {
		this.reading = true;
		this.page = this.feed.read(position, this.selection, this.holding).subscribe(read, failed);
	}

	/** The page is there, and is about to be given to the reader. */
	void hasRead(EntryPage read) {
		this.reading = false;
		this.holding.resize(read.bytes());
	}

	/** The reader has taken what it was given. */
	void clear() {
		this.holding.clear();
	}

	/** What is being read is not waited for any more; nothing is read from now on. */
	void end() {
		this.reading = false;
		this.page.dispose();
		this.holding.end();
	}

}
