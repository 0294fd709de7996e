package dev.sluice.simulator.book;

import java.time.Instant;
import java.util.List;
import java.util.Objects;

import dev.sluice.postgres.Connections;
import dev.sluice.simulator.issuer.RecordedOperation;
import io.r2dbc.spi.Readable;
import reactor.core.publisher.Mono;

import org.springframework.r2dbc.core.DatabaseClient;

/** Reads operations of the book by the time at which they were written down. */
public class OperationPages {

	private static final String COLUMNS = "select " + BookRows.OPERATION
			+ ", o.created_at from simulator.operations o\n";

	private static final String FIRST = COLUMNS
			+ "where created_at >= $1 and created_at < $2 order by created_at, operation_id limit $3";

	private static final String NEXT = COLUMNS + """
			where created_at >= $1 and created_at < $2
			  and (created_at, operation_id) > (select created_at, operation_id from simulator.operations
			                                     where operation_id = $4)
			order by created_at, operation_id limit $3""";

	private static final String FIND = COLUMNS + "where operation_id = $1";

	private final DatabaseClient database;

	private final BookSettings settings;

	OperationPages(Connections connections, BookSettings settings) {
		this.database = connections.simulator().client();
		this.settings = settings;
	}

	/**
	 * A page, oldest first.
	 * @param from the time from which on
	 * @param to the time before which
	 * @param after the operation behind which it begins, one that there is; empty from
	 * the oldest
	 */
	Mono<List<Written>> page(Instant from, Instant to, String after, int limit) {
		DatabaseClient.GenericExecuteSpec page = this.database.sql(after.isEmpty() ? FIRST : NEXT)
			.bind(0, from)
			.bind(1, to)
			.bind(2, limit);
		return (after.isEmpty() ? page : page.bind(3, after)).map(OperationPages::written)
			.all()
			.collectList()
			.timeout(this.settings.databaseTimeout());
	}

	/** One by its id; empty where there is none. */
	Mono<Written> find(String operation) {
		return this.database.sql(FIND)
			.bind(0, operation)
			.map(OperationPages::written)
			.one()
			.timeout(this.settings.databaseTimeout());
	}

	private static Written written(Readable row) {
		return new Written(BookRows.operation(row),
				Objects.requireNonNull(row.get(BookRows.OPERATION_COLUMNS, Instant.class)));
	}

	/**
	 * An operation as it stands.
	 *
	 * @param at when it was written down
	 */
	record Written(RecordedOperation operation, Instant at) {
	}

}
