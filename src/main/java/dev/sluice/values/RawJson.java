package dev.sluice.values;

import java.nio.charset.StandardCharsets;

/** JSON that is encoded already, in UTF-8, and is shared from here on as it is. */
public final class RawJson {

	private final byte[] utf8;

	private RawJson(byte[] utf8) {
		this.utf8 = utf8;
	}

	/** Takes bytes over; the caller leaves them alone from now on. */
	public static RawJson of(byte[] utf8) {
		return new RawJson(utf8);
	}

	/** The bytes themselves, not to be modified. */
	public byte[] utf8() {
		return this.utf8;
	}

	/**
	 * The text, as it is bound to a {@code ::json} parameter. The driver's own JSON type
	 * is sent as {@code jsonb}, which would not keep it to the letter.
	 */
	@Override
	public String toString() {
		return new String(this.utf8, StandardCharsets.UTF_8);
	}

}
