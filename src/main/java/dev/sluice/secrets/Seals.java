package dev.sluice.secrets;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;

import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Seals what must be kept secret and read again (AES-256-GCM), for a place, and opens it
 * there. Nothing blocks; any thread may call. A key is good for four thousand million
 * values, since nonces are drawn.
 */
public final class Seals {

	private static final String CIPHER = "AES/GCM/NoPadding";

	private static final SecureRandom RANDOM = new SecureRandom();

	private final SealingKeys keys;

	Seals(SealingKeys keys) {
		this.keys = keys;
	}

	/**
	 * Seals a value under the key that is current.
	 * @param place where it will be kept, and alone be opened
	 */
	public Sealed seal(Place place, byte[] secret) {
		byte[] header = Sealed.header(this.keys.current());
		byte[] nonce = new byte[Sealed.NONCE_LENGTH];
		RANDOM.nextBytes(nonce);
		SecretKeySpec key = this.keys.find(this.keys.current()).orElseThrow();
		try {
			return Sealed.of(header, nonce, run(Cipher.ENCRYPT_MODE, key, nonce, place.covered(header), secret));
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * Opens what was sealed for this place.
	 * @throws SealException.MissingKey where its key is not there, which it names
	 * @throws SealException.Broken where it was changed, or is another place's
	 */
	public byte[] open(Place place, Sealed sealed) {
		SecretKeySpec key = this.keys.find(sealed.keyId())
			.orElseThrow(() -> new SealException.MissingKey(sealed.keyId(), place));
		try {
			return run(Cipher.DECRYPT_MODE, key, sealed.nonce(), place.covered(sealed.header()), sealed.ciphertext());
		}
		catch (AEADBadTagException ex) {
			throw new SealException.Broken(sealed.keyId(), place);
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/** The id of the key that is current. */
	String current() {
		return this.keys.current();
	}

	/** Whether a value is sealed under the key that is current. */
	public boolean isCurrent(Sealed sealed) {
		return sealed.keyId().equals(this.keys.current());
	}

	private static byte[] run(int mode, SecretKeySpec key, byte[] nonce, byte[] covered, byte[] input)
			throws GeneralSecurityException {
		Cipher cipher = Cipher.getInstance(CIPHER);
		cipher.init(mode, key, new GCMParameterSpec(Sealed.TAG_LENGTH * Byte.SIZE, nonce));
		cipher.updateAAD(covered);
		return cipher.doFinal(input);
	}

}
