package dev.sluice.bench.destinations;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

import dev.sluice.bench.gateway.Gateway;
import dev.sluice.bench.programs.Postgres;
import dev.sluice.bench.run.Figures;
import dev.sluice.bench.run.Progress;
import dev.sluice.bench.run.Report;

/**
 * What happens in a second while nothing does.
 *
 * @param transactions in the database
 * @param rows that were read there
 * @param gateway CPU in milliseconds
 * @param postgres likewise
 */
record Rest(double transactions, double rows, double gateway, double postgres) {

	private static final String COUNTERS = """
			select xact_commit + xact_rollback, tup_returned + tup_fetched from pg_stat_database
			 where datname = current_database()""";

	/** Looks on for a while, by one connection that was there before. */
	static Rest during(Postgres postgres, Gateway gateway, int seconds) throws Exception {
		try (Connection connection = postgres.connect(); Statement look = connection.createStatement()) {
			long[] none = counters(look);
			// What was read last is in the books after a second.
			Thread.sleep(2_000);
			long[] before = counters(look);
			long cpu = gateway.cpuMicros();
			long database = postgres.cpuMicros();
			long begun = System.nanoTime();
			Thread.sleep(seconds * 1000L);
			double elapsed = (System.nanoTime() - begun) / 1e9;
			long[] after = counters(look);
			Rest rest = new Rest((after[0] - before[0]) / elapsed, (after[1] - before[1]) / elapsed,
					(gateway.cpuMicros() - cpu) / 1e3 / elapsed, (postgres.cpuMicros() - database) / 1e3 / elapsed);
			Progress.print("at rest: %s (%d transactions before)".formatted(rest, none[0]));
			return rest;
		}
	}

	/** Beside another. */
	void rows(Rest other, Report report) {
		report.row("transactions per second", Figures.number(this.transactions), Figures.number(other.transactions));
		report.row("rows read per second", Figures.number(this.rows), Figures.number(other.rows));
		report.row("CPU-ms of the gateway per second", Figures.number(this.gateway), Figures.number(other.gateway));
		report.row("CPU-ms of PostgreSQL per second", Figures.number(this.postgres), Figures.number(other.postgres));
	}

	private static long[] counters(Statement look) throws SQLException {
		try (ResultSet row = look.executeQuery(COUNTERS)) {
			row.next();
			return new long[] { row.getLong(1), row.getLong(2) };
		}
	}

}
