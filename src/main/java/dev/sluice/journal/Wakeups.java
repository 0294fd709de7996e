package dev.sluice.journal;

import java.time.Duration;
import java.util.UUID;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;
import reactor.core.publisher.Sinks.EmitFailureHandler;

import org.springframework.stereotype.Component;

/**
 * Wakes who waits for a merchant's journal to grow. It carries no entry, so that a
 * wake-up that is lost, late or given twice costs a look and nothing else.
 */
@Component
class Wakeups {

	private static final Duration EMIT_PATIENCE = Duration.ofSeconds(1);

	private final Sinks.Many<UUID> grown = Sinks.many().multicast().directBestEffort();

	private final JournalSettings settings;

	Wakeups(JournalSettings settings) {
		this.settings = settings;
	}

	/**
	 * Signals at once, whenever the merchant's journal grew, and by itself every few
	 * seconds.
	 * @return endless; signals that find no demand are joined into one; cancel to leave
	 */
	Flux<UUID> of(UUID merchantId) {
		Flux<UUID> mine = this.grown.asFlux().filter(merchantId::equals);
		Flux<UUID> polls = Flux.interval(Duration.ZERO, this.settings.pollInterval()).map((tick) -> merchantId);
		return Flux.merge(mine, polls.onBackpressureLatest()).onBackpressureLatest();
	}

	/** Wakes everybody who waits for this merchant's journal, on any thread. */
	void wake(UUID merchantId) {
		this.grown.emitNext(merchantId, EmitFailureHandler.busyLooping(EMIT_PATIENCE));
	}

}
