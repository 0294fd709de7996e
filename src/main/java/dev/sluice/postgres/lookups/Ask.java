package dev.sluice.postgres.lookups;

import io.r2dbc.spi.R2dbcException;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.MonoSink;
import reactor.core.publisher.Operators;
import reactor.util.context.Context;

import org.springframework.r2dbc.connection.ConnectionFactoryUtils;

/** Somebody who wants the row of a key. */
final class Ask<K, T> {

	private final K key;

	private final MonoSink<T> sink;

	private volatile boolean gone;

	private @Nullable T found;

	private boolean large;

	Ask(K key, MonoSink<T> sink) {
		this.key = key;
		this.sink = sink;
		var _ = sink.onCancel(() -> this.gone = true);
	}

	K key() {
		return this.key;
	}

	/** Whether nobody waits for it any more. */
	boolean isGone() {
		return this.gone;
	}

	/** Whether its row is there, but too large to come with others. */
	boolean isLarge() {
		return this.large;
	}

	/** Notes what its row is; null where that is too large. */
	void found(@Nullable T row) {
		this.found = row;
		this.large = row == null;
	}

	/** Tells what was found, if anything. */
	void answer() {
		tell(() -> this.sink.success(this.found));
	}

	/** Whatever becomes of it, others are told too. */
	private void tell(Runnable what) {
		try {
			what.run();
		}
		catch (RuntimeException ex) {
			Operators.onErrorDropped(ex, Context.of(this.sink.contextView()));
		}
	}

	/**
	 * Tells that nothing could be found out. What many are told would grow with each of
	 * them, so each is told of it anew.
	 */
	void fail(Throwable error) {
		if (!this.gone) {
			tell(() -> this.sink.error((error instanceof R2dbcException said)
					? ConnectionFactoryUtils.convertR2dbcException("Lookup", null, said) : error));
		}
	}

}
