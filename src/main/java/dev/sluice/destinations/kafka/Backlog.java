package dev.sluice.destinations.kafka;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

import dev.sluice.journal.everyone.Stretch;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;

/**
 * How far each journal is read, and in which there may be more: one after the other has
 * its turn. Any thread may call.
 */
final class Backlog {

	private final Map<UUID, Long> reached = new HashMap<>();

	private final Map<UUID, Origin> origins = new HashMap<>();

	private final Set<UUID> behind = new LinkedHashSet<>();

	/** Those of whom nothing may be read any more. */
	private final Set<UUID> left = new HashSet<>();

	private boolean lookWanted;

	private boolean over;

	private @Nullable MonoSink<Void> waiting;

	/** A merchant is known from now on, whose journal is read behind a position. */
	synchronized void enter(Origin origin, long after) {
		this.origins.put(origin.merchant(), origin);
		this.reached.put(origin.merchant(), after);
	}

	/** Whether a merchant is known. */
	synchronized boolean knows(UUID merchant) {
		return this.reached.containsKey(merchant);
	}

	/** Whose journal it is, of one that is known. */
	synchronized Origin origin(UUID merchant) {
		return Objects.requireNonNull(this.origins.get(merchant));
	}

	/** How far the journal of a merchant is read who is known. */
	synchronized long reached(UUID merchant) {
		return Objects.requireNonNull(this.reached.get(merchant));
	}

	/**
	 * The journal of a merchant is read up to a position; never back to an earlier one.
	 */
	synchronized void reach(UUID merchant, long position) {
		this.reached.merge(merchant, position, Math::max);
	}

	/**
	 * There may be more in the journal of a merchant. Where it is not known it has to be
	 * looked who there is.
	 */
	void grown(UUID merchant) {
		wake(addAndTakeWaiting(merchant));
	}

	private synchronized @Nullable MonoSink<Void> addAndTakeWaiting(UUID merchant) {
		if (this.left.contains(merchant)) {
			return null;
		}
		if (knows(merchant)) {
			var _ = this.behind.add(merchant);
		}
		else {
			this.lookWanted = true;
		}
		return takeWaiting();
	}

	/** It has to be looked in which there is more. */
	void missed() {
		wake(wantLookAndTakeWaiting());
	}

	private synchronized @Nullable MonoSink<Void> wantLookAndTakeWaiting() {
		this.lookWanted = true;
		return takeWaiting();
	}

	/** Whether it has to be looked; whoever asks does. */
	synchronized boolean takeLook() {
		boolean wanted = this.lookWanted;
		this.lookWanted = false;
		return wanted;
	}

	/** Whose journal is read no more; whether it was until now. */
	synchronized boolean leave(UUID merchant) {
		var _ = this.behind.remove(merchant);
		return this.left.add(merchant);
	}

	/** Those whose turn it is, and where each begins; they have had it then. */
	synchronized List<Stretch> take(int most) {
		List<Stretch> next = new ArrayList<>();
		for (Iterator<UUID> each = this.behind.iterator(); each.hasNext() && next.size() < most;) {
			UUID merchant = each.next();
			next.add(new Stretch(merchant, reached(merchant)));
			each.remove();
		}
		return next;
	}

	/** Whether there is something to do at once. */
	synchronized boolean isWanted() {
		return this.lookWanted || !this.behind.isEmpty();
	}

	/** Empty, once there is something to do, or it is over. For one at a time. */
	Mono<Void> wanted() {
		return Mono.create((sink) -> {
			if (!isToWait(sink)) {
				sink.success();
			}
		});
	}

	private synchronized boolean isToWait(MonoSink<Void> sink) {
		boolean waits = !isWanted() && !this.over;
		this.waiting = waits ? sink : null;
		return waits;
	}

	/** Nobody waits any more. */
	void end() {
		wake(endAndTakeWaiting());
	}

	private synchronized @Nullable MonoSink<Void> endAndTakeWaiting() {
		this.over = true;
		return takeWaiting();
	}

	/** Whether nobody is to wait any more. */
	synchronized boolean isOver() {
		return this.over;
	}

	private @Nullable MonoSink<Void> takeWaiting() {
		MonoSink<Void> sink = this.waiting;
		this.waiting = null;
		return sink;
	}

	/** Without the lock: who waited goes on from here. */
	private static void wake(@Nullable MonoSink<Void> sink) {
		if (sink != null) {
			sink.success();
		}
	}

}
