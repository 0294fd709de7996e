package dev.sluice.memory;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeoutException;

import dev.sluice.http.Problem;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;

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

	/** In the order in which they came. */
	private final Set<Waiting> waiting = new LinkedHashSet<>();

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
		return this.waiting.size() < most && this.waiting.add(next);
	}

	private synchronized void leave(Waiting gone) {
		boolean _ = this.waiting.remove(gone);
	}

	/** Who waits is told outside of the lock. */
	private void serve() {
		for (Waiting served : served()) {
			served.sink.success(served.holding);
		}
	}

	/**
	 * In turn; passed over is who has too much already. What is given belongs to its
	 * request at once, also where that no longer waits.
	 */
	private synchronized List<Waiting> served() {
		List<Waiting> served = new ArrayList<>();
		Iterator<Waiting> all = this.waiting.iterator();
		while (all.hasNext()) {
			Waiting next = all.next();
			if (this.ledger.has(next.caller, next.bytes)) {
				all.remove();
				give(next.holding, next.caller, next.bytes);
				served.add(next);
			}
		}
		return served;
	}

	private synchronized void give(Holding holding, UUID caller, long bytes) {
		if (!holding.ended) {
			holding.caller = caller;
			holding.touch();
			set(holding, caller, holding.bytes + bytes);
		}
	}

	void resize(Holding holding, long bytes) {
		synchronized (this) {
			if (holding.ended || holding.caller == null) {
				return;
			}
			set(holding, holding.caller, bytes);
		}
		serve();
	}

	void end(Holding holding) {
		synchronized (this) {
			if (holding.caller != null && !holding.ended) {
				set(holding, holding.caller, 0);
			}
			holding.ended = true;
			if (this.waiting.isEmpty()) {
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
		long most = this.settings.takeTimeout().toNanos();
		this.holdings.stream().filter((holding) -> holding.isOlderThan(most)).forEach(Holding::abandon);
	}

	synchronized long taken() {
		return this.ledger.taken();
	}

	private static Problem full() {
		return Problem
			.of(HttpStatus.SERVICE_UNAVAILABLE, "overloaded",
					"Too much is being read at once, or not taken by its readers; try again.")
			.withRetryAfter(MemorySettings.RETRY_AFTER);
	}

	/** Compared by what it is, not by what it says. */
	private static final class Waiting {

		private final Holding holding;

		private final UUID caller;

		private final long bytes;

		private final MonoSink<Holding> sink;

		Waiting(Holding holding, UUID caller, long bytes, MonoSink<Holding> sink) {
			this.holding = holding;
			this.caller = caller;
			this.bytes = bytes;
			this.sink = sink;
		}

	}

}
