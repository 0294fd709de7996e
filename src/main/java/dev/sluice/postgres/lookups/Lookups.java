package dev.sluice.postgres.lookups;

import java.util.List;
import java.util.stream.StreamSupport;

import dev.sluice.postgres.Share;
import io.netty.util.concurrent.EventExecutor;
import reactor.netty.resources.LoopResources;

import org.springframework.stereotype.Component;

/** Makes lookups, which work on the event loops of the HTTP server. */
@Component
public class Lookups {

	private final LookupSettings settings;

	private final List<EventExecutor> loops;

	Lookups(LookupSettings settings, LoopResources eventLoops) {
		this.settings = settings;
		this.loops = StreamSupport.stream(eventLoops.onServer(LoopResources.DEFAULT_NATIVE).spliterator(), false)
			.toList();
	}

	/**
	 * Looks rows up.
	 * @param connections the class of work that it is for
	 */
	public <K, T> Lookup<K, T> of(Share connections, Rows<K, T> rows) {
		return of(connections, rows, this.settings.rows());
	}

	/** As above, fewer of them at once. */
	public <K, T> Lookup<K, T> of(Share connections, Rows<K, T> rows, int most) {
		return new Lookup<>(this.loops, new CombinedStatement<>(connections, rows), most, this.settings);
	}

}
