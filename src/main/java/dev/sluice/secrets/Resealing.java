package dev.sluice.secrets;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import javax.sql.DataSource;

/**
 * Seals anew, under the key that is current, what is sealed under others, so that those
 * can be taken away. Each value on its own and only where it is still what was read, so
 * that whoever writes meanwhile wins and is not kept waiting; what was done stays done,
 * and another run goes on with the rest. It blocks.
 */
public final class Resealing {

	/** Of the rows that are read at once; each is written alone. */
	private static final int BATCH = 200;

	private final DataSource database;

	private final Seals seals;

	private final List<SealedColumn> columns;

	Resealing(DataSource database, Seals seals, List<SealedColumn> columns) {
		this.database = database;
		this.seals = seals;
		this.columns = List.copyOf(columns);
	}

	/** Seals anew all that is there. */
	public Report run() throws SQLException {
		try (Connection connection = this.database.getConnection()) {
			long anew = 0;
			List<String> faults = new ArrayList<>();
			Map<String, Long> left = new TreeMap<>();
			for (SealedColumn column : this.columns) {
				SealedRows rows = new SealedRows(connection, column);
				anew += reseal(rows, faults);
				rows.counts().forEach((key, count) -> left.merge(key, count, Long::sum));
			}
			return new Report(this.seals.current(), anew, left, faults);
		}
	}

	private long reseal(SealedRows rows, List<String> faults) throws SQLException {
		byte[] current = Sealed.header(this.seals.current());
		long anew = 0;
		List<SealedRows.Row> batch = rows.first(current, BATCH);
		while (!batch.isEmpty()) {
			for (SealedRows.Row row : batch) {
				anew += reseal(rows, row, faults);
			}
			batch = rows.after(batch.getLast(), current, BATCH);
		}
		return anew;
	}

	/** How many were sealed anew: one, or none. */
	private long reseal(SealedRows rows, SealedRows.Row row, List<String> faults) throws SQLException {
		Place place = rows.place(row);
		try {
			Sealed anew = this.seals.seal(place, this.seals.open(place, Sealed.of(row.value())));
			return rows.replace(row, anew.bytes()) ? 1 : 0;
		}
		catch (SealException | IllegalArgumentException ex) {
			faults.add((ex instanceof SealException) ? String.valueOf(ex.getMessage()) : place + " is not sealed");
			return 0;
		}
	}

	/**
	 * What came of it.
	 *
	 * @param current the id of the key that seals
	 * @param anew how many were sealed anew
	 * @param values how many are sealed under each key now, by its id
	 * @param faults what cannot be opened, and why; it stays as it is
	 */
	public record Report(String current, long anew, Map<String, Long> values, List<String> faults) {

		/** How many are not sealed under the key that is current. */
		public long left() {
			return this.values.entrySet()
				.stream()
				.filter((key) -> !key.getKey().equals(this.current))
				.mapToLong(Map.Entry::getValue)
				.sum();
		}

	}

}
