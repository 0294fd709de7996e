package dev.sluice.merchants.standing;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Who reads what lasts, and whether he still may. However many streams a key or a session
 * has open, it is asked for once.
 */
@Component
public class Standing implements SmartLifecycle {

	private static final Logger log = LoggerFactory.getLogger(Standing.class);

	private static final int ASKED_AT_ONCE = 1000;

	private final GoodCredentials good;

	private final StandingSettings settings;

	private final List<EndListener> listeners;

	private final Map<Credential, Watch> watched = new ConcurrentHashMap<>();

	/** Many that come at once are one. */
	private final Sinks.Many<Long> looks = Sinks.many().multicast().directBestEffort();

	/** How often something became of a key, a session or a merchant. */
	private final AtomicLong changes = new AtomicLong();

	private volatile boolean blind;

	private @Nullable Disposable checks;

	Standing(GoodCredentials good, StandingSettings settings, List<EndListener> listeners) {
		this.good = good;
		this.settings = settings;
		this.listeners = listeners;
	}

	/**
	 * Waits for the end of a key or a session.
	 * @return completes when it is not good any more, a few seconds late where that came
	 * about elsewhere; cancel to wait no longer
	 */
	public Mono<Void> ended(Credential credential) {
		return Mono.using(() -> enter(credential), (watch) -> watch.end.asMono(), (watch) -> leave(credential, watch));
	}

	/** Now, for {@link #since}. Ask before the key or the session is looked up. */
	public long moment() {
		return this.changes.get();
	}

	/**
	 * Looks again at a key or a session, by the time that somebody subscribes, unless
	 * nothing became of any since a moment.
	 * @param look an error where it is not good any more
	 * @return completes where it is good; else as the look
	 */
	public Mono<Void> since(long moment, Mono<?> look) {
		return Mono.defer(() -> (this.changes.get() == moment) ? Mono.empty() : look.then());
	}

	/** Ends at once what was opened with a key or a session at this instance. */
	public void end(Credential credential) {
		Watch watch = this.watched.remove(credential);
		this.listeners.forEach((listener) -> listener.ended(credential));
		var _ = this.changes.incrementAndGet();
		if (watch != null) {
			var _ = watch.end.tryEmitEmpty();
		}
	}

	/** What there is of somebody who reads what lasts, at this instance. */
	public Stream<Credential> watched() {
		return this.watched.keySet().stream();
	}

	/**
	 * Looks at all again, without waiting for the next time. Whoever knows a key by heart
	 * has forgotten it by now.
	 */
	void look() {
		var _ = this.changes.incrementAndGet();
		var _ = this.looks.tryEmitNext(0L);
	}

	private Watch enter(Credential credential) {
		return this.watched.compute(credential, (key, known) -> {
			Watch watch = (known != null) ? known : new Watch();
			watch.readers++;
			return watch;
		});
	}

	private void leave(Credential credential, Watch left) {
		var _ = this.watched.computeIfPresent(credential,
				(key, watch) -> (watch == left && --watch.readers == 0) ? null : watch);
	}

	/** Where the database cannot be asked, everybody goes on until it can. */
	private Mono<Void> check() {
		return Flux.fromIterable(this.watched.keySet())
			.buffer(ASKED_AT_ONCE)
			.concatMap((asked) -> this.good.among(asked).doOnNext((found) -> endOthers(asked, found)))
			.doOnComplete(() -> this.blind = false)
			.then()
			.onErrorResume((error) -> {
				if (!this.blind) {
					this.blind = true;
					log.warn("Whoever reads a stream or an export cannot be checked now: {}", error.getMessage());
				}
				return Mono.empty();
			});
	}

	private void endOthers(List<Credential> asked, Set<Credential> found) {
		asked.stream().filter((credential) -> !found.contains(credential)).forEach(this::end);
	}

	@Override
	public void start() {
		this.checks = Flux.merge(Flux.interval(this.settings.checkInterval()), this.looks.asFlux())
			.onBackpressureLatest()
			.concatMap((tick) -> check(), 1)
			.subscribe();
	}

	@Override
	public void stop() {
		if (this.checks != null) {
			this.checks.dispose();
			this.checks = null;
		}
	}

	@Override
	public boolean isRunning() {
		return this.checks != null;
	}

	/** Waits for one end on behalf of its readers. */
	private static final class Watch {

		private final Sinks.Empty<Void> end = Sinks.empty();

		/** Guarded by the map that it is in. */
		private int readers;

	}

}
