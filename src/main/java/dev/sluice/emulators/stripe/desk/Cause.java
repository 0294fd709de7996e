package dev.sluice.emulators.stripe.desk;

import org.jspecify.annotations.Nullable;

/**
 * By which request something happened.
 *
 * @param request its id; null where it happened by itself
 * @param key its idempotency key; null where it had none
 */
public record Cause(@Nullable String request, @Nullable String key) {

	/** None: the time had come. */
	public static final Cause TIME = new Cause(null, null);

}
