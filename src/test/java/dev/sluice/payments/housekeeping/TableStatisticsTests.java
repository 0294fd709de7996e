package dev.sluice.payments.housekeeping;

import dev.sluice.testing.SluiceTest;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.r2dbc.core.DatabaseClient;

import static org.awaitility.Awaitility.await;

/** Tables that have grown faster than PostgreSQL looks at them. */
@SluiceTest
class TableStatisticsTests {

	private static final int ROWS = 5_000;

	@Autowired
	private DatabaseClient database;

	@Test
	void areRenewedWhereATableHasGrown() {
		run("create table \"growing; fast\" (id bigint) with (autovacuum_enabled = off)");
		try {
			run("insert into \"growing; fast\" select generate_series(1, %d)".formatted(ROWS));

			await().until(() -> known() == ROWS);

			run("insert into \"growing; fast\" select generate_series(1, %d)".formatted(4 * ROWS));

			await().until(() -> known() == 5 * ROWS);
		}
		finally {
			run("drop table \"growing; fast\"");
		}
	}

	private void run(String sql) {
		this.database.sql(sql).then().block();
	}

	/** How many rows PostgreSQL thinks there are. */
	private long known() {
		return this.database
			.sql("select coalesce(max(reltuples), 0)::bigint from pg_class where relname = 'growing; fast'")
			.mapValue(Long.class)
			.one()
			.blockOptional()
			.orElseThrow();
	}

}
