package dev.sluice.destinations.turns;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import dev.sluice.destinations.registry.Destination;
import dev.sluice.destinations.registry.Destinations;
import dev.sluice.destinations.registry.Tracked;
import dev.sluice.journal.Append;
import dev.sluice.journal.Journal;
import dev.sluice.values.RawJson;
import dev.sluice.values.TypeId;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Tells in merchants' journals what became of their destinations, soon after it is noted,
 * whoever noted it. Several may try to tell the same: the journal takes it once.
 */
@Component
public class Herald implements SmartLifecycle {

	private static final Logger log = LoggerFactory.getLogger(Herald.class);

	/** The gateway by itself, on its way to a destination. */
	private static final RawJson ACTOR = RawJson
		.of("{\"type\":\"sluice\",\"name\":\"delivery\"}".getBytes(StandardCharsets.UTF_8));

	/**
	 * Until what was noted just now can be seen; what is noted meanwhile is told, too.
	 */
	private static final Duration SOON = Duration.ofMillis(100);

	private static final int AT_ONCE = 16;

	private final AtomicBoolean looking = new AtomicBoolean();

	private final AtomicBoolean lookAgain = new AtomicBoolean();

	private final Turns turns;

	private final TurnRecord projection;

	private final Destinations destinations;

	private final Journal journal;

	private final TurnSettings settings;

	private final JsonMapper json;

	private volatile @Nullable Disposable running;

	Herald(Turns turns, TurnRecord projection, Destinations destinations, Journal journal, TurnSettings settings,
			JsonMapper json) {
		this.turns = turns;
		this.projection = projection;
		this.destinations = destinations;
		this.journal = journal;
		this.settings = settings;
		this.json = json;
	}

	/** Something was noted, and that is about to be committed. */
	public void soon() {
		var _ = Schedulers.parallel().schedule(this::look, SOON.toMillis(), TimeUnit.MILLISECONDS);
	}

	private void look() {
		if (!isRunning()) {
			return;
		}
		if (!this.looking.compareAndSet(false, true)) {
			this.lookAgain.set(true);
			return;
		}
		var _ = tellAll().doFinally((signal) -> {
			this.looking.set(false);
			if (this.lookAgain.getAndSet(false)) {
				look();
			}
		}).subscribe(null, (error) -> log.debug("It could not be looked what is to be told of destinations", error));
	}

	/** Until nothing is left that can be told now. */
	private Mono<Void> tellAll() {
		return tellFirst().expand((told) -> (told > 0) ? tellFirst() : Mono.empty()).then();
	}

	/** The first turn of each destination; how many were told. */
	private Mono<Long> tellFirst() {
		return this.turns.untold().flatMap(this::tell, AT_ONCE).count();
	}

	/** Its position; empty where it is somebody else who tells it, or for later. */
	private Mono<Long> tell(Turn turn) {
		Destination destination = turn.destination();
		return this.destinations.find(destination.merchant(), destination.id())
			.map(Optional::of)
			.defaultIfEmpty(Optional.empty())
			.flatMap((now) -> this.journal.append(append(turn, now), this.projection))
			.onErrorResume(Journal.StaleVersion.class, (told) -> Mono.empty())
			.onErrorResume((error) -> {
				log.warn("What became of {} cannot be told now, it is tried again: {}",
						TypeId.write(Destination.PREFIX, destination.id()), error.toString());
				return Mono.empty();
			});
	}

	/**
	 * It is dated by when it is told, so that times go up with positions however late
	 * that is.
	 */
	private Append<Turn> append(Turn turn, Optional<Tracked> now) {
		Destination destination = turn.destination();
		return new Append<>(destination.merchant().value(), destination.id(), turn.version(), turn.type(),
				turn.readAt(), json(new Change(destination.status().label(), destination.reason())),
				json(turn.shown(now)), ACTOR, turn, false);
	}

	private RawJson json(Object value) {
		return RawJson.of(this.json.writeValueAsBytes(value));
	}

	@Override
	public void start() {
		this.running = Flux.interval(Duration.ZERO, this.settings.lookInterval())
			.onBackpressureDrop()
			.subscribe((tick) -> look());
	}

	@Override
	public void stop() {
		Disposable all = this.running;
		this.running = null;
		if (all != null) {
			all.dispose();
		}
	}

	@Override
	public boolean isRunning() {
		return this.running != null;
	}

	/** The change itself, as the journal keeps it. */
	private record Change(String status, @Nullable String reason) {
	}

}
