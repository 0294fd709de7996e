package dev.sluice.destinations.cursors;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/** The couriers of an instance, by merchant. Any thread may call. */
final class Roster {

	private final Map<UUID, Map<UUID, Courier>> byMerchant = new ConcurrentHashMap<>();

	/**
	 * The courier of a destination, who begins where there was none, or one who is
	 * leaving.
	 */
	Courier enter(UUID merchant, UUID destination, Supplier<Courier> beginner) {
		AtomicReference<Courier> courier = new AtomicReference<>();
		var _ = this.byMerchant.compute(merchant, (id, known) -> {
			Map<UUID, Courier> all = (known != null) ? known : new ConcurrentHashMap<>();
			courier.set(all.compute(destination,
					(one, there) -> (there != null && !there.isGone()) ? there : beginner.get()));
			return all;
		});
		return courier.get();
	}

	/** The courier of a destination; null where there is none. */
	@Nullable Courier find(UUID merchant, UUID destination) {
		return this.byMerchant.getOrDefault(merchant, Map.of()).get(destination);
	}

	/** Those of a merchant. */
	Collection<Courier> of(UUID merchant) {
		return this.byMerchant.getOrDefault(merchant, Map.of()).values();
	}

	List<Courier> all() {
		return this.byMerchant.values().stream().flatMap((each) -> each.values().stream()).toList();
	}

	/** How many there are. */
	int size() {
		return this.byMerchant.values().stream().mapToInt(Map::size).sum();
	}

	/** Somebody does not belong to it any more. */
	void remove(Courier courier) {
		var _ = this.byMerchant.computeIfPresent(courier.merchant(), (merchant, couriers) -> {
			boolean _ = couriers.remove(courier.destination(), courier);
			return couriers.isEmpty() ? null : couriers;
		});
	}

}
