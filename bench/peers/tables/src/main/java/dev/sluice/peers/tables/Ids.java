package dev.sluice.peers.tables;

import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

import org.jspecify.annotations.Nullable;

/** UUIDs of version 7, and the notation of TypeID for them. */
public final class Ids {

	/** What sorts after every id. */
	public static final UUID LAST = new UUID(-1L, -1L);

	private static final String ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";

	private static final int LENGTH = 26;

	private Ids() {
	}

	/** A new id, which sorts by the time. */
	static UUID next() {
		ThreadLocalRandom random = ThreadLocalRandom.current();
		long high = (System.currentTimeMillis() << 16) | 0x7000L | random.nextInt(1 << 12);
		return new UUID(high, (random.nextLong() >>> 2) | 0x8000000000000000L);
	}

	static String write(String prefix, UUID id) {
		char[] text = new char[LENGTH];
		long high = id.getMostSignificantBits();
		long low = id.getLeastSignificantBits();
		for (int i = LENGTH - 1; i >= 0; i--) {
			text[i] = ALPHABET.charAt((int) (low & 31));
			low = (low >>> 5) | (high << 59);
			high >>>= 5;
		}
		return prefix + new String(text);
	}

	/** The id of a payment, or null where it is none. */
	public static @Nullable UUID payment(String text) {
		if (text.length() != LENGTH + 4 || !text.startsWith("pay_")) {
			return null;
		}
		long high = 0;
		long low = 0;
		for (int i = 4; i < text.length(); i++) {
			int digit = ALPHABET.indexOf(text.charAt(i));
			if (digit < 0) {
				return null;
			}
			high = (high << 5) | (low >>> 59);
			low = (low << 5) | digit;
		}
		return new UUID(high, low);
	}

	/** How a payment's id is written. */
	public static String payment(UUID id) {
		return write("pay_", id);
	}

}
