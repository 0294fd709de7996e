package dev.sluice.destinations.cursors;

import java.time.Duration;
import java.util.List;
import java.util.UUID;

import dev.sluice.destinations.ownership.Holding;
import dev.sluice.destinations.ownership.Place;
import dev.sluice.destinations.registry.Changes;
import dev.sluice.destinations.ways.Way;
import dev.sluice.journal.Journal;
import dev.sluice.roles.ConditionalOnRole;
import dev.sluice.roles.Role;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Those who bring events to the destinations that this instance holds. */
@Component
@ConditionalOnRole(Role.DESTINATIONS)
class Couriers implements SmartLifecycle, Office, Changes, Holding.Holder {

	private static final Logger log = LoggerFactory.getLogger(Couriers.class);

	private final Roster roster = new Roster();

	private final Holding holding;

	private final Journal journal;

	private final CourierSettings settings;

	private final Seats seats;

	private final Seats troubled;

	private final Desk desk;

	private final Counter interrupted;

	private Disposable.@Nullable Composite running;

	Couriers(Holding holding, Journal journal, CursorStore store, HeldEvents held, Way way, CourierSettings settings,
			MeterRegistry meters) {
		this.holding = holding;
		this.journal = journal;
		this.settings = settings;
		this.seats = new Seats(settings.maxActive());
		this.troubled = new Seats(settings.maxTroubled());
		this.desk = new Desk(journal, store, held, way, settings, holding::isGood);
		this.interrupted = Counter.builder("sluice.destinations.interruptions")
			.description("How often bringing events was broken off by an error that is not the other side's")
			.register(meters);
		var _ = Gauge.builder("sluice.destinations", this.roster, Roster::size)
			.description("Destinations that this instance brings events to")
			.register(meters);
		var _ = Gauge
			.builder("sluice.destinations.waiting", this,
					(couriers) -> couriers.seats.waiting() + couriers.troubled.waiting())
			.description("Destinations that wait until there is room to bring them something")
			.register(meters);
	}

	@Override
	public void start() {
		Disposable.Composite all = Disposables.composite();
		var _ = all.add(this.journal.onGrowth(this::grown, this::lookSoon));
		var _ = all
			.add(Flux.interval(this.settings.lookInterval()).onBackpressureDrop().subscribe((tick) -> lookSoon()));
		this.running = all;
		this.holding.begin(this);
	}

	private void grown(UUID merchant) {
		this.roster.of(merchant).forEach(Courier::wake);
	}

	@Override
	public void changed(UUID merchant, UUID destination) {
		Courier courier = this.roster.find(merchant, destination);
		if (courier != null) {
			courier.refresh();
		}
		else {
			this.holding.beat();
		}
	}

	@Override
	public void missed() {
		lookSoon();
	}

	/** Something was missed, or may have been. */
	private void lookSoon() {
		if (this.holding.isGood()) {
			var _ = this.holding.behind()
				.collectList()
				.subscribe((behind) -> behind.forEach((place) -> courier(place).wake()),
						(error) -> log.debug("It could not be looked what is to be brought", error));
		}
	}

	@Override
	public void taken(Place place) {
		courier(place).wake();
	}

	@Override
	public List<Place> leaveIdle(int most) {
		List<Courier> idle = this.roster.all().stream().filter(Courier::leaveIfIdle).limit(most).toList();
		idle.forEach(this.roster::remove);
		return idle.stream().map((courier) -> new Place(courier.merchant(), courier.destination())).toList();
	}

	private Courier courier(Place place) {
		return this.roster.enter(place.merchant(), place.destination(),
				() -> new Courier(place.merchant(), place.destination(), this));
	}

	@Override
	public UUID holder() {
		return this.holding.holder();
	}

	@Override
	public Desk desk() {
		return this.desk;
	}

	@Override
	public Seats seats() {
		return this.seats;
	}

	@Override
	public Seats troubled() {
		return this.troubled;
	}

	@Override
	public Scheduler scheduler() {
		return Schedulers.parallel();
	}

	@Override
	public void interrupted() {
		this.interrupted.increment();
	}

	/** It may be nobody's by now, or have become this instance's again. */
	@Override
	public void lost(Courier courier) {
		drop(courier);
		this.holding.beat();
		lookSoon();
	}

	private void drop(Courier courier) {
		courier.leave();
		this.roster.remove(courier);
	}

	@Override
	public void stop(Runnable callback) {
		this.holding.end();
		if (this.running != null) {
			this.running.dispose();
			this.running = null;
		}
		List<Courier> last = this.roster.all();
		var _ = Flux.interval(Duration.ofMillis(20))
			.takeWhile((tick) -> !last.stream().allMatch(Courier::isIdle))
			.take(this.settings.shutdownWait())
			.then(Mono.defer(() -> this.holding.release()))
			.timeout(this.settings.shutdownWait().plusSeconds(1))
			.onErrorComplete()
			.doFinally((signal) -> {
				last.forEach(this::drop);
				callback.run();
			})
			.subscribe();
	}

	@Override
	public void stop() {
		stop(() -> {
		});
	}

	@Override
	public boolean isRunning() {
		return this.running != null;
	}

	@Override
	public int getPhase() {
		return WebServerApplicationContext.GRACEFUL_SHUTDOWN_PHASE - 1;
	}

}
