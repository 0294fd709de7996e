package dev.sluice.merchants.standing;

import java.util.HexFormat;
import java.util.UUID;

import dev.sluice.merchants.Mode;

/** What somebody was let in by. */
public sealed interface Credential {

	/** A key, by its id. */
	record Key(UUID id) implements Credential {
	}

	/**
	 * A session in one mode, which is over as soon as it goes over to the other.
	 *
	 * @param hash of its token, in hexadecimal
	 * @param mode which it is in
	 */
	record Session(String hash, Mode mode) implements Credential {

		/** The session of a token whose hash this is. */
		public static Session of(byte[] hash, Mode mode) {
			return new Session(HexFormat.of().formatHex(hash), mode);
		}

	}

	/** The operator's key, which lasts. */
	record OperatorKey() implements Credential {
	}

}
