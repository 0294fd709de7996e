package dev.sluice.simulator;

import io.r2dbc.spi.Parameters;
import io.r2dbc.spi.R2dbcType;
import reactor.core.publisher.Mono;

import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;

/** What the simulator did, by the caller's operation id. */
@Component
class SimulatorBook {

	private static final String RECORD = """
			insert into simulator.operations
			  (operation_id, payment_id, kind, amount, currency, payment_method, outcome, decline_code)
			values ($1, $2, $3, $4, $5, $6, $7, $8)
			on conflict do nothing""";

	private static final String FIND = "select payment_method from simulator.operations where operation_id = $1";

	private final DatabaseClient database;

	SimulatorBook(DatabaseClient database) {
		this.database = database;
	}

	/** Does an operation, once: a repeat finds what was done the first time. */
	Mono<TestCard> execute(SimulatedOperation asked) {
		return this.database.sql(RECORD)
			.bind(0, asked.operation())
			.bind(1, asked.payment())
			.bind(2, asked.kind())
			.bind(3, asked.amount())
			.bind(4, asked.currency())
			.bind(5, asked.card().token())
			.bind(6, asked.card().outcome())
			.bind(7, Parameters.in(R2dbcType.VARCHAR, asked.card().declineCode()))
			.then()
			.then(find(asked.operation()));
	}

	/** The card of an operation that was done; empty where nothing is known of it. */
	Mono<TestCard> find(String operation) {
		return this.database.sql(FIND)
			.bind(0, operation)
			.mapValue(String.class)
			.one()
			.flatMap((token) -> Mono.justOrEmpty(TestCard.find(token)));
	}

}
