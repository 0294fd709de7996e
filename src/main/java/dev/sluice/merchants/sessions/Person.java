package dev.sluice.merchants.sessions;

import java.util.Set;
import java.util.UUID;

import dev.sluice.merchants.Actor;
import dev.sluice.merchants.Mode;
import dev.sluice.merchants.Role;

/**
 * Somebody whom the provider of sign-in vouches for.
 *
 * @param who as the provider knows him
 * @param role what he may do
 * @param merchant the id of the merchant that he acts for
 * @param modes which he may see, one at least
 * @param idToken by which the provider knows him again when he signs out
 */
public record Person(Actor.Person who, Role role, UUID merchant, Set<Mode> modes, String idToken) {

	/** In which mode he starts: nothing is at stake in test mode. */
	Mode firstMode() {
		return this.modes.contains(Mode.TEST) ? Mode.TEST : Mode.LIVE;
	}

	/** Never the token. */
	@Override
	public String toString() {
		return "Person[" + this.who + ", " + this.role + "]";
	}

}
