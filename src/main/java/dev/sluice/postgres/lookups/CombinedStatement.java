package dev.sluice.postgres.lookups;

import java.util.List;
import java.util.Objects;

import dev.sluice.postgres.Share;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Readable;
import io.r2dbc.spi.Statement;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * A statement that asks for the rows of many.
 *
 * @param rows what it asks for
 */
record CombinedStatement<K, T>(Share connections, Rows<K, T> rows) {

	/**
	 * Notes with each what its row is.
	 * @param bytes how many a row may have; larger ones are said to be there alone
	 * @return empty when all is noted; an error where that is not sure
	 */
	Mono<Void> run(List<Ask<K, T>> asks, long bytes) {
		return Mono.usingWhen(this.connections.connection(),
				(connection) -> Flux.from(statement(connection, asks, bytes).execute())
					.concatMap((result) -> result.map((row) -> note(row, asks)))
					.then(),
				Connection::close);
	}

	private Statement statement(Connection connection, List<Ask<K, T>> asks, long bytes) {
		Statement statement = connection.createStatement(this.rows.sql());
		this.rows.bind(statement, asks.stream().map(Ask::key).toList(), bytes);
		return statement;
	}

	private boolean note(Readable row, List<Ask<K, T>> asks) {
		Ask<K, T> ask = asks.get(Math.toIntExact(Objects.requireNonNull(row.get(0, Long.class))) - 1);
		ask.found(this.rows.read(ask.key(), row));
		return true;
	}

}
