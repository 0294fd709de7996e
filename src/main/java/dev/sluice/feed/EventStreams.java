package dev.sluice.feed;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

import dev.sluice.http.Permit;
import dev.sluice.http.Problem;
import dev.sluice.journal.Journal;
import dev.sluice.journal.Selection;
import dev.sluice.memory.AnswerMemory;
import dev.sluice.merchants.MerchantId;
import dev.sluice.roles.ConditionalOnRole;
import dev.sluice.roles.Role;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.pool.InstrumentedPool;
import reactor.pool.PoolBuilder;

import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/**
 * The live streams of this instance. They end first at shutdown, so that they do not hold
 * it up and clients connect elsewhere.
 */
@Component
@ConditionalOnRole(Role.FEED)
class EventStreams implements SmartLifecycle {

	private static final Duration RETRY_AFTER = Duration.ofSeconds(10);

	private final Journal journal;

	private final FeedSettings settings;

	private final AnswerMemory memory;

	private final RingMemory rings;

	/** A feed is in here while it has streams. */
	private final Map<MerchantId, Feed> feeds = new ConcurrentHashMap<>();

	private final AtomicInteger streams = new AtomicInteger();

	private final InstrumentedPool<Integer> turns;

	private final LongAdder given = new LongAdder();

	private volatile boolean stopping;

	private @Nullable Disposable heart;

	EventStreams(Journal journal, FeedSettings settings, AnswerMemory memory, MeterRegistry meters) {
		this.journal = journal;
		this.settings = settings;
		this.memory = memory;
		this.rings = new RingMemory(settings.ringsBytes());
		this.turns = PoolBuilder.from(Mono.just(1)).sizeBetween(0, settings.parallelReads()).buildPool();
		var _ = Gauge.builder("sluice.feed.streams", this.streams, AtomicInteger::get)
			.description("Streams that are open")
			.register(meters);
		var _ = Gauge
			.builder("sluice.feed.streams.behind", this.turns.metrics(),
					(reads) -> reads.acquiredSize() + reads.pendingAcquireSize())
			.description("Streams that are behind the ring, for which the journal is read or that wait for their turn")
			.register(meters);
		var _ = FunctionCounter.builder("sluice.feed.given", this.given, LongAdder::sum)
			.baseUnit("bytes")
			.description("Events that streams were given")
			.register(meters);
		var _ = Gauge.builder("sluice.feed.ring.bytes", this.rings, RingMemory::inRings)
			.baseUnit("bytes")
			.description("Events that are held encoded for the streams")
			.register(meters);
		var _ = Gauge.builder("sluice.feed.untaken.bytes", this.rings, RingMemory::untaken)
			.baseUnit("bytes")
			.description("Events that are held for the streams that have not taken them alone")
			.register(meters);
	}

	/**
	 * Everything that is selected after a position, then what comes.
	 * @param head the newest position of the merchant's journal
	 * @param channel the connection of the reader
	 * @param permit ends the stream with a word when it is not good any more
	 * @param greeting what the reader is sent first
	 * @return pieces of an event stream, each released by whoever takes it; completes at
	 * shutdown and with the permit; an error where the journal cannot be read; cancel to
	 * leave
	 * @throws IllegalStateException where the connection is closed already
	 */
	Publisher<ByteBuf> open(MerchantId merchant, Selection selection, long position, long head, Channel channel,
			Permit permit, ByteBuf greeting) {
		EventLoop loop = channel.eventLoop();
		return (reader) -> {
			Feed feed = enter(merchant, head);
			StreamGroup group = feed.group(loop);
			Disposable.Swap watch = Disposables.swap();
			EventStream stream = new EventStream(feed, selection, channel, reader, position, greeting, (ended) -> {
				watch.dispose();
				group.remove(ended);
				leave(merchant, feed);
			});
			loop.execute(() -> {
				group.add(stream);
				reader.onSubscribe(stream);
				stream.start();
				var _ = watch.update(permit.ended()
					.subscribe((problem) -> loop.execute(() -> stream.end(ServerSentEvents.end(problem.code())))));
				if (this.stopping) {
					stream.end(Unpooled.EMPTY_BUFFER);
				}
			});
		};
	}

	/**
	 * Sees to it that there is room for one stream more.
	 * @throws Problem 429 or 503 where there is none
	 */
	void admit(MerchantId merchant) {
		if (this.stopping) {
			throw full("This instance is shutting down; connect again, to another one.");
		}
		Feed feed = this.feeds.get(merchant);
		if (feed != null && feed.streams() >= this.settings.maxStreamsPerMerchant()) {
			throw Problem
				.of(HttpStatus.TOO_MANY_REQUESTS, "too_many_streams",
						"At most %d streams may be open at once; close one first."
							.formatted(this.settings.maxStreamsPerMerchant()))
				.withRetryAfter(RETRY_AFTER);
		}
		if (this.streams.get() >= this.settings.maxStreams()) {
			throw full("This instance has too many open streams; try again.");
		}
	}

	private static Problem full(String detail) {
		return Problem.of(HttpStatus.SERVICE_UNAVAILABLE, "overloaded", detail).withRetryAfter(RETRY_AFTER);
	}

	private Feed enter(MerchantId merchant, long head) {
		var _ = this.streams.incrementAndGet();
		return this.feeds.compute(merchant, (id, open) -> {
			Feed feed = (open != null) ? open : new Feed(this.journal, merchant, head, this.settings, this.turns,
					this.memory, this.rings, this.given);
			feed.count(1);
			return feed;
		});
	}

	private void leave(MerchantId merchant, Feed feed) {
		var _ = this.streams.decrementAndGet();
		var _ = this.feeds.computeIfPresent(merchant, (id, open) -> {
			feed.count(-1);
			if (feed.streams() > 0) {
				return open;
			}
			feed.close();
			return null;
		});
	}

	@Override
	public void start() {
		this.stopping = false;
		this.heart = Flux.interval(this.settings.heartbeat())
			.onBackpressureDrop()
			.subscribe((tick) -> this.feeds.values().forEach(Feed::beat));
	}

	@Override
	public void stop() {
		this.stopping = true;
		if (this.heart != null) {
			this.heart.dispose();
			this.heart = null;
		}
		this.feeds.values().forEach(Feed::end);
	}

	@Override
	public boolean isRunning() {
		return this.heart != null;
	}

	@Override
	public int getPhase() {
		return WebServerApplicationContext.GRACEFUL_SHUTDOWN_PHASE + 1;
	}

}
