package dev.sluice.bench.relay;

import java.nio.charset.StandardCharsets;
import java.util.BitSet;

import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * What of some merchants' journals has come by a topic: each position once, and the
 * events of a payment in order. The number of the merchant is the start of the payments'
 * ids.
 */
final class Journals {

	private static final byte[] POSITION = "\"id\":".getBytes(StandardCharsets.US_ASCII);

	private static final byte[] PAYMENT = "\"payment_id\":\"pay_".getBytes(StandardCharsets.US_ASCII);

	private static final String ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";

	/** Digits that hold the first 32 bits of an id, with the 2 bits before them. */
	private static final int DIGITS = 7;

	private final BitSet[] seen;

	/** By merchant and payment the partition of its first event, from 1. */
	private final short[][] partitions;

	private long records;

	private long others;

	private long repeated;

	private long disordered;

	/**
	 * The journals of the first merchants.
	 * @param most how many events each may come to have
	 */
	Journals(int merchants, int most) {
		this.seen = new BitSet[merchants + 1];
		this.partitions = new short[merchants + 1][most / 2 + 2];
		for (int i = 0; i <= merchants; i++) {
			this.seen[i] = new BitSet();
		}
	}

	/** Takes a record; those of other merchants are only counted. */
	void take(ConsumerRecord<byte[], byte[]> record) {
		byte[] value = record.value();
		int payment = after(value, PAYMENT);
		int merchant = (payment < 0) ? 0 : merchant(value, payment);
		if (merchant < 1 || merchant >= this.seen.length) {
			this.others++;
			return;
		}
		this.records++;
		int position = number(value, after(value, POSITION));
		if (this.seen[merchant].get(position)) {
			this.repeated++;
			return;
		}
		this.seen[merchant].set(position);
		// Odd ones are those of a payment's creation, the next ones those of its capture.
		short partition = (short) (record.partition() + 1);
		short[] firsts = this.partitions[merchant];
		if (position % 2 == 1) {
			firsts[position / 2] = partition;
		}
		else if (firsts[position / 2 - 1] != partition) {
			this.disordered++;
		}
	}

	long records() {
		return this.records;
	}

	/** Refuses gaps, repeats and disorder, once the journals are so long. */
	void check(int length) {
		for (int merchant = 1; merchant < this.seen.length; merchant++) {
			int gap = this.seen[merchant].nextClearBit(1);
			if (gap != length + 1 || this.seen[merchant].cardinality() != length) {
				throw new IllegalStateException("Merchant " + merchant + " has " + this.seen[merchant].cardinality()
						+ " of " + length + " events, the first missing one is " + gap);
			}
		}
		if (this.repeated > 0 || this.disordered > 0) {
			throw new IllegalStateException(this.repeated + " events came more than once, " + this.disordered
					+ " before the one that was before them");
		}
	}

	@Override
	public String toString() {
		return this.records + " events, " + this.repeated + " repeated, " + this.disordered + " out of order, "
				+ this.others + " of others";
	}

	private static int merchant(byte[] value, int at) {
		long bits = 0;
		for (int i = at; i < at + DIGITS; i++) {
			bits = (bits << 5) | ALPHABET.indexOf(value[i]);
		}
		// 35 bits, of which the first two are none of the id's, and the last one is the
		// next
		// group's.
		return (int) ((bits >> 1) & 0xffff_ffffL);
	}

	private static int number(byte[] value, int at) {
		int number = 0;
		for (int i = at; i >= 0 && i < value.length && value[i] >= '0' && value[i] <= '9'; i++) {
			number = 10 * number + value[i] - '0';
		}
		return number;
	}

	private static int after(byte[] value, byte[] mark) {
		int matched = 0;
		for (int i = 0; i < value.length; i++) {
			matched = (value[i] == mark[matched]) ? matched + 1 : (value[i] == mark[0]) ? 1 : 0;
			if (matched == mark.length) {
				return i + 1;
			}
		}
		return -1;
	}

}
