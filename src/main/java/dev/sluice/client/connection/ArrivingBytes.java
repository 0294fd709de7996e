package dev.sluice.client.connection;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

/**
 * The body of an answer that has no end, as it arrives. Nothing is asked for before what
 * came is read, so a reader who waits makes the other side wait. Reading fails where
 * nothing has come for too long.
 */
final class ArrivingBytes extends InputStream implements BodySubscriber<InputStream> {

	/** One piece, and the end. */
	private static final int MOST_AT_ONCE = 4;

	private final BlockingQueue<Arrival> arrivals = new ArrayBlockingQueue<>(MOST_AT_ONCE);

	private final CompletableFuture<InputStream> begun = new CompletableFuture<>();

	private final Deque<ByteBuffer> unread = new ArrayDeque<>();

	private final Duration silence;

	private volatile @Nullable Subscription subscription;

	private volatile boolean closed;

	private @Nullable Arrival end;

	ArrivingBytes(Duration silence) {
		this.silence = silence;
	}

	@Override
	public CompletionStage<InputStream> getBody() {
		return this.begun;
	}

	@Override
	public void onSubscribe(Subscription subscribed) {
		this.subscription = subscribed;
		var _ = this.begun.complete(this);
	}

	@Override
	public void onNext(List<ByteBuffer> parts) {
		var _ = this.arrivals.offer(new Arrival(parts, false, null));
	}

	@Override
	public void onError(Throwable error) {
		var _ = this.begun.completeExceptionally(error);
		var _ = this.arrivals.offer(new Arrival(List.of(), true, error));
	}

	@Override
	public void onComplete() {
		var _ = this.arrivals.offer(new Arrival(List.of(), true, null));
	}

	@Override
	public int read() throws IOException {
		ByteBuffer part = part();
		return (part != null) ? part.get() & 0xff : -1;
	}

	@Override
	public int read(byte[] target, int offset, int length) throws IOException {
		if (length == 0) {
			return 0;
		}
		ByteBuffer part = part();
		if (part == null) {
			return -1;
		}
		int count = Math.min(length, part.remaining());
		part.get(target, offset, count);
		return count;
	}

	/** The one to read from; null at the end. */
	private @Nullable ByteBuffer part() throws IOException {
		while (true) {
			ByteBuffer first = this.unread.peek();
			if (first != null && first.hasRemaining()) {
				return first;
			}
			var _ = this.unread.poll();
			if (this.unread.isEmpty() && !arrives()) {
				return null;
			}
		}
	}

	/** Waits for what comes next; whether it is not the end. */
	private boolean arrives() throws IOException {
		Arrival arrival = (this.end != null) ? this.end : next();
		this.unread.addAll(arrival.parts());
		this.end = arrival.last() ? arrival : null;
		if (arrival.error() != null) {
			throw new IOException("The connection broke", arrival.error());
		}
		return !arrival.last();
	}

	private Arrival next() throws IOException {
		Subscription subscribed = this.subscription;
		if (subscribed != null) {
			subscribed.request(1);
		}
		try {
			Arrival arrival = this.closed ? null : this.arrivals.poll(this.silence.toNanos(), TimeUnit.NANOSECONDS);
			if (arrival == null) {
				throw new HttpTimeoutException("Nothing has come for " + this.silence.toSeconds() + " s");
			}
			return arrival;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new InterruptedIOException("Interrupted while reading");
		}
	}

	/** Ends the connection. */
	@Override
	public void close() {
		this.closed = true;
		Subscription subscribed = this.subscription;
		if (subscribed != null) {
			subscribed.cancel();
		}
	}

	/**
	 * What has come: pieces, or the end.
	 *
	 * @param error why it ended; null where it should
	 */
	private record Arrival(List<ByteBuffer> parts, boolean last, @Nullable Throwable error) {
	}

}
