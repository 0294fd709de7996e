package dev.sluice.emulators.notices;

import java.time.Instant;

/** How an emulator signs what it sends. */
public interface Sealing {

	/** Whose notices it signs. */
	String emulator();

	/**
	 * Signs a notice for this attempt.
	 * @param secret as it was put down with the notice
	 * @param now what the sender's clock says
	 */
	Letter seal(String secret, String body, Instant now);

	/** Something untrue whose signature is not right. */
	Letter forge(String body, Instant now);

}
