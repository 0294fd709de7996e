package dev.sluice.destinations.consumers;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** The counters at which somebody waits, by merchant. Any thread may call. */
final class Counters {

	private final Map<UUID, Map<UUID, Visited>> byMerchant = new ConcurrentHashMap<>();

	private final Supplier<Counter> opener;

	Counters(Supplier<Counter> opener) {
		this.opener = opener;
	}

	/** The counter of a consumer for one more, who is to {@link #leave} it. */
	Counter enter(UUID merchant, UUID destination) {
		Map<UUID, Visited> open = this.byMerchant.compute(merchant, (id, known) -> {
			Map<UUID, Visited> all = (known != null) ? known : new ConcurrentHashMap<>();
			var _ = all.compute(destination,
					(one, visited) -> (visited != null) ? visited.by(1) : new Visited(this.opener.get(), 1));
			return all;
		});
		return Objects.requireNonNull(open.get(destination)).counter();
	}

	/** One who has entered is gone. */
	void leave(UUID merchant, UUID destination) {
		var _ = this.byMerchant.computeIfPresent(merchant, (id, open) -> {
			var _ = open.computeIfPresent(destination,
					(one, visited) -> (visited.visitors() > 1) ? visited.by(-1) : null);
			return open.isEmpty() ? null : open;
		});
	}

	/** There may be something for those who wait for events of a merchant. */
	void look(UUID merchant) {
		of(merchant).forEach((visited) -> visited.counter().look());
	}

	/** There may be something for those who wait for events of a consumer. */
	void look(UUID merchant, UUID destination) {
		Visited visited = this.byMerchant.getOrDefault(merchant, Map.of()).get(destination);
		if (visited != null) {
			visited.counter().look();
		}
	}

	/** How many wait for events of a merchant. */
	int visitors(UUID merchant) {
		return of(merchant).stream().mapToInt(Visited::visitors).sum();
	}

	/** All that are open. */
	List<Counter> all() {
		return this.byMerchant.values()
			.stream()
			.flatMap((open) -> open.values().stream())
			.map(Visited::counter)
			.toList();
	}

	private Collection<Visited> of(UUID merchant) {
		return this.byMerchant.getOrDefault(merchant, Map.of()).values();
	}

	/** A counter, and how many are there. */
	private record Visited(Counter counter, int visitors) {

		Visited by(int more) {
			return new Visited(this.counter, this.visitors + more);
		}

	}

}
