package dev.sluice.postgres.clock;

import java.time.Instant;

import dev.sluice.postgres.Connections;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;

import org.springframework.context.SmartLifecycle;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;

/**
 * Reads the time from the database, first of all and then again and again. While the
 * database is away the clock goes on by itself.
 */
@Component
class ClockReadings implements SmartLifecycle {

	private static final String TIME = "select clock_timestamp()";

	private static final Logger log = LoggerFactory.getLogger(ClockReadings.class);

	private final DatabaseClient database;

	private final DatabaseClock clock;

	private final OwnTime own;

	private final ClockDifference difference;

	private final ClockSettings settings;

	private volatile @Nullable Disposable running;

	ClockReadings(Connections connections, DatabaseClock clock, OwnTime own, ClockDifference difference,
			ClockSettings settings) {
		this.database = connections.outcomes().client();
		this.clock = clock;
		this.own = own;
		this.difference = difference;
		this.settings = settings;
	}

	@Override
	public void start() {
		this.running = read().repeatWhen((completed) -> completed.delayElements(this.settings.checkInterval()))
			.subscribe();
	}

	/** One reading; empty, also where there is none to be had. */
	private Mono<Void> read() {
		return Mono.defer(() -> {
			long asked = this.own.ticks().getAsLong();
			return this.database.sql(TIME)
				.mapValue(Instant.class)
				.one()
				.doOnNext((time) -> this.difference.found(this.clock.set(time, asked)))
				.then();
		}).onErrorResume((error) -> {
			log.debug("The time could not be read from the database", error);
			return Mono.empty();
		});
	}

	@Override
	public void stop() {
		Disposable reading = this.running;
		this.running = null;
		if (reading != null) {
			reading.dispose();
		}
	}

	@Override
	public boolean isRunning() {
		return this.running != null;
	}

	/** The first to start: whoever comes later goes by it. */
	@Override
	public int getPhase() {
		return Integer.MIN_VALUE;
	}

}
