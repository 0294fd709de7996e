package dev.sluice.postgres.notifications;

import java.util.List;

import dev.sluice.postgres.UnpooledConnections;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.r2dbc.postgresql.api.Notification;
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

/** Hears on one connection what other instances tell, for all who want to know. */
@Component
class Listening implements SmartLifecycle {

	private static final Logger log = LoggerFactory.getLogger(Listening.class);

	private final UnpooledConnections connections;

	private final List<NotificationListener> listeners;

	private final ListeningSettings settings;

	private volatile boolean connected;

	private @Nullable Disposable listening;

	Listening(UnpooledConnections connections, List<NotificationListener> listeners, ListeningSettings settings,
			MeterRegistry meters) {
		this.connections = connections;
		this.listeners = listeners;
		this.settings = settings;
		var _ = Gauge.builder("sluice.postgres.listening", this, (gauge) -> gauge.connected ? 1 : 0)
			.description("Whether this instance hears at once what others tell")
			.register(meters);
	}

	@Override
	public void start() {
		Mono<PostgresqlConnection> connection = Mono.from(this.connections.factory().create())
			.cast(PostgresqlConnection.class)
			.timeout(this.settings.heartbeat());
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
			.doOnNext(this::tell)
			.cast(Object.class)
			.concatWith(Mono.error(() -> new IllegalStateException("the connection was closed")));
		return Flux.fromStream(() -> this.listeners.stream().map(NotificationListener::channel).distinct())
			.concatMap((channel) -> listenTo(connection, channel))
			.then(Mono.fromRunnable(this::heard))
			.thenMany(Flux.merge(notifications, heartbeats(connection)));
	}

	private Mono<Void> listenTo(PostgresqlConnection connection, String channel) {
		return connection.createStatement("LISTEN " + channel)
			.execute()
			.flatMap(PostgresqlResult::getRowsUpdated)
			.then()
			.timeout(this.settings.heartbeat());
	}

	private void tell(Notification notification) {
		String payload = String.valueOf(notification.getParameter());
		this.listeners.stream()
			.filter((listener) -> listener.channel().equals(notification.getName()))
			.forEach((listener) -> tell(listener, payload));
	}

	private static void tell(NotificationListener listener, String payload) {
		try {
			listener.notified(payload);
		}
		catch (RuntimeException ex) {
			log.warn("A notification on {} could not be used: {}", listener.channel(), ex.toString());
		}
	}

	/** What others told while nobody listened is looked for at once. */
	private void heard() {
		this.connected = true;
		this.listeners.forEach(NotificationListener::missed);
	}

	private void lost(Throwable error) {
		if (this.connected) {
			log.warn("Listening for other instances was interrupted ({}); until it is back, what they do is seen late",
					error.getMessage());
		}
		this.connected = false;
	}

	private Flux<Object> heartbeats(PostgresqlConnection connection) {
		return Flux.interval(this.settings.heartbeat())
			.onBackpressureDrop()
			.concatMap((tick) -> connection.createStatement("select 1")
				.execute()
				.flatMap((result) -> result.map((row, metadata) -> row))
				.then()
				.timeout(this.settings.heartbeat())
				.cast(Object.class));
	}

	private Mono<Void> close(PostgresqlConnection connection) {
		return connection.close().timeout(this.settings.heartbeat()).onErrorComplete();
	}

}
