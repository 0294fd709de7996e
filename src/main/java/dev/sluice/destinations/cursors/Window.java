package dev.sluice.destinations.cursors;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

import dev.sluice.journal.Entry;
import dev.sluice.journal.EntryPage;
import org.jspecify.annotations.Nullable;

/**
 * The part of a journal that is being brought to a destination. Of one subject an event
 * is under way at a time, in order; different subjects do not wait for each other. An
 * event that is refused is held, and so is what comes after it of its subject, until it
 * was brought after all; meanwhile the cursor goes on. One thread at a time.
 */
final class Window {

	/** What is neither brought nor held yet, in the order of positions. */
	private final Deque<Item> open = new ArrayDeque<>();

	/** The same by subject. */
	private final Map<UUID, Deque<Item>> lines = new HashMap<>();

	private final Deque<Item> ready = new ArrayDeque<>();

	/** The positions that are held of a subject, or to be held. */
	private final Map<UUID, Set<Long>> held = new HashMap<>();

	/** All that are, or were since it was made: they may lie behind the cursor. */
	private final Set<Long> known = new HashSet<>();

	/** Those that were never sent, as something of their subject is held. */
	private final NavigableMap<Long, UUID> behind = new TreeMap<>();

	/** By position, so that each is written down once. */
	private final Map<Long, Held> toHold = new LinkedHashMap<>();

	private final List<Long> released = new ArrayList<>();

	private long upTo;

	private long bytes;

	/** The newest position that has arrived. */
	private long farthest;

	/**
	 * A window that is empty.
	 * @param cursor all up to here is brought or held
	 * @param held the positions that are held, by subject
	 */
	Window(long cursor, Map<UUID, Set<Long>> held) {
		this.upTo = cursor;
		held.forEach((subject, positions) -> {
			this.held.put(subject, new HashSet<>(positions));
			boolean _ = this.known.addAll(positions);
		});
	}

	/** Takes in what comes next. */
	void add(EntryPage page) {
		page.entries().forEach(this::add);
		this.upTo = page.upTo();
	}

	private void add(Entry entry) {
		if (this.known.contains(entry.position())) {
			return;
		}
		if (this.held.containsKey(entry.subjectId())) {
			hold(entry, 0);
			this.behind.put(entry.position(), entry.subjectId());
			return;
		}
		Item item = new Item(entry, 0, false, false);
		this.open.addLast(item);
		this.bytes += entry.bytes();
		Deque<Item> line = this.lines.computeIfAbsent(entry.subjectId(), (subject) -> new ArrayDeque<>(1));
		line.addLast(item);
		if (line.size() == 1) {
			this.ready.addLast(item);
		}
	}

	/**
	 * Takes in a held event whose time has come; the first that is held of its subject.
	 */
	void addHeld(Entry entry, int attempts, boolean overdue) {
		this.bytes += entry.bytes();
		this.ready.addFirst(new Item(entry, attempts, true, overdue));
	}

	/** A held event cannot be brought any more. */
	void lost(long position) {
		this.released.add(position);
	}

	/** What can be sent next; null where there is nothing, or nothing yet. */
	@Nullable Item next() {
		return this.ready.poll();
	}

	/** An event has arrived: the next of its subject can be sent. */
	void arrived(Item item) {
		this.farthest = Math.max(this.farthest, item.entry().position());
		if (item.isHeld()) {
			this.bytes -= item.entry().bytes();
			release(item.entry().position(), item.entry().subjectId());
			return;
		}
		Deque<Item> line = Objects.requireNonNull(this.lines.get(item.entry().subjectId()));
		var _ = line.remove();
		end(item);
		Item next = line.peek();
		if (next == null) {
			var _ = this.lines.remove(item.entry().subjectId());
		}
		else {
			this.ready.addLast(next);
		}
	}

	/** An event is not tried any more: the next of its subject can be sent. */
	void givenUp(Item item) {
		arrived(item);
	}

	/** An event was refused: it is held, and so is what comes after it of its subject. */
	void refused(Item item) {
		if (item.isHeld()) {
			this.bytes -= item.entry().bytes();
			hold(item.entry(), item.attempts() + 1);
			return;
		}
		Deque<Item> line = Objects.requireNonNull(this.lines.remove(item.entry().subjectId()));
		line.forEach((each) -> {
			hold(each.entry(), (each == item) ? 1 : 0);
			end(each);
		});
	}

	private void hold(Entry entry, int attempts) {
		this.toHold.put(entry.position(), new Held(entry.position(), entry.subjectId(), attempts));
		boolean _ = this.known.add(entry.position());
		boolean _ = this.held.computeIfAbsent(entry.subjectId(), (subject) -> new HashSet<>(1)).add(entry.position());
	}

	private void end(Item item) {
		item.end();
		this.bytes -= item.entry().bytes();
		while (!this.open.isEmpty() && this.open.getFirst().isOver()) {
			this.open.removeFirst();
		}
	}

	/**
	 * Ends it before all was sent; nothing may be under way. What lies behind something
	 * that has arrived is held, so that nothing is sent twice; the rest is left for
	 * later, and is not held then, since it will be read again.
	 */
	void close() {
		this.ready.clear();
		this.lines.clear();
		while (!this.open.isEmpty() && !this.open.getLast().isOver()
				&& this.open.getLast().entry().position() > this.farthest) {
			Item last = this.open.removeLast();
			this.upTo = last.entry().position() - 1;
		}
		this.open.stream().filter((item) -> !item.isOver()).forEach((item) -> hold(item.entry(), 0));
		this.open.clear();
		this.bytes = 0;
		this.behind.tailMap(this.upTo, false).forEach(this::release);
	}

	private void release(Long position, UUID subject) {
		if (this.toHold.remove(position) == null) {
			this.released.add(position);
		}
		var _ = this.held.computeIfPresent(subject, (id, positions) -> {
			boolean _ = positions.remove(position);
			return positions.isEmpty() ? null : positions;
		});
	}

	/** All up to here has arrived or is held, once what is to be held is kept. */
	long cursor() {
		return this.open.isEmpty() ? this.upTo : this.open.getFirst().entry().position() - 1;
	}

	/** How far it was read. */
	long upTo() {
		return this.upTo;
	}

	/** What is to be held from now on, or longer; each once. */
	List<Held> takeToHold() {
		List<Held> all = List.copyOf(this.toHold.values());
		this.toHold.clear();
		return all;
	}

	/** The positions of what is not held any more; each once. */
	List<Long> takeReleased() {
		List<Long> all = List.copyOf(this.released);
		this.released.clear();
		return all;
	}

	/** Whether nothing is to be written down but the cursor. */
	boolean isClean() {
		return this.toHold.isEmpty() && this.released.isEmpty();
	}

	/** How many events are held. */
	int held() {
		return this.held.values().stream().mapToInt(Set::size).sum();
	}

	/** How many are neither brought nor held. */
	int size() {
		return this.open.size();
	}

	/** What is in it, in bytes. */
	long bytes() {
		return this.bytes;
	}

	/**
	 * An event that is held, or held longer.
	 *
	 * @param attempts how often it was sent
	 */
	record Held(long position, UUID subject, int attempts) {
	}

}
