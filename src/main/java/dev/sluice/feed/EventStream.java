package dev.sluice.feed;

import java.nio.channels.ClosedChannelException;
import java.util.Optional;
import java.util.function.Consumer;

import dev.sluice.feed.Segment.Slice;
import dev.sluice.journal.EntryPage;
import dev.sluice.journal.Selection;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;
import reactor.core.publisher.Operators;

/**
 * One reader of a merchant's events: where it is, and how much it takes. It holds no
 * events. Where it is within the ring it is given pieces of that; where it is further
 * behind it reads the journal page by page, until it has caught up. A piece is given only
 * when the connection has room for it.
 *
 * <p>
 * Everything here happens on the event loop of the connection.
 */
final class EventStream extends ChannelInboundHandlerAdapter implements Subscription {

	private final Feed feed;

	private final Selection selection;

	private final Channel channel;

	private final Subscriber<? super ByteBuf> reader;

	private final Consumer<EventStream> left;

	private final CatchUp catchUp;

	private final Untaken untaken;

	/** Everything up to here was given or passed over. */
	private long position;

	/** The last id that the reader was told. */
	private long told;

	private @Nullable ByteBuf greeting;

	private long demand;

	private boolean sending;

	private boolean ended;

	/**
	 * Starts a stream.
	 * @param greeting what the reader is sent first, which says its position
	 * @param left told when the stream has ended, however it ended
	 */
	EventStream(Feed feed, Selection selection, Channel channel, Subscriber<? super ByteBuf> reader, long position,
			ByteBuf greeting, Consumer<EventStream> left) {
		this.feed = feed;
		this.selection = selection;
		this.channel = channel;
		this.reader = reader;
		this.position = position;
		this.told = position;
		this.greeting = greeting;
		this.left = left;
		this.catchUp = new CatchUp(feed, selection, channel);
		this.untaken = new Untaken(channel, feed::given);
	}

	/** Watches the connection, whose end is the stream's too. */
	void start() {
		if (!this.channel.isActive()) {
			fail(new ClosedChannelException());
		}
		else if (!this.ended) {
			var _ = this.channel.pipeline().addFirst(this);
		}
	}

	@Override
	public void channelInactive(ChannelHandlerContext context) {
		var _ = context.fireChannelInactive();
		fail(new ClosedChannelException());
	}

	@Override
	public void request(long n) {
		run(() -> {
			this.demand = Operators.addCap(this.demand, n);
			send();
		});
	}

	@Override
	public void cancel() {
		run(this::leave);
	}

	@Override
	public void channelWritabilityChanged(ChannelHandlerContext context) {
		var _ = context.fireChannelWritabilityChanged();
		send();
	}

	private void run(Runnable work) {
		if (this.channel.eventLoop().inEventLoop()) {
			work.run();
		}
		else {
			this.channel.eventLoop().execute(work);
		}
	}

	/** Gives what there is and is wanted. */
	void send() {
		if (this.sending) {
			return;
		}
		this.sending = true;
		try {
			boolean more = isOpen();
			while (more) {
				more = sendNext() && isOpen();
			}
		}
		catch (RuntimeException ex) {
			fail(ex);
		}
		finally {
			this.sending = false;
		}
	}

	private boolean isOpen() {
		return hasRoom(1) && !this.catchUp.isReading();
	}

	private boolean hasRoom(int pieces) {
		return !this.ended && this.demand >= pieces && this.channel.isWritable();
	}

	private boolean sendNext() {
		this.catchUp.clear();
		ByteBuf first = this.greeting;
		if (first != null) {
			this.greeting = null;
			emit(first);
			return true;
		}
		Optional<Slice> slice = this.feed.after(this.position, this.selection);
		if (slice.isPresent()) {
			give(slice.get().bytes(), slice.get().upTo(), this.position);
			return true;
		}
		if (!this.feed.reaches(this.position)) {
			this.catchUp.read(this.position, (page) -> run(() -> caughtUp(page)), (error) -> run(() -> fail(error)));
		}
		return false;
	}

	/** Of the ring where it begins somewhere, else of this stream alone. */
	private void give(ByteBuf bytes, long upTo, long from) {
		this.position = upTo;
		if (bytes.isReadable()) {
			this.told = upTo;
			this.untaken.add(from, bytes.readableBytes());
			emit(bytes);
		}
		else {
			boolean _ = bytes.release();
		}
	}

	private void emit(ByteBuf bytes) {
		this.demand--;
		this.reader.onNext(bytes);
	}

	private void caughtUp(EntryPage page) {
		this.catchUp.hasRead(page);
		if (!this.ended) {
			give(ServerSentEvents.write(this.channel.alloc(), page), page.upTo(), Untaken.NOWHERE);
			send();
		}
	}

	/**
	 * Shows that it is alive; says the position where that has moved on over entries that
	 * are not wanted. A page that is being read has room too when it comes.
	 */
	void beat() {
		send();
		if (hasRoom(this.catchUp.isReading() ? 2 : 1) && this.greeting == null) {
			boolean passedOver = this.position > this.told;
			this.told = this.position;
			emit(passedOver ? ServerSentEvents.position(this.position) : ServerSentEvents.heartbeat());
		}
	}

	/** Its client comes back with the position that it has seen. */
	void cutOff(long upTo) {
		if (this.untaken.isFromBefore(upTo)) {
			var _ = this.channel.close();
		}
	}

	/** The last that a reader sees: a word, where it has room for one, and the end. */
	void end(ByteBuf word) {
		this.catchUp.end();
		boolean room = isOpen() && this.greeting == null && word.isReadable();
		if (!this.ended) {
			leave();
			if (room) {
				this.reader.onNext(word.retain());
			}
			this.reader.onComplete();
			this.untaken.end();
		}
		boolean _ = word.release();
	}

	private void fail(Throwable error) {
		if (!this.ended) {
			leave();
			this.reader.onError(error);
		}
	}

	private void leave() {
		if (this.ended) {
			return;
		}
		this.ended = true;
		boolean _ = this.greeting != null && this.greeting.release();
		this.greeting = null;
		if (this.channel.pipeline().context(this) != null) {
			var _ = this.channel.pipeline().remove(this);
		}
		this.catchUp.end();
		this.left.accept(this);
	}

}
