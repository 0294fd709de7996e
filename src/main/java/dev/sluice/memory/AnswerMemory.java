package dev.sluice.memory;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

import dev.sluice.http.Problem;
import dev.sluice.memory.Waiters.Waiting;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import reactor.core.publisher.Mono;

import org.springframework.http.HttpStatus;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * The memory that answers take while they are made and while their readers take them, of
 * all callers together. Whoever is about to read something large takes its room first:
 * less than it asked for where there is little, and waits where there is none.
 */
@Component
public class AnswerMemory {

	private final MemorySettings settings;

	private final MemoryLedger ledger;

	private final Waiters waiting = new Waiters();

	/** How often it was asked to serve those who wait, since that was done. */
	private final AtomicInteger serving = new AtomicInteger();

	private final Set<Holding> holdings = ConcurrentHashMap.newKeySet();

	AnswerMemory(MemorySettings settings, MeterRegistry meters) {
		this.settings = settings;
		this.ledger = new MemoryLedger(settings.bytes(), settings.shareBytes());
		var _ = Gauge.builder("sluice.memory.answers", this, AnswerMemory::taken)
			.baseUnit("bytes")
			.description("What is held for answers that are being made or taken")
			.register(meters);
	}

	/**
	 * Takes room for the answer to the request that is being handled; it is given back
	 * when that has been answered, or its caller is gone.
	 * @param caller whose share it is taken from
	 * @param bytes how large the answer may become
	 * @return what is held, which may be less: no more than that is to be read, and it is
	 * to be made smaller once its size is known. A {@link Problem} 503 where there is no
	 * room for too long, or too many wait for it
	 */
	public Mono<Holding> take(UUID caller, long bytes) {
		return Mono.deferContextual((context) -> {
			Holding holding = context.get(Holding.class);
			return gaveNow(holding, caller, bytes) ? Mono.just(holding)
					: waitFor(holding, caller, bytes, this.settings.queueSize()).timeout(this.settings.maxWait())
						.onErrorMap(TimeoutException.class, (error) -> full());
		});
	}

	/**
	 * Notes that the answer to the request that is being handled is so large; never
	 * waits, for what was asked for is done.
	 */
	public Mono<Void> note(UUID caller, long bytes) {
		return Mono.deferContextual((context) -> {
			Holding holding = context.get(Holding.class);
			give(holding, caller, bytes);
			return Mono.empty();
		});
	}

	/**
	 * Nothing yet, for a request, or for a stream, which takes room again and again.
	 * @param abandon ends whatever it is for; done where its reader takes nothing for too
	 * long
	 */
	public Holding open(Runnable abandon) {
		return new Holding(this, abandon);
	}

	/**
	 * Takes room for the next piece of a stream.
	 * @return what is held, as above, however long that takes; cancel to wait no more
	 */
	public Mono<Holding> await(Holding holding, UUID caller, long bytes) {
		return Mono.defer(() -> gaveNow(holding, caller, bytes) ? Mono.just(holding)
				: waitFor(holding, caller, bytes, Integer.MAX_VALUE));
	}

	/** As nearly always, so that nothing has to be timed; who waits is passed by. */
	private synchronized boolean gaveNow(Holding holding, UUID caller, long bytes) {
		boolean now = this.ledger.has(caller, bytes);
		if (now) {
			give(holding, caller, bytes);
		}
		return now;
	}

	private Mono<Holding> waitFor(Holding holding, UUID caller, long bytes, int mostWaiting) {
		return Mono.create((sink) -> {
			Waiting next = new Waiting(holding, caller, Math.min(bytes, MemoryLedger.SHORT), sink);
			if (!enqueue(next, mostWaiting)) {
				sink.error(full());
				return;
			}
			var _ = sink.onDispose(() -> leave(next));
			serve();
		});
	}

	private synchronized boolean enqueue(Waiting next, int most) {
		boolean room = this.waiting.size() < most;
		if (room) {
			this.waiting.add(next);
		}
		return room;
	}

	private synchronized void leave(Waiting gone) {
		this.waiting.remove(gone);
	}

	/**
	 * Who waits is told outside of the lock, by one thread at a time: who is told may
	 * give something back at once, which is for the next ones then.
	 */
	private void serve() {
		int asked = (this.serving.getAndIncrement() == 0) ? 1 : 0;
		while (asked > 0) {
			for (List<Waiting> served = served(); !served.isEmpty(); served = served()) {
				served.forEach(Waiting::tell);
			}
			asked = this.serving.addAndGet(-asked);
		}
	}

	/**
	 * In turn; passed over is who has too much already. What is given belongs to its
	 * request at once, also where that no longer waits.
	 */
	private synchronized List<Waiting> served() {
		return this.waiting.next((next) -> {
			boolean room = this.ledger.has(next.caller(), next.bytes());
			if (room) {
				give(next.holding(), next.caller(), next.bytes());
			}
			return room;
		});
	}

	private synchronized void give(Holding holding, UUID caller, long bytes) {
		if (!holding.ended) {
			holding.caller = caller;
			holding.isBeingMade();
			set(holding, caller, holding.bytes + bytes);
		}
	}

	void resize(Holding holding, long bytes) {
		synchronized (this) {
			if (holding.ended || holding.caller == null) {
				return;
			}
			set(holding, holding.caller, bytes);
			if (this.waiting.size() == 0) {
				return;
			}
		}
		serve();
	}

	void end(Holding holding) {
		synchronized (this) {
			if (holding.caller != null && !holding.ended) {
				set(holding, holding.caller, 0);
			}
			holding.ended = true;
			if (this.waiting.size() == 0) {
				return;
			}
		}
		serve();
	}

	private synchronized void set(Holding holding, UUID caller, long bytes) {
		this.ledger.add(caller, bytes - holding.bytes);
		holding.bytes = bytes;
		boolean _ = (bytes > 0) ? this.holdings.add(holding) : this.holdings.remove(holding);
	}

	/** Readers that take nothing of what is held for them would hold it for ever. */
	@Scheduled(fixedDelayString = "${sluice.memory.look-interval:5s}")
	void abandonTheDeaf() {
		long now = System.nanoTime();
		long most = this.settings.takeTimeout().toNanos();
		this.holdings.stream().filter((holding) -> holding.age(now) > most).forEach(Holding::abandon);
		inTheWay(now).forEach(Holding::abandon);
	}

	/**
	 * For each line of those who wait the one that has been deaf for the longest time.
	 */
	private synchronized Set<Holding> inTheWay(long now) {
		Set<Holding> chosen = new HashSet<>();
		if (this.waiting.size() > 0) {
			long most = this.settings.crowdedTakeTimeout().toNanos();
			List<Deaf> deaf = this.holdings.stream()
				.filter(Holding::isWithItsReader)
				.map((holding) -> new Deaf(holding, holding.age(now)))
				.filter((holding) -> holding.age > most)
				.sorted(Comparator.comparingLong(Deaf::age).reversed())
				.toList();
			for (Waiting next : this.waiting.first()) {
				boolean any = this.ledger.isWithinItsShare(next.caller(), next.bytes());
				deaf.stream()
					.map(Deaf::holding)
					.filter((holding) -> any || next.caller().equals(holding.caller))
					.filter((holding) -> !chosen.contains(holding))
					.findFirst()
					.ifPresent(chosen::add);
			}
		}
		return chosen;
	}

	synchronized long taken() {
		return this.ledger.taken();
	}

	/** For who finds that what it was given does not do. */
	public static Problem full() {
		return Problem
			.of(HttpStatus.SERVICE_UNAVAILABLE, "overloaded",
					"Too much is being read at once, or not taken by its readers; try again.")
			.withRetryAfter(MemorySettings.RETRY_AFTER);
	}

	/** One whose reader takes nothing, with how long it has not, in nanoseconds. */
	private record Deaf(Holding holding, long age) {
	}

}
