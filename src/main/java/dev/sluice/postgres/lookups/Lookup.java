package dev.sluice.postgres.lookups;

import java.util.List;
import java.util.UUID;

import io.netty.util.concurrent.EventExecutor;
import reactor.core.publisher.Mono;

/**
 * Finds rows by their key. Those that are asked for on an event loop while a statement is
 * under way there go into the next one; when there is none, those of the same turn of the
 * loop do at once. A statement is never joined that was sent before, so that whoever asks
 * finds what was committed before he did.
 */
public final class Lookup<T> {

	private final List<Gathering<T>> gatherings;

	Lookup(List<EventExecutor> loops, CombinedStatement<T> statement, LookupSettings settings) {
		this.gatherings = loops.stream().map((loop) -> {
			Gathering<T> large = new Gathering<>(loop, statement, settings.largeRows(), Long.MAX_VALUE, settings, null);
			return new Gathering<>(loop, statement, settings.rows(), settings.rowBytes().toBytes(), settings, large);
		}).toList();
	}

	/**
	 * Finds one row.
	 * @return empty where the merchant has none of this id; a
	 * {@link dev.sluice.http.Problem} 503 while the database is away, or where too many
	 * wait; another error where the statement failed, for all that it asked for. Who
	 * cancels before it is sent is left out of it
	 */
	public Mono<T> find(UUID merchant, UUID id) {
		return Mono.create((sink) -> here().add(new Ask<>(merchant, id, sink)));
	}

	/** That of the running loop; who runs elsewhere joins one. */
	private Gathering<T> here() {
		for (Gathering<T> each : this.gatherings) {
			if (each.isHere()) {
				return each;
			}
		}
		return this.gatherings.get((int) (Thread.currentThread().threadId() % this.gatherings.size()));
	}

}
