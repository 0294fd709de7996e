package dev.sluice.bench.contest;

import java.util.Locale;

import dev.sluice.bench.run.Figures;

/**
 * What one turn at a piece of work came to, CPU in microseconds for each of its
 * operations; not a number where there is none.
 *
 * @param rate operations per second
 * @param server of who does the work
 * @param other of who it is done for
 * @param note what else is to be said
 */
public record Done(double rate, double server, double postgres, double other, String note) {

	/** All of it on a line. */
	public String line() {
		return String.format(Locale.ROOT, "%8s/s  CPU-µs: server %6s, PostgreSQL %6s, other %6s%s",
				Figures.number(this.rate), Figures.number(this.server), Figures.number(this.postgres),
				Figures.number(this.other), this.note.isEmpty() ? "" : "; " + this.note);
	}

}
