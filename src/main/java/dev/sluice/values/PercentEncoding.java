package dev.sluice.values;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Reads what is percent-encoded (RFC 3986), strictly: octets that are no UTF-8 are not
 * made into something that nobody sent.
 */
public final class PercentEncoding {

	/** How long an escape is, such as {@code %2B}. */
	private static final int ESCAPE = 3;

	private PercentEncoding() {
	}

	/** The text that was encoded; empty where it cannot be read. */
	public static Optional<String> read(String encoded) {
		if (encoded.indexOf('%') < 0) {
			return Optional.of(encoded);
		}
		try {
			return Optional.of(StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(octets(encoded))).toString());
		}
		catch (CharacterCodingException | IllegalArgumentException | IndexOutOfBoundsException ex) {
			return Optional.empty();
		}
	}

	private static byte[] octets(String encoded) {
		ByteArrayOutputStream octets = new ByteArrayOutputStream(encoded.length());
		int done = 0;
		for (int escape = encoded.indexOf('%'); escape >= 0; escape = encoded.indexOf('%', done)) {
			octets.writeBytes(encoded.substring(done, escape).getBytes(StandardCharsets.UTF_8));
			octets.write(HexFormat.fromHexDigits(encoded, escape + 1, escape + ESCAPE));
			done = escape + ESCAPE;
		}
		octets.writeBytes(encoded.substring(done).getBytes(StandardCharsets.UTF_8));
		return octets.toByteArray();
	}

}
