package dev.sluice.journal.wakeups;

import java.util.UUID;

import dev.sluice.journal.wakeups.Wakeups.Source;
import dev.sluice.postgres.UnpooledConnections;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.r2dbc.postgresql.api.PostgresqlConnection;
import io.r2dbc.postgresql.api.PostgresqlResult;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Listens, on a connection of its own, for what other instances append, and wakes the
 * readers of this one. A connection that went silent gives no sign of it, so it is tried
 * every few seconds.
 */
@Component
class JournalListener implements SmartLifecycle {

	private static final Logger log = LoggerFactory.getLogger(JournalListener.class);

	private final UnpooledConnections connections;

	private final Wakeups wakeups;

	private final WakeupSettings settings;

	private volatile boolean connected;

	private @Nullable Disposable listening;

	JournalListener(UnpooledConnections connections, Wakeups wakeups, WakeupSettings settings, MeterRegistry meters) {
		this.connections = connections;
		this.wakeups = wakeups;
		this.settings = settings;
		var _ = Gauge.builder("sluice.journal.listener.connected", this, (listener) -> listener.connected ? 1 : 0)
			.description("Whether this instance hears at once what others append")
			.register(meters);
	}

	@Override
	public void start() {
		Mono<PostgresqlConnection> connection = Mono.from(this.connections.factory().create())
			.cast(PostgresqlConnection.class)
			.timeout(this.settings.listenerHeartbeat());
		this.listening = Flux.usingWhen(connection, this::listen, this::close)
			.doOnError(this::lost)
			.retryWhen(Retry.fixedDelay(Long.MAX_VALUE, this.settings.reconnectDelay()))
			.subscribe();
	}

	@Override
	public void stop() {
		if (this.listening != null) {
			this.listening.dispose();
			this.listening = null;
		}
	}

	@Override
	public boolean isRunning() {
		return this.listening != null;
	}

	private Flux<Object> listen(PostgresqlConnection connection) {
		Flux<Object> notifications = connection.getNotifications()
			.doOnNext((notification) -> wake(notification.getParameter()))
			.cast(Object.class)
			.concatWith(Mono.error(() -> new IllegalStateException("the connection was closed")));
		return connection.createStatement("LISTEN " + Wakeups.CHANNEL)
			.execute()
			.flatMap(PostgresqlResult::getRowsUpdated)
			.then()
			.timeout(this.settings.listenerHeartbeat())
			.then(Mono.fromRunnable(this::heard))
			.thenMany(Flux.merge(notifications, heartbeats(connection)));
	}

	private void wake(@Nullable String merchant) {
		try {
			this.wakeups.wake(UUID.fromString(String.valueOf(merchant)), Source.NOTIFICATION);
		}
		catch (IllegalArgumentException ex) {
			log.debug("Somebody notifies of what is no merchant");
		}
	}

	/** What others appended while nobody listened is looked for at once. */
	private void heard() {
		this.connected = true;
		this.wakeups.wakeAll(Source.NOTIFICATION);
	}

	private void lost(Throwable error) {
		if (this.connected) {
			log.warn("Listening for other instances was interrupted ({}); readers look every {}", error.getMessage(),
					this.settings.pollInterval());
		}
		this.connected = false;
	}

	private Flux<Object> heartbeats(PostgresqlConnection connection) {
		return Flux.interval(this.settings.listenerHeartbeat())
			.onBackpressureDrop()
			.concatMap((tick) -> connection.createStatement("select 1")
				.execute()
				.flatMap((result) -> result.map((row, metadata) -> row))
				.then()
				.timeout(this.settings.listenerHeartbeat())
				.cast(Object.class));
	}

	private Mono<Void> close(PostgresqlConnection connection) {
		return connection.close().timeout(this.settings.listenerHeartbeat()).onErrorComplete();
	}

}
