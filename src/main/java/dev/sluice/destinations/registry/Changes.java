package dev.sluice.destinations.registry;

import java.util.UUID;

/**
 * Wants to know at once when a merchant has changed a destination, at whichever instance.
 * It must not block; whoever misses one has to find it by himself.
 */
public interface Changes {

	/**
	 * A destination was made, changed or removed, and that is committed.
	 * @param merchant in one of its modes
	 */
	void changed(UUID merchant, UUID destination);

	/** There may have been some that nobody was told of. */
	void missed();

}
