package dev.sluice.merchants.standing;

import java.util.HexFormat;
import java.util.UUID;

/** What somebody was let in by. */
public sealed interface Credential {

	/** A key, by its id. */
	record Key(UUID id) implements Credential {
	}

	/** A session, by the hash of its token in hexadecimal. */
	record Session(String hash) implements Credential {

		/** The session of a token whose hash this is. */
		public static Session of(byte[] hash) {
			return new Session(HexFormat.of().formatHex(hash));
		}

	}

	/** The operator's key, which lasts. */
	record OperatorKey() implements Credential {
	}

}
