package dev.sluice.bench.contest;

/** Somebody who does a piece of work of a given size to its end. */
public interface Worker {

	String title();

	/** Does it once. */
	Done work() throws Exception;

}
