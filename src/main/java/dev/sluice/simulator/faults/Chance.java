package dev.sluice.simulator.faults;

/**
 * What befalls one attempt at something: a pure function of the seed, of what it is, of
 * the attempt and of the fault.
 *
 * @param attempt counted from 1, so that a repeat has another chance
 */
public record Chance(long seed, String subject, long attempt) {

	/** Whether a fault of some rate befalls it. */
	public boolean hits(String fault, double rate) {
		return value(fault) < rate;
	}

	/** A number from 0 to less than 1. */
	public double value(String fault) {
		long hash = mix(this.seed);
		for (int i = 0; i < this.subject.length(); i++) {
			hash = mix(hash ^ this.subject.charAt(i));
		}
		for (int i = 0; i < fault.length(); i++) {
			hash = mix(hash ^ fault.charAt(i));
		}
		return (mix(hash ^ this.attempt) >>> 11) * 0x1.0p-53;
	}

	/** The finalizer of SplitMix64. */
	private static long mix(long value) {
		long z = value + 0x9e3779b97f4a7c15L;
		z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
		z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
		return z ^ (z >>> 31);
	}

}
