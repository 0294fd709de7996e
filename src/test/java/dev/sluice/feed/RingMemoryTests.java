package dev.sluice.feed;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.LongStream;

import dev.sluice.feed.Segment.Slice;
import dev.sluice.journal.Entry;
import dev.sluice.journal.Selection;
import dev.sluice.values.RawJson;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The memory that the rings of all merchants share. */
class RingMemoryTests {

	private static final int KB = 1024;

	/** The smallest that a ring asks for. */
	private static final int SEGMENT = 64 * KB;

	/** Of which three quarters are 12 segments, for the rings. */
	private static final int ALL = 16 * SEGMENT;

	private final RingMemory memory = new RingMemory(ALL);

	private final List<Long> deaf = new ArrayList<>();

	@Test
	void holdsNoMoreThanItsBoundForAllRingsTogether() {
		List<Ring> rings = new ArrayList<>();
		for (int i = 0; i < 10; i++) {
			rings.add(ring());
			fill(rings.getLast(), 1, 1000, KB);
			assertThat(this.memory.used()).isLessThanOrEqualTo(ALL);
		}

		assertThat(this.memory.inRings()).isBetween(11L * SEGMENT, 12L * SEGMENT);
		assertThat(rings).allMatch((ring) -> ring.bytes() > 0 && ring.reaches(999));
		assertThat(rings).noneMatch((ring) -> ring.reaches(0));
		rings.forEach(Ring::close);
		assertThat(this.memory.used()).isZero();
		assertThat(this.memory.inRings()).isZero();
	}

	@Test
	void isTakenFromTheLargestSoThatABusyMerchantPushesNobodyOut() {
		Ring quiet = ring();
		Ring other = ring();
		fill(quiet, 1, 10, KB);
		fill(other, 1, 200, KB);

		Ring busy = ring();
		fill(busy, 1, 10_000, KB);

		assertThat(read(quiet, 0)).containsExactlyElementsOf(positions(1, 10));
		assertThat(read(other, 0)).containsExactlyElementsOf(positions(1, 200));
		assertThat(busy.bytes()).isBetween(6L * SEGMENT, 9L * SEGMENT);
	}

	@Test
	void isSharedOutInEqualPartsByThoseWhoAreEquallyBusy() {
		List<Ring> rings = List.of(ring(), ring(), ring());
		for (int position = 1; position <= 3000; position++) {
			for (Ring ring : rings) {
				fill(ring, position, position, KB);
			}
		}

		assertThat(rings).allMatch((ring) -> ring.bytes() >= 3 * SEGMENT);
	}

	@Test
	void isTakenAmongEqualsFromWhoHasBeenQuietForLongest() {
		List<Ring> rings = new ArrayList<>();
		for (int i = 0; i < 12; i++) {
			rings.add(ring());
			fill(rings.getLast(), 1, 10, KB);
		}
		Ring next = ring();

		fill(next, 1, 10, KB);

		assertThat(read(next, 0)).containsExactlyElementsOf(positions(1, 10));
		assertThat(rings.getFirst().bytes()).isZero();
		assertThat(rings.getFirst().reaches(10)).isTrue();
		assertThat(rings.getFirst().reaches(9)).isFalse();
		assertThat(rings.subList(1, 12)).allMatch((ring) -> ring.reaches(0));
	}

	@Test
	void leavesNoHoleInARingThatGetsNone() {
		Ring ring = ring();
		fill(ring, 1, 10, KB);
		fill(ring, 11, 11, ALL);

		assertThat(ring.bytes()).isZero();
		assertThat(ring.last()).isEqualTo(11);
		assertThat(ring.reaches(10)).isFalse();
		assertThat(ring.reaches(11)).isTrue();

		fill(ring, 12, 20, KB);
		assertThat(ring.reaches(10)).isFalse();
		assertThat(ring.after(10, Selection.ALL, 5000)).isNull();
		assertThat(read(ring, 11)).containsExactlyElementsOf(positions(12, 20));
	}

	@Test
	void isNotExceededWhateverReadersHold() {
		Ring ring = ring();
		List<Slice> held = new ArrayList<>();
		for (int position = 1; position <= 2000; position++) {
			fill(ring, position, position, KB);
			Slice slice = ring.after(position - 1, Selection.ALL, 5000);
			if (slice != null) {
				held.add(slice);
			}
			assertThat(this.memory.used()).isLessThanOrEqualTo(ALL);
		}

		assertThat(this.memory.untaken()).isGreaterThan(ALL / 2);
		for (Slice slice : held) {
			boolean _ = slice.bytes().release();
		}
		fill(ring, 2001, 3000, KB);
		assertThat(ring.bytes()).isGreaterThan(6 * SEGMENT);
		assertThat(this.memory.untaken()).isZero();
	}

	@Test
	void asksForTheEndOfThoseWhoHoldTheOldestOfWhatWasDropped() {
		Ring ring = ring();
		Ring other = new Ring(this.memory, ALL, 0, (position) -> assertThat(position).isZero());
		fill(other, 1, 1, KB);
		fill(ring, 1, 50, KB);
		Slice few = Objects.requireNonNull(ring.after(0, Selection.ALL, 5000));
		fill(ring, 51, 2000, KB);
		assertThat(this.memory.untaken()).isEqualTo(SEGMENT);
		assertThat(this.deaf).isEmpty();

		List<Slice> many = new ArrayList<>();
		for (int position = 2001; position <= 2500; position++) {
			fill(ring, position, position, KB);
			many.add(Objects.requireNonNull(ring.after(position - 1, Selection.ALL, 5000)));
			if (!this.deaf.isEmpty()) {
				break;
			}
		}
		fill(ring, many.getLast().upTo() + 1, 4000, KB);

		assertThat(this.deaf).isNotEmpty();
		assertThat(this.deaf.getFirst()).as("the last of the first segment").isBetween(50L, 70L);
		assertThat(few.bytes().release()).isTrue();
	}

	/** One that is taken from may be adding, or be read, or end at that very moment. */
	@Test
	void isGivenBackByRingsThatAreTakenFromWhileTheyGrowAreReadAndEnd() throws Exception {
		AtomicBoolean done = new AtomicBoolean();
		try (ExecutorService threads = Executors.newCachedThreadPool()) {
			List<Future<?>> writers = new ArrayList<>();
			Queue<Future<?>> readers = new ConcurrentLinkedQueue<>();
			for (int i = 0; i < 6; i++) {
				int size = (i + 1) * 500;
				writers.add(threads.submit(() -> {
					for (int round = 0; round < 20; round++) {
						Ring ring = ring();
						readers.add(threads.submit(() -> follow(ring, done)));
						fill(ring, 1, 1500, size);
						assertThat(this.memory.used()).isLessThanOrEqualTo(ALL);
						ring.close();
					}
				}));
			}
			for (Future<?> writer : writers) {
				writer.get();
			}
			done.set(true);
			for (Future<?> reader : readers) {
				reader.get();
			}
		}

		assertThat(this.memory.used()).isZero();
		assertThat(this.memory.inRings()).isZero();
	}

	/** What it is given follows; where it is given nothing, it is told so. */
	private static void follow(Ring ring, AtomicBoolean done) {
		long position = 0;
		while (!done.get() && position < 1500) {
			Slice slice = ring.after(position, Selection.ALL, 5000);
			if (slice != null) {
				assertThat(slice.bytes().toString(StandardCharsets.UTF_8)).startsWith("id: " + (position + 1) + "\n");
				position = slice.upTo();
				boolean _ = slice.bytes().release();
			}
			else if (!ring.reaches(position)) {
				position = ring.last();
			}
			Thread.onSpinWait();
		}
	}

	private Ring ring() {
		return new Ring(this.memory, 2 * ALL, 0, this.deaf::add);
	}

	private static List<Long> positions(long from, long to) {
		return LongStream.rangeClosed(from, to).boxed().toList();
	}

	private static void fill(Ring ring, long from, long to, int size) {
		RawJson data = RawJson.of(("\"" + "x".repeat(size) + "\"").getBytes(StandardCharsets.US_ASCII));
		for (long position = from; position <= to; position++) {
			ring.add(new Entry(position, UUID.randomUUID(), 1, "test.event", Instant.EPOCH, null, data));
		}
	}

	private static List<Long> read(Ring ring, long after) {
		List<Long> positions = new ArrayList<>();
		long position = after;
		for (Slice slice = ring.after(position, Selection.ALL, 1); slice != null; slice = ring.after(position,
				Selection.ALL, 1)) {
			position = slice.upTo();
			positions.add(position);
			boolean _ = slice.bytes().release();
		}
		return positions;
	}

}
