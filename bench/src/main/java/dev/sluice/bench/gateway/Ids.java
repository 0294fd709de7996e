package dev.sluice.bench.gateway;

import java.util.UUID;

/** The gateway's notation of ids. */
public final class Ids {

	private static final String ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";

	private Ids() {
	}

	/** The id of a payment, as the API writes it. */
	public static String payment(UUID id) {
		return write("pay_", id);
	}

	/** The id of an operation, as processors are told it. */
	public static String operation(UUID id) {
		return write("op_", id);
	}

	private static String write(String prefix, UUID id) {
		char[] text = new char[26];
		long high = id.getMostSignificantBits();
		long low = id.getLeastSignificantBits();
		for (int i = text.length - 1; i >= 0; i--) {
			text[i] = ALPHABET.charAt((int) (low & 31));
			low = (low >>> 5) | (high << 59);
			high >>>= 5;
		}
		return prefix + new String(text);
	}

}
