package dev.sluice.bench.destinations;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.BitSet;
import java.util.List;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** What has come for one destination, by position. Its receiver's thread alone writes. */
final class Inbox {

	/** Of so many deliveries one is kept, to be looked at afterwards. */
	private static final int SAMPLE = 500;

	private static final String PREFIX = "whsec_";

	private final BitSet seen = new BitSet();

	private final List<byte[]> samples = new ArrayList<>();

	private volatile int distinct;

	private volatile int repeats;

	/** Takes a delivery; whether it is new, and to be kept, as the first event is. */
	@SuppressWarnings("NonAtomicOperationOnVolatileField")
	boolean take(int position) {
		if (this.seen.get(position)) {
			this.repeats++;
			return false;
		}
		this.seen.set(position);
		return this.distinct++ % SAMPLE == 0 || position == 1;
	}

	void keep(byte[] message) {
		this.samples.add(message);
	}

	int distinct() {
		return this.distinct;
	}

	int repeats() {
		return this.repeats;
	}

	/** The whole request with the first event, headers and all. */
	String first() {
		return this.samples.stream()
			.map((message) -> new String(message, StandardCharsets.UTF_8))
			.filter((message) -> header(message, "webhook-id").endsWith("_1"))
			.findFirst()
			.orElseThrow();
	}

	/** Refuses gaps and signatures that are wrong, once all has come. */
	void check(int from, int to, String secret) throws GeneralSecurityException {
		int gap = this.seen.nextClearBit(from);
		if (gap <= to || this.seen.cardinality() != to - from + 1) {
			throw new IllegalStateException("Not exactly the events " + from + " to " + to + " have come: "
					+ this.seen.cardinality() + ", the first missing one is " + gap);
		}
		byte[] key = Base64.getDecoder().decode(secret.substring(PREFIX.length()));
		for (byte[] sample : this.samples) {
			checkSignature(new String(sample, StandardCharsets.UTF_8), key);
		}
	}

	/** How many signatures were looked at. */
	int samples() {
		return this.samples.size();
	}

	private static void checkSignature(String message, byte[] key) throws GeneralSecurityException {
		String body = message.substring(message.indexOf("\r\n\r\n") + 4);
		String signed = header(message, "webhook-id") + "." + header(message, "webhook-timestamp") + "." + body;
		Mac mac = Mac.getInstance("HmacSHA256");
		mac.init(new SecretKeySpec(key, "HmacSHA256"));
		String expected = "v1,"
				+ Base64.getEncoder().encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
		if (!expected.equals(header(message, "webhook-signature"))) {
			throw new IllegalStateException("The signature is not " + expected + ":\n" + message);
		}
	}

	private static String header(String message, String name) {
		int at = message.indexOf("\r\n" + name + ": ") + name.length() + 4;
		return message.substring(at, message.indexOf('\r', at));
	}

}
