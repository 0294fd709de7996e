package dev.sluice.payments.search;

import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;

import dev.sluice.journal.Journal;
import dev.sluice.postgres.Share;
import dev.sluice.postgres.replica.ListSource;
import dev.sluice.postgres.replica.Replica;
import io.r2dbc.postgresql.api.PostgresTransactionDefinition;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.IsolationLevel;
import io.r2dbc.spi.TransactionDefinition;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Where the pages of one export come from, one after another: from a replica while it is
 * as far as it has to be, and was for the page before; then from the primary, to the end.
 */
final class ExportSource {

	private static final String HEAD = "select " + Journal.HEAD;

	/** Of which everything shows the same moment. */
	private static final TransactionDefinition SNAPSHOT = PostgresTransactionDefinition
		.from(IsolationLevel.REPEATABLE_READ)
		.readOnly();

	private final ListSource source;

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
		this.source = (atLeast == Long.MAX_VALUE) ? ListSource.PRIMARY : replica.list();
		this.primary = primary;
		this.merchant = merchant;
		this.atLeast = atLeast;
	}

	/**
	 * Reads a page.
	 * @param page read from the beginning each time it is subscribed to
	 */
	<T> Mono<T> read(Function<Connection, Mono<T>> page) {
		return this.source.export((share) -> on(share, (connection) -> snapshot(connection, page)),
				on(this.primary, page));
	}

	/** Empty where it is older than a page must be. What is left open the pool ends. */
	private <T> Mono<T> snapshot(Connection connection, Function<Connection, Mono<T>> page) {
		return Mono.from(connection.beginTransaction(SNAPSHOT))
			.then(reached(connection))
			.flatMap((head) -> page.apply(connection))
			.flatMap((found) -> Mono.from(connection.commitTransaction()).thenReturn(found));
	}

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
