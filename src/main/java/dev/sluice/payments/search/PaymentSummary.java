package dev.sluice.payments.search;

import java.math.BigInteger;
import java.time.Instant;
import java.util.List;

/**
 * How many payments there were and for how much, as the API shows it.
 *
 * @param to when it was read
 * @param position the journal's position of the same snapshot
 * @param data by start, status and currency; what has no payments is left out
 * @param declines by code, of the whole window
 */
record PaymentSummary(Instant from, Instant to, long bucketSeconds, long position, List<Group> data,
		List<Declines> declines) {

	/**
	 * The payments of one status and currency that were created in one bucket.
	 *
	 * @param amount the sum of their amounts in minor units, as are the sums that follow
	 */
	record Group(Instant start, String status, String currency, long count, BigInteger amount,
			BigInteger amountCaptured, BigInteger amountRefunded) {
	}

	/** How many payments were declined with a code. */
	record Declines(String code, long count) {
	}

}
