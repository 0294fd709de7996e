package dev.sluice.journal;

import java.util.UUID;

import dev.sluice.platform.UnpooledConnections;
import io.r2dbc.postgresql.api.Notification;
import io.r2dbc.postgresql.api.PostgresqlConnection;
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
 * readers of this one.
 */
@Component
class JournalListener implements SmartLifecycle {

	static final String CHANNEL = "sluice_journal";

	private static final Logger log = LoggerFactory.getLogger(JournalListener.class);

	private final UnpooledConnections connections;

	private final Wakeups wakeups;

	private final JournalSettings settings;

	private @Nullable Disposable listening;

	JournalListener(UnpooledConnections connections, Wakeups wakeups, JournalSettings settings) {
		this.connections = connections;
		this.wakeups = wakeups;
		this.settings = settings;
	}

	@Override
	public void start() {
		this.listening = Flux
			.usingWhen(Mono.from(this.connections.factory().create()).cast(PostgresqlConnection.class), this::listen,
					PostgresqlConnection::close)
			.concatWith(Mono.error(() -> new IllegalStateException("the connection was closed")))
			.doOnError((error) -> log.warn("Listening for other instances was interrupted ({}); readers look every {}",
					error.getMessage(), this.settings.pollInterval()))
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

	private Flux<Notification> listen(PostgresqlConnection connection) {
		return connection.createStatement("LISTEN " + CHANNEL)
			.execute()
			.thenMany(connection.getNotifications())
			.doOnNext((notification) -> this.wakeups.wake(UUID.fromString(notification.getParameter())));
	}

}
