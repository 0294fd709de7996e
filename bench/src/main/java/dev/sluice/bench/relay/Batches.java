package dev.sluice.bench.relay;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

import dev.sluice.bench.run.Figures;

/** What the heads of a topic's batches say of who has written them. */
final class Batches {

	private static final List<String> CODECS = List.of("none", "gzip", "snappy", "lz4", "zstd");

	private static final int HEAD = 61;

	/** Where the length is, and what comes before it. */
	private static final int LENGTH = 8;

	private static final int ATTRIBUTES = 21;

	private static final int RECORDS = 57;

	private static final int TRANSACTIONAL = 0x10;

	private static final int CONTROL = 0x20;

	private final Set<String> codecs = new TreeSet<>();

	private long batches;

	private long records;

	private long bytes;

	private long markers;

	private long loose;

	/** Adds what is in the segments of a partition. */
	void add(Path folder) throws IOException {
		try (Stream<Path> files = Files.list(folder)) {
			for (Path segment : files.filter((file) -> file.toString().endsWith(".log")).toList()) {
				read(segment);
			}
		}
	}

	private void read(Path segment) throws IOException {
		ByteBuffer head = ByteBuffer.allocate(HEAD);
		try (FileChannel file = FileChannel.open(segment)) {
			for (long at = 0; file.read(head.clear(), at) == HEAD && head.getInt(LENGTH) > 0;) {
				int length = head.getInt(LENGTH) + LENGTH + Integer.BYTES;
				add(head.getShort(ATTRIBUTES), head.getInt(RECORDS), length);
				at += length;
			}
		}
	}

	private void add(short attributes, int count, int length) {
		if ((attributes & CONTROL) != 0) {
			this.markers++;
			return;
		}
		this.codecs.add(CODECS.get(attributes & 7));
		this.batches++;
		this.records += count;
		this.bytes += length;
		this.loose += ((attributes & TRANSACTIONAL) != 0) ? 0 : 1;
	}

	/** How they are compressed; with several names where they differ. */
	String codec() {
		return this.codecs.isEmpty() ? "none" : String.join("+", this.codecs);
	}

	@Override
	public String toString() {
		double all = Math.max(1, this.batches);
		return "compression " + codec() + ", " + Figures.number(this.records / all) + " records and "
				+ Figures.number(this.bytes / all / 1024) + " kB a batch, "
				+ Figures.number(this.records / (double) Math.max(1, this.markers)) + " records to a commit's marker"
				+ ((this.loose > 0) ? ", " + this.loose + " batches of no transaction" : "");
	}

}
