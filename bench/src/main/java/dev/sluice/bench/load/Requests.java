package dev.sluice.bench.load;

import java.nio.ByteBuffer;

/**
 * The requests that a load sends: bytes that were built before, of which little is new.
 */
public interface Requests {

	/** How many bytes the longest of them has. */
	int longest();

	/** Puts the next one into a buffer that is empty. */
	void next(ByteBuffer out);

	/** How many bytes the longest of some has. */
	static int longest(byte[][] requests) {
		int longest = 0;
		for (byte[] request : requests) {
			longest = Math.max(longest, request.length);
		}
		return longest;
	}

	/** Whether an answer is what was asked for. */
	boolean isGood(int status);

}
