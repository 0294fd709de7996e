package dev.sluice.destinations.cursors;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
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

	/**
	 * The rounds of a destination.
	 * @param pace asked for when something is to be sent
	 */
	Rounds(UUID merchant, UUID destination, Office office, Supplier<Pace> pace) {
		this.merchant = merchant;
		this.destination = destination;
		this.office = office;
		this.pace = pace;
	}

	/**
	 * Works a round, where there is something to bring.
	 * @return what comes after it; an error where it was broken off
	 */
	Mono<Rest> round(Seats seats) {
		return this.office.desk()
			.store()
			.load(this.merchant, this.destination, this.office.holder())
			.flatMap((standing) -> standing.isActive() ? round(standing, this.office.desk().wantedBy(seats))
					: Mono.just(Rest.NONE))
			.switchIfEmpty(Mono.just(Rest.LOST));
	}

	private Mono<Rest> round(Standing standing, Desk desk) {
		Mono<List<CursorStore.Due>> due = standing.held().isEmpty() ? Mono.just(List.of())
				: desk.store().due(standing, HELD_AT_ONCE).collectList();
		return due.flatMap((held) -> {
			if (held.isEmpty() && standing.cursor() >= standing.head()) {
				return standing.held().isEmpty() ? Mono.just(Rest.NONE) : rest(desk, false);
			}
			Round round = new Round(desk, standing, this.pace.get());
			long begun = System.nanoTime();
			return entries(desk, standing, held, round).flatMap(round::run)
				.flatMap((more) -> round.hasRecovered() ? hurry(desk, standing, begun).thenReturn(more)
						: Mono.just(more))
				.flatMap((more) -> round.holds() ? rest(desk, more) : Mono.just(new Rest(more, null, false)));
		});
	}

	private Mono<List<Held>> entries(Desk desk, Standing standing, List<CursorStore.Due> due, Round round) {
		if (due.isEmpty()) {
			return Mono.just(List.of());
		}
		Map<Long, CursorStore.Due> byPosition = due.stream()
			.collect(Collectors.toMap(CursorStore.Due::position, Function.identity()));
		return desk.journal().at(standing.merchant(), byPosition.keySet()).collectList().map((entries) -> {
			List<Long> found = entries.stream().map(Entry::position).toList();
			round.forget(byPosition.keySet().stream().filter((position) -> !found.contains(position)).toList());
			return entries.stream()
				.map((entry) -> new Held(entry, Objects.requireNonNull(byPosition.get(entry.position()))))
				.toList();
		});
	}

	private Mono<Void> hurry(Desk desk, Standing standing, long begun) {
		Duration unwell = standing.unwell();
		Duration within = (unwell != null) ? unwell : Duration.ZERO;
		return desk.store()
			.hurry(this.merchant, this.destination, within.plusNanos(System.nanoTime() - begun).plusSeconds(1));
	}

	private Mono<Rest> rest(Desk desk, boolean more) {
		return desk.store()
			.nextDue(this.merchant, this.destination)
			.map((pause) -> new Rest(more, pause, false))
			.defaultIfEmpty(new Rest(more, null, false));
	}

	/**
	 * What comes after a round.
	 *
	 * @param more whether there is more to bring at once
	 * @param next when something held is due; null where none is
	 * @param lost whether the destination is not this instance's
	 */
	record Rest(boolean more, @Nullable Duration next, boolean lost) {

		static final Rest NONE = new Rest(false, null, false);

		static final Rest LOST = new Rest(false, null, true);

	}

	/** What came of it could not be written down; another holder will begin again. */
	static final class Lost extends RuntimeException {

		Lost(@Nullable Throwable cause) {
			super("The destination is not this instance's any more", cause, false, false);
		}

	}

	/** An event that was held and is tried again. */
	record Held(Entry entry, CursorStore.Due due) {
	}

}
