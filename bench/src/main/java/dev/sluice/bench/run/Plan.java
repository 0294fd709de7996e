package dev.sluice.bench.run;

/**
 * How long is measured, and how often.
 *
 * @param slice in seconds
 * @param warmup slices for each contender that are not counted
 * @param warm operations that each has done before the first that counts, at least
 */
public record Plan(boolean smoke, int slices, double slice, int warmup, int warm) {

	public static Plan of(Options options) {
		boolean smoke = options.flag("smoke");
		return new Plan(smoke, options.number("slices", smoke ? 2 : 7),
				options.seconds("slice", smoke ? 3 : 10).toMillis() / 1000.0, options.number("warmup", smoke ? 1 : 6),
				options.number("warm", 0));
	}

}
