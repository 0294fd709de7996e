package dev.sluice.postgres.notifications;

import java.util.concurrent.atomic.AtomicReference;

import dev.sluice.postgres.UnpooledConnections;
import io.r2dbc.spi.Connection;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/**
 * Tells other instances something through the database, on a connection of its own that
 * is opened when it is first needed. PostgreSQL lets one transaction at a time commit a
 * notification, of all databases; so none is in a transaction that has anything else to
 * do, and none waits for a disk or a standby.
 */
@Component
public class Notifications implements DisposableBean {

	private static final String QUICKLY = "set synchronous_commit to off";

	private static final String NOTIFY = "select pg_notify($1, $2)";

	private final UnpooledConnections connections;

	private final ListeningSettings settings;

	private final AtomicReference<@Nullable Mono<Connection>> connection = new AtomicReference<>();

	Notifications(UnpooledConnections connections, ListeningSettings settings) {
		this.connections = connections;
		this.settings = settings;
	}

	/**
	 * Tells whoever listens to a channel.
	 * @param what less than 8,000 bytes
	 * @return empty when it is told; an error where that is not certain, also not the
	 * second time, on a new connection: one that was not used for long may have been cut
	 */
	public Mono<Void> tell(String channel, String what) {
		return Mono.defer(() -> {
			Mono<Connection> mine = open();
			return mine.flatMapMany((open) -> open.createStatement(NOTIFY).bind(0, channel).bind(1, what).execute())
				.concatMap((result) -> result.map((row, metadata) -> row))
				.then()
				.timeout(this.settings.heartbeat())
				.doOnError((error) -> giveUp(mine));
		}).retry(1);
	}

	private Mono<Connection> open() {
		Mono<Connection> fresh = Mono.<Connection>from(this.connections.factory().create())
			.flatMap((open) -> Flux.from(open.createStatement(QUICKLY).execute())
				.concatMap((result) -> result.getRowsUpdated())
				.then(Mono.just(open)))
			.timeout(this.settings.heartbeat())
			.cache();
		Mono<Connection> known = this.connection.compareAndExchange(null, fresh);
		return (known != null) ? known : fresh;
	}

	private void giveUp(Mono<Connection> mine) {
		if (this.connection.compareAndSet(mine, null)) {
			close(mine);
		}
	}

	private void close(Mono<Connection> mine) {
		var _ = mine.flatMap((open) -> Mono.<Void>from(open.close()))
			.timeout(this.settings.heartbeat())
			.onErrorComplete()
			.subscribe();
	}

	@Override
	public void destroy() {
		Mono<Connection> last = this.connection.getAndSet(null);
		if (last != null) {
			close(last);
		}
	}

}
