package dev.sluice.merchants.sessions;

import java.time.Instant;
import java.util.Set;

import dev.sluice.merchants.Caller;
import dev.sluice.merchants.Mode;
import dev.sluice.merchants.Role;
import dev.sluice.merchants.keys.Secret;
import org.jspecify.annotations.Nullable;

/**
 * An open session.
 *
 * @param token the secret that opens it
 * @param caller whose it is
 * @param role what a person is; null where it is a key's
 * @param modes which it can be in
 * @param expiresAt when it is over at the latest
 */
public record Session(Secret token, Caller caller, @Nullable Role role, Set<Mode> modes, Instant expiresAt) {

	/** Which mode it is in. */
	public Mode mode() {
		return this.caller.owner().mode();
	}

}
