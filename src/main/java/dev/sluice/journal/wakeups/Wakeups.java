package dev.sluice.journal.wakeups;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.concurrent.ThreadLocalRandom;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxSink;
import reactor.core.publisher.FluxSink.OverflowStrategy;

import org.springframework.stereotype.Component;

/**
 * Wakes who waits for a merchant's journal to grow. It carries no entry, so that a
 * wake-up that is lost, late or given twice costs a look and nothing else.
 */
@Component
public class Wakeups {

	private final Map<UUID, Set<FluxSink<UUID>>> waiting = new ConcurrentHashMap<>();

	private final Set<GrowthListener> listeners = new CopyOnWriteArraySet<>();

	private final Map<Source, Counter> counters = new EnumMap<>(Source.class);

	private final Announcements announcements;

	private final WakeupSettings settings;

	Wakeups(Announcements announcements, WakeupSettings settings, MeterRegistry meters) {
		this.announcements = announcements;
		this.settings = settings;
		for (Source source : Source.values()) {
			this.counters.put(source,
					Counter.builder("sluice.journal.wakeups")
						.tag("source", source.name().toLowerCase(Locale.ROOT))
						.description("How often somebody who waits for a journal to grow was woken, and by what")
						.register(meters));
		}
	}

	/**
	 * Signals at once, whenever the merchant's journal grew, and by itself every few
	 * seconds.
	 * @return endless; signals that find no demand are joined into one; cancel to leave
	 */
	public Flux<UUID> of(UUID merchantId) {
		Flux<UUID> mine = Flux.create((sink) -> register(merchantId, sink), OverflowStrategy.LATEST);
		long interval = this.settings.pollInterval().toMillis();
		Duration first = Duration.ofMillis(ThreadLocalRandom.current().nextLong(interval));
		Flux<UUID> polls = Flux.interval(first, this.settings.pollInterval())
			.doOnNext((tick) -> count(Source.POLL))
			.onBackpressureLatest()
			.map((tick) -> merchantId);
		return Flux.merge(Flux.just(merchantId), mine, polls).onBackpressureLatest();
	}

	/** Tells of every merchant's journal, until it is disposed of. */
	public Disposable tell(GrowthListener listener) {
		boolean _ = this.listeners.add(listener);
		return () -> this.listeners.remove(listener);
	}

	/**
	 * This instance appended to a merchant's journal: wakes who waits for it here, at
	 * once, and soon who does elsewhere.
	 */
	public void grown(UUID merchantId) {
		wake(merchantId, Source.APPEND);
		this.announcements.add(merchantId);
	}

	/** Wakes everybody here who waits for this merchant's journal, on any thread. */
	void wake(UUID merchantId, Source source) {
		this.waiting.getOrDefault(merchantId, Set.of()).forEach((sink) -> {
			count(source);
			var _ = sink.next(merchantId);
		});
		this.listeners.forEach((listener) -> listener.grown().accept(merchantId));
	}

	/** Wakes everybody: something may have been missed. */
	void wakeAll(Source source) {
		this.waiting.keySet().forEach((merchantId) -> wake(merchantId, source));
		this.listeners.forEach((listener) -> listener.missed().run());
	}

	private void count(Source source) {
		Objects.requireNonNull(this.counters.get(source)).increment();
	}

	private void register(UUID merchantId, FluxSink<UUID> sink) {
		var _ = this.waiting.compute(merchantId, (id, sinks) -> {
			Set<FluxSink<UUID>> all = (sinks != null) ? sinks : ConcurrentHashMap.newKeySet();
			var _ = all.add(sink);
			return all;
		});
		var _ = sink.onDispose(() -> leave(merchantId, sink));
	}

	private void leave(UUID merchantId, FluxSink<UUID> sink) {
		var _ = this.waiting.computeIfPresent(merchantId, (id, sinks) -> {
			var _ = sinks.remove(sink);
			return sinks.isEmpty() ? null : sinks;
		});
	}

	/** By what somebody is woken. */
	enum Source {

		/** An append of this instance. */
		APPEND,

		/**
		 * A notification of another instance, or the end of a time in which none was
		 * heard.
		 */
		NOTIFICATION,

		/** Time: it is looked every few seconds in any case. */
		POLL

	}

}
