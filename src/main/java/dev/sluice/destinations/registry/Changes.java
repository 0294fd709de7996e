package dev.sluice.destinations.registry;

import java.util.UUID;

import dev.sluice.merchants.MerchantId;

/** Wants to know at once when a merchant has changed a destination. */
public interface Changes {

	/**
	 * A destination was made, changed or removed, and that is committed. It must not
	 * block; whoever misses one has to find it by himself.
	 */
	void changed(MerchantId merchant, UUID destination);

}
