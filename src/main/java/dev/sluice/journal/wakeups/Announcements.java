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

import org.springframework.stereotype.Component;

/**
 * Tells the other instances which journals grew, after the commit: the first at once, and
 * all that come soon after it together. One that is lost costs its readers some time.
 */
@Component
class Announcements {

	/** Where instances tell each other. */
	static final String CHANNEL = "sluice_journal";

	/** How many merchants are named; where there are more it is said that there are. */
	static final int MOST = 200;

	private static final String EVERYBODY = "*";

	private static final Logger log = LoggerFactory.getLogger(Announcements.class);

	/** Tells this instance's own announcements from those of others. */
	private final String self = UUID.randomUUID().toString().substring(0, 8);

	private final Notifications notifications;

	private final Duration interval;

	private final Counter told;

	/** Whose journals grew since the last announcement. */
	private final Set<UUID> grown = ConcurrentHashMap.newKeySet();

	private final AtomicBoolean underWay = new AtomicBoolean();

	/** Whether more grew than are named. */
	private volatile boolean everybody;

	/** Whether an announcement was lost since the last. */
	private volatile boolean lost;

	private volatile long last = System.nanoTime();

	Announcements(Notifications notifications, WakeupSettings settings, MeterRegistry meters) {
		this.notifications = notifications;
		this.interval = settings.announceInterval();
		this.told = Counter.builder("sluice.journal.announcements")
			.description("How often other instances were told which journals grew")
			.register(meters);
	}

	/** A merchant's journal grew. */
	void add(UUID merchant) {
		if (this.grown.size() >= MOST) {
			this.everybody = true;
		}
		else {
			boolean _ = this.grown.add(merchant);
		}
		announceSoon();
	}

	private void announceSoon() {
		if (this.underWay.compareAndSet(false, true)) {
			Duration rest = this.interval.minusNanos(System.nanoTime() - this.last);
			var _ = (rest.isPositive() ? Mono.delay(rest).then(Mono.defer(this::announce)) : Mono.defer(this::announce))
				.subscribe();
		}
	}

	private Mono<Void> announce() {
		this.last = System.nanoTime();
		this.told.increment();
		return this.notifications.tell(CHANNEL, this.self + ":" + next()).onErrorResume((error) -> {
			log.debug("Other instances were not told and look by themselves", error);
			this.lost = true;
			return Mono.empty();
		}).doFinally((signal) -> {
			this.underWay.set(false);
			if (this.everybody || !this.grown.isEmpty()) {
				announceSoon();
			}
		});
	}

	private String next() {
		boolean all = this.everybody || this.lost;
		this.everybody = false;
		this.lost = false;
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
