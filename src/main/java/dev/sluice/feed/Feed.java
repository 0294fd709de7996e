package dev.sluice.feed;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

import dev.sluice.feed.Segment.Slice;
import dev.sluice.journal.EntryPage;
import dev.sluice.journal.Journal;
import dev.sluice.journal.Selection;
import dev.sluice.memory.AnswerMemory;
import dev.sluice.memory.Holding;
import dev.sluice.memory.PageSize;
import dev.sluice.merchants.MerchantId;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.pool.Pool;

/**
 * The live events of one merchant: follows its journal as long as somebody reads it, once
 * for all its streams.
 */
final class Feed {

	private static final Logger log = LoggerFactory.getLogger(Feed.class);

	private final Journal journal;

	private final MerchantId merchant;

	private final FeedSettings settings;

	private final Pool<Integer> turns;

	private final AnswerMemory memory;

	private final LongAdder given;

	private final Ring ring;

	private final Map<EventLoop, StreamGroup> groups = new ConcurrentHashMap<>();

	private final Disposable following;

	/** How many streams it has; guarded by the map of feeds that it is in. */
	private int streams;

	/**
	 * Starts to follow.
	 * @param head the newest position of the journal, or an older one
	 * @param turns of those who read the journal for a stream that is behind
	 * @param memory that what they read is held in
	 * @param rings the memory that its ring is in
	 * @param given counts the bytes that readers are given
	 */
	Feed(Journal journal, MerchantId merchant, long head, FeedSettings settings, Pool<Integer> turns,
			AnswerMemory memory, RingMemory rings, LongAdder given) {
		this.given = given;
		this.journal = journal;
		this.turns = turns;
		this.memory = memory;
		this.merchant = merchant;
		this.settings = settings;
		this.ring = new Ring(rings, settings.ringSize().toBytes(), head,
				(position) -> this.groups.values().forEach((group) -> group.cutOff(position)));
		this.following = journal.grown(merchant.value()).concatMap((grown) -> follow(), 1).subscribe();
	}

	/** Takes in what is new; what cannot be read now is read when it looks again. */
	private Mono<Void> follow() {
		return next().expand((page) -> page.full() ? next() : Mono.empty()).then().onErrorResume((error) -> {
			log.warn("The events of {} cannot be read now: {}", this.merchant, error.getMessage());
			return Mono.empty();
		});
	}

	private Mono<EntryPage> next() {
		return this.journal.next(this.merchant.value(), this.ring.last(), this.settings.page()).doOnNext((page) -> {
			page.entries().forEach(this.ring::add);
			if (page.upTo() > this.ring.last()) {
				this.ring.pass(page.upTo());
			}
			if (!page.entries().isEmpty()) {
				this.groups.values().forEach(StreamGroup::wake);
			}
		});
	}

	/** The next piece after a position; empty where there is none in the ring. */
	Optional<Slice> after(long position, Selection selection) {
		return Optional.ofNullable(this.ring.after(position, selection, (int) this.settings.writeSize().toBytes()));
	}

	/** Whether what comes after a position is, or will be, in the ring. */
	boolean reaches(long position) {
		return this.ring.reaches(position);
	}

	/**
	 * The next page after a position, from the journal, when there is room for it and it
	 * is its turn.
	 */
	Mono<EntryPage> read(long position, Selection selection, Holding holding) {
		return this.memory.await(holding, this.merchant.value(), this.settings.pageBytes().toBytes())
			.flatMap((held) -> readInTurn(position, selection, new PageSize(this.settings.pageSize(), held.bytes())));
	}

	/** Of a stream, which is ended where its reader takes nothing. */
	Holding hold(Channel channel) {
		return this.memory.open(() -> {
			var _ = channel.close();
		});
	}

	private Mono<EntryPage> readInTurn(long position, Selection selection, PageSize size) {
		return this.turns
			.withPoolable(
					(turn) -> this.journal.catchUp(this.merchant.value(), selection, position, this.ring.last(), size))
			.single();
	}

	StreamGroup group(EventLoop loop) {
		return this.groups.computeIfAbsent(loop, StreamGroup::new);
	}

	void given(int bytes) {
		this.given.add(bytes);
	}

	int streams() {
		return this.streams;
	}

	void count(int change) {
		this.streams += change;
	}

	void beat() {
		this.groups.values().forEach(StreamGroup::beat);
	}

	void end() {
		this.groups.values().forEach(StreamGroup::end);
	}

	void close() {
		this.following.dispose();
		this.ring.close();
	}

}
