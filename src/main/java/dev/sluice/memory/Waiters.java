package dev.sluice.memory;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;

import reactor.core.publisher.MonoSink;
import reactor.core.publisher.Operators;
import reactor.util.context.Context;

/**
 * Who waits for memory, in a line for each caller and size, so that a caller with a crowd
 * of them is looked at once. Within a line they are served in the order in which they
 * came; the lines take turns. Not thread-safe.
 */
final class Waiters {

	private final Map<Line, Set<Waiting>> lines = new LinkedHashMap<>();

	private int size;

	int size() {
		return this.size;
	}

	void add(Waiting next) {
		boolean _ = this.lines.computeIfAbsent(next.line, (line) -> new LinkedHashSet<>()).add(next);
		this.size++;
	}

	void remove(Waiting gone) {
		Set<Waiting> line = this.lines.get(gone.line);
		if (line != null && line.remove(gone)) {
			this.size--;
			if (line.isEmpty()) {
				var _ = this.lines.remove(gone.line);
			}
		}
	}

	/**
	 * Takes out the first of each line that is served; what is left of such a line comes
	 * after the others from then on.
	 * @param serve says whether it is
	 * @return who was served; empty where nobody can be
	 */
	List<Waiting> next(Predicate<Waiting> serve) {
		List<Waiting> served = first().stream().filter(serve).toList();
		for (Waiting next : served) {
			remove(next);
			Set<Waiting> line = this.lines.remove(next.line);
			if (line != null) {
				var _ = this.lines.put(next.line, line);
			}
		}
		return served;
	}

	/** Of each line. */
	List<Waiting> first() {
		return this.lines.values().stream().map((line) -> line.iterator().next()).toList();
	}

	/** Of one caller, who want as much. */
	private record Line(UUID caller, long bytes) {
	}

	/** Compared by what it is, not by what it says. */
	static final class Waiting {

		private final Holding holding;

		private final Line line;

		private final MonoSink<Holding> sink;

		Waiting(Holding holding, UUID caller, long bytes, MonoSink<Holding> sink) {
			this.holding = holding;
			this.line = new Line(caller, bytes);
			this.sink = sink;
		}

		Holding holding() {
			return this.holding;
		}

		UUID caller() {
			return this.line.caller;
		}

		long bytes() {
			return this.line.bytes;
		}

		/** Whatever becomes of it, others are to be told too. */
		void tell() {
			try {
				this.sink.success(this.holding);
			}
			catch (RuntimeException ex) {
				Operators.onErrorDropped(ex, Context.of(this.sink.contextView()));
			}
		}

	}

}
