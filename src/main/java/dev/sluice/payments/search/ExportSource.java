package dev.sluice.payments.search;

import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;

import dev.sluice.journal.Journal;
import dev.sluice.postgres.Share;
import dev.sluice.postgres.replica.Replica;
import io.r2dbc.spi.Connection;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Where the pages of one export come from, one after another: from a replica while it is
 * as far as it has to be, and was for the page before; then from the primary, to the end.
 */
final class ExportSource {

	private static final String HEAD = "select " + Journal.HEAD;

	private final Replica replica;

	private final Share primary;

	private final UUID merchant;

	/** The position that is on none of its pages missing. */
	private volatile long atLeast;

	/**
	 * Of a merchant's payments.
	 * @param atLeast the position that must be there; {@link Long#MAX_VALUE} where the
	 * primary has to answer
	 */
	ExportSource(Replica replica, Share primary, UUID merchant, long atLeast) {
		this.replica = replica;
		this.primary = primary;
		this.merchant = merchant;
		this.atLeast = atLeast;
	}

	/**
	 * Reads a page.
	 * @param page read from the beginning each time it is subscribed to
	 */
	<T> Mono<T> read(Function<Connection, Mono<T>> page) {
		Mono<T> fromPrimary = Mono.defer(() -> {
			this.atLeast = Long.MAX_VALUE;
			return on(this.primary, page);
		});
		return (this.atLeast == Long.MAX_VALUE) ? fromPrimary : this.replica.export(
				(share) -> on(share, (connection) -> reached(connection).flatMap((head) -> page.apply(connection))),
				fromPrimary);
	}

	/** On the same connection, where whatever is asked next shows nothing older. */
	private Mono<Long> reached(Connection connection) {
		return Flux.from(connection.createStatement(HEAD).bind(0, this.merchant).execute())
			.concatMap((result) -> result.map((row) -> Objects.requireNonNull(row.get(0, Long.class))))
			.single()
			.filter((head) -> head >= this.atLeast)
			.doOnNext((head) -> this.atLeast = head);
	}

	private static <T> Mono<T> on(Share share, Function<Connection, Mono<T>> page) {
		return Mono.usingWhen(share.connection(), page, Connection::close);
	}

}
