package dev.sluice.postgres.replica;

import dev.sluice.http.Problem;
import dev.sluice.postgres.Connections;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;

import org.springframework.context.SmartLifecycle;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;

/**
 * Looks again and again whether the replica can stand in for the primary. While one of
 * them is away nothing is decided here: the connections are refused then anyway.
 */
@Component
class ReplicaWatch implements SmartLifecycle {

	/** A server that just went away is not spoken of twice. */
	private static final int FAILURES = 3;

	private final Replica replica;

	private final DatabaseClient primary;

	private final ReplicaSettings settings;

	private final Lag lag;

	private int failures;

	private volatile @Nullable Disposable running;

	ReplicaWatch(Replica replica, Connections connections, ReplicaSettings settings) {
		this.replica = replica;
		this.primary = connections.outcomes().client();
		this.settings = settings;
		this.lag = new Lag(settings.maxLag());
	}

	@Override
	public void start() {
		this.running = Mono.justOrEmpty(this.replica.pages())
			.flatMap((share) -> look(share.client())
				.repeatWhen((completed) -> completed.delayElements(this.settings.checkInterval()))
				.then())
			.subscribe();
	}

	/** One look; empty, whatever comes of it. */
	private Mono<Void> look(DatabaseClient server) {
		return Mono.defer(() -> {
			long asked = System.nanoTime();
			return ServerState.of(this.primary)
				.timeout(this.settings.patience())
				.onErrorComplete()
				.doOnNext((primary) -> wrote(primary, asked))
				.flatMap((primary) -> compare(server, primary));
		});
	}

	/** Also where the replica says nothing: it may be back long before it has this. */
	private void wrote(ServerState primary, long asked) {
		Long written = primary.written();
		if (written != null) {
			this.lag.wrote(written, asked);
		}
	}

	private Mono<Void> compare(DatabaseClient server, ServerState primary) {
		int absences = this.replica.absences();
		return ServerState.of(server)
			.timeout(this.settings.patience())
			.doOnNext((state) -> this.replica.found(state.unfit(primary, this.lag, System.nanoTime()), absences))
			.doOnNext((state) -> this.failures = 0)
			.doOnError((error) -> failed(error, absences))
			.onErrorComplete()
			.then();
	}

	/** That it is away is told elsewhere, and how it comes back is seen then. */
	private void failed(Throwable error, int absences) {
		Throwable cause = NestedExceptionUtils.getMostSpecificCause(error);
		if (!(cause instanceof Problem) && ++this.failures >= FAILURES) {
			this.replica.found("it cannot be asked: " + cause.getMessage(), absences);
		}
	}

	@Override
	public void stop() {
		Disposable current = this.running;
		if (current != null) {
			current.dispose();
		}
		this.running = null;
	}

	@Override
	public boolean isRunning() {
		return this.running != null;
	}

}
