package dev.sluice.feed;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

import io.netty.buffer.Unpooled;
import io.netty.channel.EventLoop;

/**
 * The streams of one merchant that share an event loop, so that all of them are woken by
 * one task. Its streams are touched on that loop alone.
 */
final class StreamGroup {

	private final EventLoop loop;

	private final Set<EventStream> streams = new LinkedHashSet<>();

	private final AtomicBoolean woken = new AtomicBoolean();

	StreamGroup(EventLoop loop) {
		this.loop = loop;
	}

	void add(EventStream stream) {
		boolean _ = this.streams.add(stream);
	}

	void remove(EventStream stream) {
		boolean _ = this.streams.remove(stream);
	}

	/** Lets the streams look for what is new; calls before they did are joined. */
	void wake() {
		if (this.woken.compareAndSet(false, true)) {
			this.loop.execute(() -> {
				this.woken.set(false);
				each(EventStream::send);
			});
		}
	}

	void beat() {
		this.loop.execute(() -> each(EventStream::beat));
	}

	/** Cuts those off who have not taken what they were given up to a position. */
	void cutOff(long position) {
		this.loop.execute(() -> each((stream) -> stream.cutOff(position)));
	}

	void end() {
		this.loop.execute(() -> each((stream) -> stream.end(Unpooled.EMPTY_BUFFER)));
	}

	/** A stream may end, and leave, while it is at work. */
	private void each(Consumer<EventStream> work) {
		List<EventStream> now = new ArrayList<>(this.streams);
		now.forEach(work);
	}

}
