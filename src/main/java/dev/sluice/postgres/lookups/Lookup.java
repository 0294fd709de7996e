package dev.sluice.postgres.lookups;

import java.util.List;

import io.netty.util.concurrent.EventExecutor;
import reactor.core.publisher.Mono;

/**
 * Finds rows by their key. Those that are asked for on an event loop while a statement is
 * under way there go into the next one; when there is none, those of the same turn of the
 * loop do at once. A statement is never joined that was sent before, so that whoever asks
 * finds what was committed before he did.
 */
public final class Lookup<K, T> {

	private final List<Gathering<K, T>> gatherings;

	Lookup(List<EventExecutor> loops, CombinedStatement<K, T> statement, int most, LookupSettings settings) {
		this.gatherings = loops.stream().map((loop) -> {
			Gathering<K, T> large = new Gathering<>(loop, statement, Math.min(most, settings.largeRows()),
					Long.MAX_VALUE, settings, null);
			return new Gathering<>(loop, statement, most, settings.rowBytes().toBytes(), settings, large);
		}).toList();
	}

	/**
	 * Finds one row.
	 * @return empty where there is none of this key; a {@link dev.sluice.http.Problem}
	 * 503 while the database is away, or where too many wait; another error where the
	 * statement failed, for all that it asked for. Who cancels before it is sent is left
	 * out of it
	 */
	public Mono<T> find(K key) {
		return Mono.create((sink) -> here().add(new Ask<>(key, sink)));
	}

	/** That of the running loop; who runs elsewhere joins one. */
	private Gathering<K, T> here() {
		for (Gathering<K, T> each : this.gatherings) {
			if (each.isHere()) {
				return each;
			}
		}
		return this.gatherings.get((int) (Thread.currentThread().threadId() % this.gatherings.size()));
	}

}
