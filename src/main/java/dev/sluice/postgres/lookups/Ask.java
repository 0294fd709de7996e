package dev.sluice.postgres.lookups;

import java.util.UUID;

import io.r2dbc.spi.R2dbcException;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.MonoSink;
import reactor.core.publisher.Operators;
import reactor.util.context.Context;

import org.springframework.r2dbc.connection.ConnectionFactoryUtils;

/** Somebody who wants one row. */
final class Ask<T> {

	private final UUID merchant;

	private final UUID id;

	private final MonoSink<T> sink;

	private volatile boolean gone;

	private @Nullable T found;

	private boolean large;

	Ask(UUID merchant, UUID id, MonoSink<T> sink) {
		this.merchant = merchant;
		this.id = id;
		this.sink = sink;
		var _ = sink.onCancel(() -> this.gone = true);
	}

	UUID merchant() {
		return this.merchant;
	}

	UUID id() {
		return this.id;
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

	/** Tells what was found, if anything; whatever becomes of it, others are told too. */
	void answer() {
		try {
			this.sink.success(this.found);
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
			this.sink.error((error instanceof R2dbcException said)
					? ConnectionFactoryUtils.convertR2dbcException("Lookup", null, said) : error);
		}
	}

}
