package dev.sluice.bench.contest;

/** Somebody who does the work that is measured. */
public interface Contender {

	String title();

	/** Works for a while. */
	Measured slice(double seconds) throws Exception;

}
