package dev.sluice.merchants.door;

import java.security.MessageDigest;

import dev.sluice.merchants.OperatorSettings;
import dev.sluice.merchants.keys.Secret;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/** The key of whoever runs this gateway, where there is one. */
@Component
class OperatorKey {

	private final byte @Nullable [] hash;

	OperatorKey(OperatorSettings settings) {
		this.hash = settings.isSet() ? new Secret(settings.key()).hash() : null;
	}

	/** Whether it is this; how long that takes says nothing of it. */
	boolean is(Secret key) {
		return this.hash != null && MessageDigest.isEqual(this.hash, key.hash());
	}

}
