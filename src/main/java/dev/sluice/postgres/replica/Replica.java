package dev.sluice.postgres.replica;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;

import dev.sluice.http.Problem;
import dev.sluice.postgres.Pools.OtherServer;
import dev.sluice.postgres.Share;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

import org.springframework.beans.factory.DisposableBean;

/**
 * Reads lists and exports from a replica, where there is one that is good for it, else
 * from the primary. Whatever goes wrong with the replica, the primary answers.
 */
public final class Replica implements DisposableBean {

	private static final Logger log = LoggerFactory.getLogger(Replica.class);

	/** It is not known yet how it is. */
	private static final String UNSEEN = "";

	/** Of so many, one after the other, it is taken to be slow, and not their filters. */
	private static final int SLOW = 3;

	private final @Nullable Source source;

	private final Duration patience;

	private final Duration pause;

	private final Counter answered;

	private final Counter behind;

	private final Counter failed;

	private final Counter unused;

	/** Why it is not read from; null where it is. */
	private final AtomicReference<@Nullable String> trouble = new AtomicReference<>(UNSEEN);

	private volatile long slowAt = System.nanoTime();

	/** How many took too long since one did not. */
	private final AtomicInteger slow = new AtomicInteger();

	Replica(@Nullable Source source, ReplicaSettings settings, MeterRegistry meters) {
		this.source = source;
		this.patience = settings.patience();
		this.pause = settings.pause();
		this.answered = counter("replica", meters);
		this.behind = counter("primary_behind", meters);
		this.failed = counter("primary_failed", meters);
		this.unused = counter("primary_unfit", meters);
		Gauge.builder("sluice.postgres.replica.used", this, (self) -> self.isUsed() ? 1 : 0)
			.description("Whether lists and exports are read from a replica")
			.register(meters);
	}

	private static Counter counter(String from, MeterRegistry meters) {
		return Counter.builder("sluice.postgres.replica.reads")
			.description("Pages that a replica was there for, by where they were read from")
			.tag("from", from)
			.register(meters);
	}

	/** Whether there is one at all, however it is. */
	public boolean isConfigured() {
		return this.source != null;
	}

	/**
	 * Reads something for a list.
	 * @param read from the replica, by its connections; empty where it does not have yet
	 * what is wanted
	 * @param primary reads the same from the primary
	 * @return what one of them answers
	 */
	public <T> Mono<T> page(Function<Share, Mono<T>> read, Mono<T> primary) {
		return (this.source != null) ? read(() -> read.apply(this.source.pages()).timeout(this.patience), primary)
				: primary;
	}

	/**
	 * As {@link #page}, for an export, which may take as long as a statement may; where
	 * the replica says nothing at all its connections are closed.
	 */
	public <T> Mono<T> export(Function<Share, Mono<T>> read, Mono<T> primary) {
		return (this.source != null) ? read(() -> read.apply(this.source.exports()), primary) : primary;
	}

	/** Its connections for pages, for who prepares to use them; empty where none is. */
	public Optional<Share> pages() {
		return Optional.ofNullable(this.source).map(Source::pages);
	}

	private <T> Mono<T> read(Supplier<Mono<T>> read, Mono<T> primary) {
		return Mono.defer(() -> {
			if (!isUsed()) {
				this.unused.increment();
				return primary;
			}
			return Mono.defer(read).doOnSuccess((found) -> {
				this.slow.set(0);
				((found != null) ? this.answered : this.behind).increment();
			}).onErrorResume((error) -> !isAnswer(error), this::failed).switchIfEmpty(primary);
		});
	}

	/** That something is not kept any more, say, or is not asked for rightly. */
	private static boolean isAnswer(Throwable error) {
		return error instanceof Problem problem && problem.status().is4xxClientError();
	}

	private <T> Mono<T> failed(Throwable error) {
		this.failed.increment();
		log.debug("The replica failed, and the primary is asked", error);
		if (error instanceof TimeoutException && this.slow.incrementAndGet() >= SLOW) {
			this.slowAt = System.nanoTime();
			found("it took longer than " + this.patience);
		}
		return Mono.empty();
	}

	private boolean isUsed() {
		return this.source != null && this.trouble.get() == null && !this.source.server().isAway();
	}

	/**
	 * It does not answer, which is told elsewhere; nobody knows how it will come back.
	 */
	void lost() {
		boolean _ = this.trouble.compareAndSet(null, UNSEEN);
	}

	/** Notes why it is not to be read from; null where it is. */
	void found(@Nullable String reason) {
		if (reason == null && this.slow.get() >= SLOW) {
			if (System.nanoTime() - this.slowAt < this.pause.toNanos()) {
				return;
			}
			this.slow.set(0);
		}
		String before = this.trouble.getAndSet(reason);
		if (reason == null && before != null) {
			log.info("Lists and exports are read from the replica {}", this.source);
		}
		else if (reason != null && (before == null || before.equals(UNSEEN))) {
			log.warn("Lists and exports are not read from the replica {}, but from the primary: {}", this.source,
					reason);
		}
	}

	@Override
	public void destroy() {
		if (this.source != null) {
			this.source.close();
		}
	}

	/**
	 * Where it is, and its connections.
	 *
	 * @param address without credentials
	 */
	record Source(String address, OtherServer server, Share pages, Share exports) {

		Source(String address, OtherServer server, ReplicaSettings settings) {
			this(address, server, server.share("replica_reads", settings.pages()),
					server.share("replica_exports", settings.exports()));
		}

		void close() {
			this.server.forget();
			this.pages.close();
			this.exports.close();
		}

		@Override
		public String toString() {
			return this.address;
		}

	}

}
