package dev.sluice.merchants.standing;

/** Wants to know which of those who are read with are not good any more. */
public interface EndListener {

	/** A key was revoked, or a session has ended. Must not block. */
	void ended(Credential credential);

}
