package dev.sluice.testing.observe;

import org.springframework.boot.test.system.CapturedOutput;

/**
 * Final words of processors that are not what is recorded, of one payment. The counter is
 * of all payments, and what other tests have left may be found to be one again and again.
 */
public final class NoticedContradictions {

	private NoticedContradictions() {
	}

	/** How many were logged of a payment, by its id. */
	public static long of(String payment, CapturedOutput output) {
		return output.getOut()
			.lines()
			.filter((line) -> line.contains(" says that ") && line.contains(" of " + payment + " is "))
			.count();
	}

}
