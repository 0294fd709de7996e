package dev.sluice.destinations.cursors;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

import dev.sluice.journal.Entry;
import dev.sluice.journal.EntryPage;
import dev.sluice.values.RawJson;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

/**
 * In which order events are brought, and how far the cursor goes, whatever is refused.
 */
class WindowTests {

	private static final UUID ONE = new UUID(0, 1);

	private static final UUID OTHER = new UUID(0, 2);

	private final Window window = new Window(0, Map.of());

	@Test
	void oneEventOfASubjectIsUnderWayAtATime() {
		this.window.add(page(ONE, ONE, OTHER));

		Item first = next();

		assertThat(positions(first, next())).containsExactly(1L, 3L);
		assertThat(this.window.next()).isNull();
		this.window.arrived(first);
		assertThat(next().entry().position()).isEqualTo(2);
	}

	@Test
	void theCursorWaitsForWhatIsUnderWay() {
		this.window.add(page(ONE, OTHER));
		Item first = next();
		Item second = next();

		this.window.arrived(second);
		assertThat(this.window.cursor()).isZero();

		this.window.arrived(first);
		assertThat(this.window.cursor()).isEqualTo(2);
	}

	@Test
	void whatIsNotWantedIsPassedBy() {
		this.window.add(new EntryPage(List.of(), 40, false));

		assertThat(this.window.cursor()).isEqualTo(40);
	}

	@Test
	void whatIsRefusedIsHeldWithAllThatFollowsOfItsSubject() {
		this.window.add(page(ONE, ONE, OTHER));

		this.window.refused(next());
		this.window.arrived(next());
		this.window.add(new EntryPage(List.of(entry(4, ONE), entry(5, OTHER)), 5, false));

		assertThat(this.window.takeToHold()).extracting(Window.Held::position, Window.Held::attempts)
			.containsExactly(tuple(1L, 1), tuple(2L, 0), tuple(4L, 0));
		assertThat(next().entry().position()).isEqualTo(5);
		assertThat(this.window.cursor()).isEqualTo(4);
		assertThat(this.window.held()).isEqualTo(3);
	}

	@Test
	void aSubjectGoesOnWhenNothingOfItIsHeldAnyMore() {
		Window later = new Window(9, Map.of(ONE, Set.of(3L, 5L)));
		later.addHeld(entry(3, ONE), 4, false);
		later.arrived(Objects.requireNonNull(later.next()));
		later.add(new EntryPage(List.of(entry(10, ONE)), 10, false));

		assertThat(later.next()).as("one more is held").isNull();

		later.addHeld(entry(5, ONE), 0, false);
		later.arrived(Objects.requireNonNull(later.next()));
		assertThat(later.takeToHold()).containsExactly(new Window.Held(10, ONE, 0));
		later.addHeld(entry(10, ONE), 0, false);
		later.arrived(Objects.requireNonNull(later.next()));
		later.add(new EntryPage(List.of(entry(11, ONE)), 11, false));

		assertThat(later.takeReleased()).containsExactly(3L, 5L, 10L);
		assertThat(Objects.requireNonNull(later.next()).entry().position()).isEqualTo(11);
	}

	@Test
	void whatIsRefusedAgainIsHeldLonger() {
		Window later = new Window(9, Map.of(ONE, Set.of(3L)));
		later.addHeld(entry(3, ONE), 4, false);

		later.refused(Objects.requireNonNull(later.next()));

		assertThat(later.takeToHold()).containsExactly(new Window.Held(3, ONE, 5));
		assertThat(later.held()).isOne();
		assertThat(later.cursor()).isEqualTo(9);
	}

	@Test
	void whatIsHeldAlreadyIsNotTakenInAgain() {
		Window later = new Window(1, Map.of(ONE, Set.of(2L)));
		later.addHeld(entry(2, ONE), 3, false);
		later.arrived(Objects.requireNonNull(later.next()));

		later.add(new EntryPage(List.of(entry(2, ONE), entry(3, ONE)), 3, false));

		assertThat(Objects.requireNonNull(later.next()).entry().position()).isEqualTo(3);
		assertThat(later.takeToHold()).isEmpty();
		assertThat(later.takeReleased()).containsExactly(2L);
	}

	@Test
	void whatLiesBehindSomethingThatArrivedIsHeldWhenItCloses() {
		this.window.add(page(ONE, OTHER, ONE, new UUID(0, 3)));
		var _ = next();
		Item second = next();
		this.window.arrived(second);

		this.window.close();

		assertThat(this.window.takeToHold()).containsExactly(new Window.Held(1, ONE, 0));
		assertThat(this.window.cursor()).isEqualTo(2);
	}

	@Test
	void whereNothingArrivedNothingIsHeldWhenItCloses() {
		this.window.add(page(ONE, OTHER, ONE));
		this.window.refused(next());

		this.window.close();

		assertThat(this.window.cursor()).isEqualTo(3);
		assertThat(this.window.takeToHold()).extracting(Window.Held::position).containsExactly(1L, 3L, 2L);
	}

	/** It would come once more when it is read again, after what followed it. */
	@Test
	void whatWillBeReadAgainIsNotHeldWhenItCloses() {
		Window later = new Window(12, Map.of(ONE, Set.of(5L)));
		later.add(new EntryPage(List.of(entry(13, OTHER), entry(14, ONE), entry(15, ONE)), 15, false));
		assertThat(later.takeToHold()).extracting(Window.Held::position).containsExactly(14L, 15L);
		later.add(new EntryPage(List.of(entry(16, ONE)), 16, false));

		later.close();

		assertThat(later.cursor()).isEqualTo(12);
		assertThat(later.takeToHold()).isEmpty();
		assertThat(later.takeReleased()).containsExactly(14L, 15L);
		assertThat(later.held()).isOne();
	}

	/**
	 * Draws what is read, sent, refused and given another try: each event arrives in the
	 * order of its subject, none is skipped, and what the cursor has passed has arrived
	 * or is held.
	 */
	@ParameterizedTest
	@ValueSource(longs = { 1, 2, 3, 4, 5, 6, 7, 8, 9, 10 })
	void nothingIsSkippedWhateverIsRefused(long seed) {
		Random random = new Random(seed);
		Book book = new Book(random, 400);

		while (!book.isDone()) {
			book.round();
		}

		book.arrived.forEach((subject, positions) -> assertThat(positions).isSorted().doesNotHaveDuplicates());
		assertThat(book.arrived.values().stream().mapToInt(List::size).sum()).isEqualTo(400);
		assertThat(book.held).isEmpty();
	}

	private Item next() {
		return Objects.requireNonNull(this.window.next());
	}

	private static List<Long> positions(Item... items) {
		return List.of(items).stream().map((item) -> item.entry().position()).toList();
	}

	private static EntryPage page(UUID... subjects) {
		List<Entry> entries = new ArrayList<>();
		for (UUID subject : subjects) {
			entries.add(entry(entries.size() + 1, subject));
		}
		return new EntryPage(entries, entries.size(), false);
	}

	private static Entry entry(long position, UUID subject) {
		return new Entry(position, subject, 1, "thing.happened", Instant.EPOCH, null,
				RawJson.of("{}".getBytes(StandardCharsets.UTF_8)));
	}

	/** A journal, what is held of it, and what has arrived. */
	private static final class Book {

		private final Map<UUID, List<Long>> arrived = new HashMap<>();

		private final TreeSet<Long> held = new TreeSet<>();

		private final List<UUID> subjects = new ArrayList<>();

		private final Random random;

		private long cursor;

		Book(Random random, int events) {
			this.random = random;
			for (int i = 0; i < events; i++) {
				this.subjects.add(new UUID(1, random.nextInt(12)));
			}
		}

		boolean isDone() {
			return this.cursor == this.subjects.size() && this.held.isEmpty();
		}

		/** A window is made of what was kept, worked with, and closed at any moment. */
		void round() {
			Map<UUID, Set<Long>> kept = new HashMap<>();
			this.held
				.forEach((position) -> kept.computeIfAbsent(subject(position), (id) -> new TreeSet<>()).add(position));
			Window window = new Window(this.cursor, kept);
			kept.keySet().forEach((subject) -> {
				if (this.random.nextBoolean()) {
					long first = this.held.stream()
						.filter((each) -> subject(each).equals(subject))
						.findFirst()
						.orElseThrow();
					window.addHeld(entry(first, subject), 1, false);
				}
			});
			Deque<Item> underWay = new ArrayDeque<>();
			for (int step = this.random.nextInt(60); step > 0; step--) {
				step(window, underWay);
			}
			while (!underWay.isEmpty()) {
				answer(window, underWay.poll());
			}
			window.close();
			keep(window);
		}

		private void step(Window window, Deque<Item> underWay) {
			Item item = window.next();
			if (item != null) {
				underWay.add(item);
			}
			else if (!underWay.isEmpty()) {
				answer(window, underWay.poll());
			}
			else {
				read(window);
			}
			if (this.random.nextInt(5) == 0) {
				keep(window);
			}
		}

		private void read(Window window) {
			List<Entry> entries = new ArrayList<>();
			long end = Math.min(this.subjects.size(), window.upTo() + this.random.nextInt(20));
			for (long position = window.upTo() + 1; position <= end; position++) {
				entries.add(entry(position, subject(position)));
			}
			window.add(new EntryPage(entries, end, false));
		}

		private void answer(Window window, Item item) {
			if (this.random.nextInt(4) == 0) {
				window.refused(item);
				return;
			}
			this.arrived.computeIfAbsent(item.entry().subjectId(), (id) -> new ArrayList<>())
				.add(item.entry().position());
			window.arrived(item);
		}

		private void keep(Window window) {
			List<Long> held = window.takeToHold().stream().map(Window.Held::position).toList();
			List<Long> released = window.takeReleased();
			assertThat(held).doesNotHaveDuplicates();
			assertThat(Collections.disjoint(held, released)).isTrue();
			this.held.addAll(held);
			released.forEach(this.held::remove);
			this.cursor = window.cursor();
		}

		private UUID subject(long position) {
			return this.subjects.get((int) position - 1);
		}

	}

}
