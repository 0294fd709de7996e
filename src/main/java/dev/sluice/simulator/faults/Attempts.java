package dev.sluice.simulator.faults;

import java.util.LinkedHashMap;
import java.util.Map;

/** Counts how often each thing was tried, for as many of them as are remembered. */
public class Attempts {

	private final Map<String, Long> counts;

	/** Remembers as many as it is given. */
	public Attempts(int capacity) {
		this.counts = new LinkedHashMap<>() {
			@Override
			protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
				return size() > capacity;
			}
		};
	}

	/** The number of this attempt, from 1. */
	public synchronized long next(String subject) {
		return this.counts.merge(subject, 1L, Long::sum);
	}

	/** Counts anew. */
	public synchronized void clear() {
		this.counts.clear();
	}

}
