package dev.sluice.secrets;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A sealed value as it is kept in a column of type {@code bytea}: the version of this
 * layout (1), the length of the key's id, the key's id in ASCII, a nonce of 12 bytes, and
 * the ciphertext with its tag of 16.
 */
public final class Sealed {

	static final int NONCE_LENGTH = 12;

	static final int TAG_LENGTH = 16;

	/** Before the key's id: the version, and the id's length. */
	static final int PREFIX = 2;

	private static final byte VERSION = 1;

	private final byte[] bytes;

	private Sealed(byte[] bytes) {
		this.bytes = bytes;
	}

	/**
	 * A value as a column has it.
	 * @throws IllegalArgumentException where it is none
	 */
	public static Sealed of(byte[] kept) {
		if (kept.length < PREFIX || kept[0] != VERSION || kept.length < PREFIX + kept[1] + NONCE_LENGTH + TAG_LENGTH
				|| kept[1] < 1) {
			throw new IllegalArgumentException("This is no sealed value, or one of a later version");
		}
		return new Sealed(kept.clone());
	}

	static Sealed of(byte[] header, byte[] nonce, byte[] ciphertext) {
		byte[] bytes = Arrays.copyOf(header, header.length + nonce.length + ciphertext.length);
		System.arraycopy(nonce, 0, bytes, header.length, nonce.length);
		System.arraycopy(ciphertext, 0, bytes, header.length + nonce.length, ciphertext.length);
		return new Sealed(bytes);
	}

	/** What all values have in common that are sealed under a key. */
	static byte[] header(String keyId) {
		byte[] id = keyId.getBytes(StandardCharsets.US_ASCII);
		byte[] header = new byte[PREFIX + id.length];
		header[0] = VERSION;
		header[1] = (byte) id.length;
		System.arraycopy(id, 0, header, PREFIX, id.length);
		return header;
	}

	/** For a column of type {@code bytea}. */
	public byte[] bytes() {
		return this.bytes.clone();
	}

	/** The id of the key that it is sealed under. */
	public String keyId() {
		return new String(this.bytes, PREFIX, this.bytes[1], StandardCharsets.US_ASCII);
	}

	byte[] header() {
		return Arrays.copyOf(this.bytes, headerLength());
	}

	byte[] nonce() {
		return Arrays.copyOfRange(this.bytes, headerLength(), headerLength() + NONCE_LENGTH);
	}

	byte[] ciphertext() {
		return Arrays.copyOfRange(this.bytes, headerLength() + NONCE_LENGTH, this.bytes.length);
	}

	private int headerLength() {
		return PREFIX + this.bytes[1];
	}

	@Override
	public String toString() {
		return "Sealed[under " + keyId() + "]";
	}

}
