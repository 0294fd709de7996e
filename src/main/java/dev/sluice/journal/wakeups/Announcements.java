package dev.sluice.journal.wakeups;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.sluice.postgres.notifications.Notifications;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/**
 * Tells the other instances which journals grew, after the commit: the first at once, and
 * all that come soon after it together. One that is lost is made up for by the next,
 * which then comes by itself.
 */
@Component
class Announcements implements DisposableBean {

	/** Where instances tell each other. */
	static final String CHANNEL = "sluice_journal";

	/** How many merchants are named; where there are more it is said that there are. */
	static final int MOST = 200;

	private static final String EVERYBODY = "*";

	/** After which it is said that one was lost. */
	private static final Duration AFTER_LOSS = Duration.ofMillis(500);

	private static final Logger log = LoggerFactory.getLogger(Announcements.class);

	/** Tells this instance's own announcements from those of others. */
	private final String self = UUID.randomUUID().toString().substring(0, 8);

	private final Notifications notifications;

	private final Duration interval;

	private final Counter told;

	/** Whose journals grew since the last announcement. */
	private final Set<UUID> grown = ConcurrentHashMap.newKeySet();

	private final AtomicBoolean underWay = new AtomicBoolean();

	/** Whether more grew than are named, or an announcement was lost. */
	private final AtomicBoolean everybody = new AtomicBoolean();

	private volatile boolean ended;

	private volatile long last = System.nanoTime();

	Announcements(Notifications notifications, WakeupSettings settings, MeterRegistry meters) {
		this.notifications = notifications;
		this.interval = settings.announceInterval();
		this.told = Counter.builder("sluice.journal.announcements")
			.description("How often other instances were told which journals grew")
			.register(meters);
	}

	@Override
	public void destroy() {
		this.ended = true;
	}

	/** A merchant's journal grew. */
	void add(UUID merchant) {
		if (this.grown.size() >= MOST) {
			this.everybody.set(true);
		}
		else {
			boolean _ = this.grown.add(merchant);
		}
		announceSoon(this.interval);
	}

	private void announceSoon(Duration pause) {
		if (!this.ended && this.underWay.compareAndSet(false, true)) {
			Duration rest = pause.minusNanos(System.nanoTime() - this.last);
			var _ = (rest.isPositive() ? Mono.delay(rest).then(Mono.defer(this::announce)) : Mono.defer(this::announce))
				.subscribe();
		}
	}

	private Mono<Void> announce() {
		this.last = System.nanoTime();
		this.told.increment();
		return this.notifications.tell(CHANNEL, this.self + ":" + next())
			.thenReturn(this.interval)
			.onErrorResume((error) -> {
				log.debug("Other instances were not told; they look by themselves, and are told again", error);
				this.everybody.set(true);
				return Mono.just(AFTER_LOSS);
			})
			.doOnNext((pause) -> {
				this.underWay.set(false);
				if (this.everybody.get() || !this.grown.isEmpty()) {
					announceSoon(pause);
				}
			})
			.then();
	}

	private String next() {
		boolean all = this.everybody.getAndSet(false);
		List<UUID> named = new ArrayList<>(this.grown);
		named.forEach(this.grown::remove);
		return (all || named.size() > MOST) ? EVERYBODY
				: named.stream().map(UUID::toString).collect(Collectors.joining(","));
	}

	/** What an announcement says to this instance. */
	Heard hear(String announcement) {
		String merchants = announcement.substring(announcement.indexOf(':') + 1);
		if (announcement.startsWith(this.self + ":")) {
			return new Heard(Optional.of(List.of()));
		}
		return new Heard(merchants.equals(EVERYBODY) ? Optional.empty()
				: Optional.of(Stream.of(merchants.split(",", -1)).map(UUID::fromString).toList()));
	}

	/**
	 * Whose journals grew.
	 *
	 * @param merchants empty where it may be anybody's
	 */
	record Heard(Optional<List<UUID>> merchants) {
	}

}
