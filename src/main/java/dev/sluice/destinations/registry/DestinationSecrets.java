package dev.sluice.destinations.registry;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.UUID;

import dev.sluice.secrets.Sealed;
import dev.sluice.secrets.Seals;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * The secrets that events are signed with: 32 random bytes each, sealed for the row that
 * keeps them.
 */
@Component
public class DestinationSecrets {

	/** As Standard Webhooks marks a secret in text. */
	private static final String PREFIX = "whsec_";

	private static final int LENGTH = 32;

	private static final SecureRandom RANDOM = new SecureRandom();

	private final Seals seals;

	private final SecretColumn current;

	private final PreviousSecretColumn previous;

	DestinationSecrets(Seals seals, SecretColumn current, PreviousSecretColumn previous) {
		this.seals = seals;
		this.current = current;
		this.previous = previous;
	}

	/**
	 * Opens what a row has.
	 * @param sealedPrevious the secret that still signs too; null for none
	 * @return the secrets as they are, not in text, the newest first
	 * @throws dev.sluice.secrets.SealException where one cannot be opened here
	 */
	public List<byte[]> open(UUID merchant, UUID destination, byte[] sealedSecret, byte @Nullable [] sealedPrevious) {
		byte[] secret = this.seals.open(this.current.place(merchant, destination), Sealed.of(sealedSecret));
		return (sealedPrevious != null)
				? List.of(secret,
						this.seals.open(this.previous.place(merchant, destination), Sealed.of(sealedPrevious)))
				: List.of(secret);
	}

	/** A new secret of a destination. */
	Made make(UUID merchant, UUID destination) {
		byte[] secret = new byte[LENGTH];
		RANDOM.nextBytes(secret);
		return new Made(PREFIX + Base64.getEncoder().encodeToString(secret),
				this.seals.seal(this.current.place(merchant, destination), secret));
	}

	/** The secret of a row, sealed for the time in which another takes over from it. */
	Sealed retire(UUID merchant, UUID destination, Sealed sealed) {
		byte[] secret = this.seals.open(this.current.place(merchant, destination), sealed);
		return this.seals.seal(this.previous.place(merchant, destination), secret);
	}

	/**
	 * A secret that was made.
	 *
	 * @param text for its merchant, this once
	 * @param sealed for the row
	 */
	record Made(String text, Sealed sealed) {

		/** Never the secret. */
		@Override
		public String toString() {
			return "Made[]";
		}

	}

}
