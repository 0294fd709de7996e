package dev.sluice.values;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import com.github.f4b6a3.uuid.factory.standard.TimeOrderedEpochFactory;

/**
 * The TypeID notation of an id: a prefix that names the type, an underscore and a UUIDv7
 * in 26 characters of lower-case Crockford base32, so that ids sort by the time they were
 * made.
 *
 * @see <a href="https://github.com/jetify-com/typeid/tree/main/spec">TypeID
 * specification</a>
 */
public final class TypeId {

	private static final char[] ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz".toCharArray();

	private static final byte[] DIGITS = digits();

	private static final int LENGTH = 26;

	/** The first 48 bits of a UUIDv7 are its milliseconds. */
	private static final int TIME_SHIFT = 16;

	/** The machine's, then those of applications that run in this JVM. */
	private static final List<InstantSource> CLOCKS = new ArrayList<>(List.of(InstantSource.system()));

	private static volatile InstantSource clock = CLOCKS.getLast();

	private static final TimeOrderedEpochFactory IDS = TimeOrderedEpochFactory.builder()
		.withTimeFunction(() -> clock.millis())
		.build();

	private TypeId() {
	}

	/** Makes a new time-ordered UUID (version 7), unique without coordination. */
	public static UUID next() {
		return IDS.create();
	}

	/**
	 * Says which clock new ids are to sort by; it is the machine's until then.
	 * @return forgets the clock when it stops: ids sort by the one before it then
	 */
	public static synchronized Runnable tellTimeBy(InstantSource source) {
		CLOCKS.add(source);
		clock = source;
		return () -> forget(source);
	}

	private static synchronized void forget(InstantSource source) {
		var _ = CLOCKS.remove(source);
		clock = CLOCKS.getLast();
	}

	/** What sorts right before all that {@link #next} makes from an instant on. */
	public static UUID first(Instant instant) {
		return new UUID(Math.max(0, instant.toEpochMilli()) << TIME_SHIFT, 0);
	}

	/** Writes an id, such as {@code pay_01h2xcejqtf2nbrexx3vqjhp41}. */
	public static String write(String prefix, UUID id) {
		char[] text = new char[LENGTH];
		long high = id.getMostSignificantBits();
		long low = id.getLeastSignificantBits();
		for (int i = LENGTH - 1; i >= 0; i--) {
			text[i] = ALPHABET[(int) (low & 31)];
			low = (low >>> 5) | (high << 59);
			high >>>= 5;
		}
		return prefix + '_' + new String(text);
	}

	/**
	 * Reads an id of the given prefix.
	 * @return the UUID, or empty where the text is not such an id
	 */
	public static Optional<UUID> read(String prefix, String text) {
		int start = prefix.length() + 1;
		if (text.length() != start + LENGTH || !text.startsWith(prefix) || text.charAt(start - 1) != '_'
				|| text.charAt(start) > '7') {
			return Optional.empty();
		}
		long high = 0;
		long low = 0;
		for (int i = start; i < text.length(); i++) {
			int digit = (text.charAt(i) < DIGITS.length) ? DIGITS[text.charAt(i)] : -1;
			if (digit < 0) {
				return Optional.empty();
			}
			high = (high << 5) | (low >>> 59);
			low = (low << 5) | digit;
		}
		return Optional.of(new UUID(high, low));
	}

	private static byte[] digits() {
		byte[] digits = new byte[128];
		Arrays.fill(digits, (byte) -1);
		for (int i = 0; i < ALPHABET.length; i++) {
			digits[ALPHABET[i]] = (byte) i;
		}
		return digits;
	}

}
