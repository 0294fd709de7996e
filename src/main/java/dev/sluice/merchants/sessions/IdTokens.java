package dev.sluice.merchants.sessions;

import java.nio.charset.StandardCharsets;

import dev.sluice.secrets.Sealed;
import dev.sluice.secrets.SealedColumn;
import dev.sluice.secrets.Seals;

import org.springframework.stereotype.Component;

/**
 * The tokens by which the provider knows again who signs out, sealed with each session.
 */
@Component
class IdTokens extends SealedColumn {

	IdTokens() {
		super("sessions", "id_token", "token_hash bytea");
	}

	/** Seals the token of the session with this hash. */
	byte[] seal(Seals seals, byte[] session, String idToken) {
		return seals.seal(place((Object) session), idToken.getBytes(StandardCharsets.UTF_8)).bytes();
	}

	/** Opens the token of the session with this hash. */
	String open(Seals seals, byte[] session, byte[] sealed) {
		return new String(seals.open(place((Object) session), Sealed.of(sealed)), StandardCharsets.UTF_8);
	}

}
