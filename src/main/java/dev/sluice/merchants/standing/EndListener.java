package dev.sluice.merchants.standing;

import java.util.UUID;

/** Wants to know which of those who were let in are not good any more. */
public interface EndListener {

	/**
	 * A key was revoked or changed, or a session has ended. Must not block.
	 */
	void ended(Credential credential);

	/** Something became of a merchant. Must not block. */
	void changed(UUID merchant);

	/** Something may have been missed. Must not block. */
	void missed();

}
