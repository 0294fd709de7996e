package dev.sluice.postgres.replica;

import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

import dev.sluice.http.Problem;
import dev.sluice.postgres.Pools.OtherServer;
import dev.sluice.postgres.Share;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.r2dbc.spi.R2dbcException;
import io.r2dbc.spi.R2dbcTimeoutException;
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

	/** Of a statement, for it took too long. */
	private static final String CANCELED = "57014";

	private static final String USED = "Lists and exports are read from the replica {}";

	private final @Nullable Source source;

	private final ReplicaSettings settings;

	private final Slowness slowness;

	private final Counter answered;

	private final Counter behind;

	private final Counter failed;

	private final Counter unused;

	private final AtomicReference<Look> last = new AtomicReference<>(new Look(UNSEEN, 0));

	Replica(@Nullable Source source, ReplicaSettings settings, MeterRegistry meters) {
		this.source = source;
		this.settings = settings;
		this.slowness = new Slowness(settings.patience(), settings.pause());
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

	/** For the parts of one list or export. */
	public ListSource list() {
		return (this.source != null) ? new ListSource(this) : ListSource.PRIMARY;
	}

	/**
	 * Reads something for a list.
	 * @param read from the replica, by its connections; empty where it does not have yet
	 * what is wanted
	 * @param primary reads the same from the primary
	 * @return what one of them answers
	 */
	public <T> Mono<T> page(Function<Share, Mono<T>> read, Mono<T> primary) {
		Source there = this.source;
		return (there == null) ? primary : Mono.defer(() -> {
			long begun = System.nanoTime();
			return (isFit(there) && this.slowness.lets(begun)) ? counted(timed(there, read, begun), primary)
					: unused(primary);
		});
	}

	private <T> Mono<T> timed(Source there, Function<Share, Mono<T>> read, long begun) {
		return Mono.defer(() -> read.apply(there.pages()))
			.timeout(this.settings.patience())
			.doOnSuccess((found) -> wasInTime(begun))
			.doOnError(Replica::isSlow, (error) -> tookLong(begun));
	}

	/**
	 * As {@link #page}, for an export, which may take as long as a statement may; where
	 * the replica says nothing at all its connections are closed.
	 */
	public <T> Mono<T> export(Function<Share, Mono<T>> read, Mono<T> primary) {
		Source there = this.source;
		return (there == null) ? primary : Mono
			.defer(() -> isUsed() ? counted(Mono.defer(() -> read.apply(there.exports())), primary) : unused(primary));
	}

	/** Its connections for pages, for who prepares to use them; empty where none is. */
	public Optional<Share> pages() {
		return Optional.ofNullable(this.source).map(Source::pages);
	}

	private <T> Mono<T> unused(Mono<T> primary) {
		this.unused.increment();
		return primary;
	}

	private <T> Mono<T> counted(Mono<T> read, Mono<T> primary) {
		return read.doOnSuccess((found) -> ((found != null) ? this.answered : this.behind).increment())
			.onErrorResume((error) -> !isAnswer(error), this::failed)
			.switchIfEmpty(primary);
	}

	/** That something is not kept any more, say, or is not asked for rightly. */
	private static boolean isAnswer(Throwable error) {
		return error instanceof Problem problem && problem.status().is4xxClientError();
	}

	private <T> Mono<T> failed(Throwable error) {
		this.failed.increment();
		log.debug("The replica failed, and the primary is asked", error);
		return Mono.empty();
	}

	/** Also that no connection was free in time, and that the server ended it. */
	private static boolean isSlow(Throwable error) {
		return error instanceof TimeoutException || error instanceof R2dbcTimeoutException
				|| (error instanceof R2dbcException exception && CANCELED.equals(exception.getSqlState()));
	}

	private void tookLong(long begun) {
		if (this.slowness.tookLong(begun, System.nanoTime())) {
			warn("it took longer than " + this.settings.patience());
		}
	}

	private void wasInTime(long begun) {
		if (this.slowness.wasInTime(begun)) {
			log.info(USED, this.source);
		}
	}

	private boolean isUsed() {
		return this.source != null && isFit(this.source) && !this.slowness.isPaused(System.nanoTime());
	}

	/** How it was before it went away says nothing of how it comes back. */
	private boolean isFit(Source there) {
		Look seen = this.last.get();
		return seen.trouble() == null && seen.absences() == there.server().absences() && !there.server().isAway();
	}

	/** How often it was away so far. */
	int absences() {
		return (this.source != null) ? this.source.server().absences() : 0;
	}

	/**
	 * Notes how it is.
	 * @param trouble why it is not to be read from; null where it is
	 * @param absences how often it had been away when it was asked
	 */
	void found(@Nullable String trouble, int absences) {
		Look before = this.last.getAndSet(new Look(trouble, absences));
		boolean known = before.absences() == absences && !UNSEEN.equals(before.trouble());
		if (trouble == null && !(known && before.trouble() == null)) {
			log.info(USED, this.source);
		}
		else if (trouble != null && !(known && before.trouble() != null)) {
			warn(trouble);
		}
	}

	private void warn(String reason) {
		log.warn("Lists and exports are not read from the replica {}, but from the primary: {}", this.source, reason);
	}

	@Override
	public void destroy() {
		if (this.source != null) {
			this.source.close();
		}
	}

	/**
	 * How it was.
	 *
	 * @param trouble why it is not read from; null where it is
	 * @param absences how often it had been away
	 */
	private record Look(@Nullable String trouble, int absences) {
	}

	/**
	 * Where it is, and its connections.
	 *
	 * @param address without credentials
	 */
	record Source(String address, OtherServer server, Share pages, Share exports) {

		Source(String address, OtherServer server, ReplicaSettings settings) {
			this(address, server, server.share("replica_reads", settings.pages(), settings.patience()),
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
