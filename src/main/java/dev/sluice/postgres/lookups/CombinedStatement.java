package dev.sluice.postgres.lookups;

import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;

import dev.sluice.postgres.Share;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Readable;
import io.r2dbc.spi.Statement;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * A statement that asks for the rows of many.
 *
 * @param sql as {@link Lookups#of} takes it
 * @param read takes the second column of a row, which may be null
 */
record CombinedStatement<T>(Share connections, String sql, Function<Readable, @Nullable T> read) {

	/**
	 * Notes with each what its row is.
	 * @param bytes how many a row may have; larger ones are said to be there alone
	 * @return empty when all is noted; an error where that is not sure
	 */
	Mono<Void> run(List<Ask<T>> asks, long bytes) {
		return Mono.usingWhen(this.connections.connection(),
				(connection) -> Flux.from(statement(connection, asks, bytes).execute())
					.concatMap((result) -> result.map((row) -> note(row, asks)))
					.then(),
				Connection::close);
	}

	private Statement statement(Connection connection, List<Ask<T>> asks, long bytes) {
		UUID[] merchants = new UUID[asks.size()];
		UUID[] ids = new UUID[asks.size()];
		for (int i = 0; i < merchants.length; i++) {
			merchants[i] = asks.get(i).merchant();
			ids[i] = asks.get(i).id();
		}
		return connection.createStatement(this.sql).bind(0, merchants).bind(1, ids).bind(2, bytes);
	}

	private boolean note(Readable row, List<Ask<T>> asks) {
		int place = Math.toIntExact(Objects.requireNonNull(row.get(0, Long.class)));
		asks.get(place - 1).found(this.read.apply(row));
		return true;
	}

}
