package dev.sluice.destinations;

import java.util.List;

import dev.sluice.http.Problem;
import dev.sluice.http.Problem.FieldError;
import dev.sluice.journal.Bounds;
import dev.sluice.journal.Journal;
import dev.sluice.merchants.MerchantId;
import reactor.core.publisher.Mono;

import org.springframework.stereotype.Component;

/** Finds where in a journal a start is. */
@Component
class Starts {

	private final Journal journal;

	Starts(Journal journal) {
		this.journal = journal;
	}

	/**
	 * The position that the first event comes after.
	 * @return never empty; a {@link Problem} 410 where that event is no longer kept, 422
	 * where there will be others before it
	 */
	Mono<Long> cursor(MerchantId merchant, Start start) {
		Mono<Bounds> bounds = this.journal.bounds(merchant.value());
		return switch (start) {
			case Start.Now _ -> bounds.map(Bounds::head);
			case Start.Beginning _ -> bounds.map(Bounds::purged);
			case Start.At(long position) -> bounds.map((known) -> before(position, known));
			case Start.Since(var instant) -> this.journal.before(merchant.value(), instant);
		};
	}

	private static long before(long position, Bounds bounds) {
		long cursor = position - 1;
		if (bounds.place(cursor) == Bounds.Place.UNKNOWN) {
			throw Problem
				.ofFields("unknown_position",
						List.of(new FieldError("/from",
								"from must not be beyond " + (bounds.head() + 1) + ", which comes next.")))
				.with("position", bounds.head());
		}
		return bounds.require(cursor);
	}

}
