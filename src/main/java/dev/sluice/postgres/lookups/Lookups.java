package dev.sluice.postgres.lookups;

import java.util.List;
import java.util.function.Function;
import java.util.stream.StreamSupport;

import dev.sluice.postgres.Share;
import io.netty.util.concurrent.EventExecutor;
import io.r2dbc.spi.Readable;
import org.jspecify.annotations.Nullable;
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
	 * Looks rows up by one statement.
	 * @param connections the class of work that it is for
	 * @param sql what finds the rows of two lists of ids, {@code $1} the merchants' and
	 * {@code $2} their things': each the place of its ids in the lists, from 1, and
	 * beside it what is wanted of it, or null where that has more than {@code $3} bytes
	 * @param read takes the second column of a row, which may be null
	 */
	public <T> Lookup<T> of(Share connections, String sql, Function<Readable, @Nullable T> read) {
		return new Lookup<>(this.loops, new CombinedStatement<>(connections, sql, read), this.settings);
	}

}
