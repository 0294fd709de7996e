package dev.sluice.feed;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import java.util.stream.LongStream;

import dev.sluice.feed.Segment.Slice;
import dev.sluice.journal.Entry;
import dev.sluice.journal.Selection;
import dev.sluice.values.RawJson;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The ring of encoded events. */
class RingTests {

	private static final Pattern ID = Pattern.compile("^id: (\\d+)$", Pattern.MULTILINE);

	private static final int MANY_BYTES = 1 << 20;

	private final RingMemory memory = new RingMemory(64 * MANY_BYTES);

	@Test
	void givesEverythingAfterAPositionInOrder() {
		Ring ring = ring(MANY_BYTES, 10);
		fill(ring, 11, 1000, 400);

		for (long after : new long[] { 10, 11, 500, 998, 999 }) {
			assertThat(read(ring, after, Selection.ALL, 5000))
				.containsExactlyElementsOf(LongStream.rangeClosed(after + 1, 1000).boxed().toList());
		}
		assertThat(ring.after(1000, Selection.ALL, 5000)).isNull();
		assertThat(ring.reaches(1000)).isTrue();
	}

	@Test
	void dropsTheOldestAndSaysSo() {
		Ring ring = ring(200_000, 0);
		fill(ring, 1, 1000, 1000);

		assertThat(ring.bytes()).isLessThanOrEqualTo(200_000);
		assertThat(ring.reaches(0)).isFalse();
		assertThat(ring.after(0, Selection.ALL, 5000)).isNull();
		assertThat(ring.reaches(950)).isTrue();
		assertThat(read(ring, 950, Selection.ALL, 5000)).hasSize(50);
	}

	@Test
	void takesAnEventThatIsLargerThanASegment() {
		Ring ring = ring(MANY_BYTES, 0);
		fill(ring, 1, 1, 10);
		fill(ring, 2, 2, 200_000);
		fill(ring, 3, 3, 10);

		assertThat(read(ring, 0, Selection.ALL, 5000)).containsExactly(1L, 2L, 3L);
	}

	@Test
	void passesOverWhatIsNotSelected() {
		Ring ring = ring(MANY_BYTES, 0);
		fill(ring, 1, 600, 50);
		Selection odd = new Selection(Set.of("test.odd"), Optional.empty());
		Selection none = new Selection(Set.of("test.none"), Optional.empty());

		assertThat(read(ring, 0, odd, 5000)).hasSize(300).allMatch((id) -> id % 2 == 1);
		assertThat(read(ring, 0, none, 5000)).isEmpty();
	}

	@Test
	void givesItsMemoryBackButNotWhatAReaderHolds() {
		Ring ring = ring(MANY_BYTES, 0);
		fill(ring, 1, 10, 50);
		Slice held = Objects.requireNonNull(ring.after(0, Selection.ALL, 5000));

		ring.close();

		assertThat(held.bytes().toString(StandardCharsets.UTF_8)).startsWith("id: 1\n");
		assertThat(held.bytes().release()).isTrue();
		assertThat(this.memory.used()).isZero();
	}

	/** What it reads may be dropped at that very moment. */
	@Test
	void givesAReaderAtItsOldEndWhatFollowsOrNothing() throws Exception {
		int events = 100_000;
		Ring ring = ring(300_000, 0);
		AtomicBoolean done = new AtomicBoolean();
		CountDownLatch reading = new CountDownLatch(1);
		FutureTask<Integer> reader = new FutureTask<>(() -> readFromTheOldEnd(ring, done, reading));
		fill(ring, 1, 150, 1000);
		Thread thread = Thread.ofPlatform().start(reader);
		assertThat(reading.await(1, TimeUnit.MINUTES)).isTrue();

		fill(ring, 151, events, 1000);
		done.set(true);
		thread.join();

		assertThat(reader.get()).isPositive();
		ring.close();
		assertThat(this.memory.used()).isZero();
	}

	private static int readFromTheOldEnd(Ring ring, AtomicBoolean done, CountDownLatch reading) {
		int pieces = 0;
		long position = 0;
		while (!done.get()) {
			Slice slice = ring.after(position, Selection.ALL, 5000);
			if (slice == null) {
				position = Math.max(0, ring.last() - 150);
				continue;
			}
			String text = slice.bytes().toString(StandardCharsets.UTF_8);
			boolean _ = slice.bytes().release();
			assertThat(text).startsWith("id: " + (position + 1) + "\n");
			position++;
			pieces++;
			reading.countDown();
		}
		return pieces;
	}

	private Ring ring(int bytes, long head) {
		return new Ring(this.memory, bytes, head, (position) -> {
		});
	}

	private static void fill(Ring ring, long from, long to, int size) {
		for (long position = from; position <= to; position++) {
			ring.add(new Entry(position, UUID.randomUUID(), 1, (position % 2 == 1) ? "test.odd" : "test.even",
					Instant.EPOCH, null,
					RawJson.of(("\"" + "x".repeat(size) + "\"").getBytes(StandardCharsets.US_ASCII))));
		}
	}

	private static List<Long> read(Ring ring, long after, Selection selection, int maxBytes) {
		List<Long> ids = new ArrayList<>();
		long position = after;
		for (Slice slice = ring.after(position, selection, maxBytes); slice != null; slice = ring.after(position,
				selection, maxBytes)) {
			position = slice.upTo();
			ID.matcher(slice.bytes().toString(StandardCharsets.UTF_8))
				.results()
				.forEach((id) -> ids.add(Long.valueOf(id.group(1))));
			assertThat(slice.bytes().readableBytes() <= maxBytes || slice.bytes().readableBytes() > 100_000).isTrue();
			boolean _ = slice.bytes().release();
		}
		return ids;
	}

}
