package dev.sluice.destinations.cursors;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import dev.sluice.journal.Entry;
import dev.sluice.pace.Pace;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Looks how a destination stands, and works rounds from there. */
final class Rounds {

	/** Of what is held so much is tried at once, since any of it may be large. */
	private static final int HELD_AT_ONCE = 4;

	private final UUID merchant;

	private final UUID destination;

	private final Office office;

	private final Supplier<Pace> pace;

	private final BooleanSupplier isChanged;

	/**
	 * The rounds of a destination.
	 * @param pace asked for when something is to be sent
	 * @param isChanged whether what was known of the destination is over
	 */
	Rounds(UUID merchant, UUID destination, Office office, Supplier<Pace> pace, BooleanSupplier isChanged) {
		this.merchant = merchant;
		this.destination = destination;
		this.office = office;
		this.pace = pace;
		this.isChanged = isChanged;
	}

	/**
	 * Works a round, where there is something to bring.
	 * @param probes whether it is time to see if somebody is there again who was away
	 * @return what comes after it; an error where it was broken off
	 */
	Mono<Rest> round(BooleanSupplier isWanted, boolean probes) {
		return this.office.desk()
			.store()
			.load(this.merchant, this.destination, this.office.holder())
			.flatMap((standing) -> standing.isActive() ? round(standing, isWanted, probes) : Mono.just(Rest.NONE))
			.switchIfEmpty(Mono.just(Rest.LOST));
	}

	private Mono<Rest> round(Standing standing, BooleanSupplier isWanted, boolean probes) {
		Desk desk = this.office.desk();
		return due(desk, standing, probes).flatMap((held) -> {
			if (held.isEmpty() && standing.cursor() >= standing.head()) {
				return standing.held().isEmpty() ? Mono.just(Rest.NONE) : rest(desk, false, standing.isAway());
			}
			Round round = new Round(desk, standing, this.pace.get(), new Signs(this.isChanged, isWanted));
			return entries(desk, standing, held).flatMap(round::run)
				.flatMap((more) -> round.holds() ? rest(desk, more, standing.isAway() && !round.hasRecovered())
						: Mono.just(new Rest(more, null, false, false)));
		});
	}

	private static Mono<List<HeldEvents.Due>> due(Desk desk, Standing standing, boolean probes) {
		boolean away = standing.isAway();
		return standing.held().isEmpty() ? Mono.just(List.of())
				: desk.held().due(standing, away ? 1 : HELD_AT_ONCE, away && probes).collectList();
	}

	/** With the positions of those that the journal does not have any more. */
	private static Mono<Due> entries(Desk desk, Standing standing, List<HeldEvents.Due> due) {
		if (due.isEmpty()) {
			return Mono.just(Due.NONE);
		}
		Map<Long, HeldEvents.Due> missing = due.stream()
			.collect(Collectors.toMap(HeldEvents.Due::position, Function.identity()));
		return desk.journal()
			.at(standing.merchant(), List.copyOf(missing.keySet()))
			.map((entry) -> new Held(entry, Objects.requireNonNull(missing.remove(entry.position()))))
			.collectList()
			.map((held) -> new Due(held, List.copyOf(missing.keySet())));
	}

	private Mono<Rest> rest(Desk desk, boolean more, boolean away) {
		return desk.held()
			.nextDue(this.merchant, this.destination)
			.map((pause) -> new Rest(more, pause, away, false))
			.defaultIfEmpty(new Rest(more, null, away, false));
	}

	/**
	 * What comes after a round.
	 *
	 * @param more whether there is more to bring at once
	 * @param next when something held is due; null where none is
	 * @param away whether nobody seems to be there
	 * @param lost whether the destination is not this instance's
	 */
	record Rest(boolean more, @Nullable Duration next, boolean away, boolean lost) {

		static final Rest NONE = new Rest(false, null, false, false);

		static final Rest LOST = new Rest(false, null, false, true);

	}

	/** What came of it could not be written down; another holder will begin again. */
	static final class Lost extends RuntimeException {

		Lost(@Nullable Throwable cause) {
			super("The destination is not this instance's any more", cause, false, false);
		}

	}

	/** An event that was held and is tried again. */
	record Held(Entry entry, HeldEvents.Due due) {
	}

	/**
	 * What was held and is tried again.
	 *
	 * @param purged the positions of what cannot be
	 */
	record Due(List<Held> held, List<Long> purged) {

		static final Due NONE = new Due(List.of(), List.of());

	}

	/**
	 * What ends a round early.
	 *
	 * @param isChanged whether what is known of the destination is over
	 * @param isWanted whether others wait for the seat
	 */
	record Signs(BooleanSupplier isChanged, BooleanSupplier isWanted) {
	}

}
