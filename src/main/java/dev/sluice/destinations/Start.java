package dev.sluice.destinations;

import java.time.Instant;
import java.util.Optional;

import dev.sluice.values.Rfc3339;

/** From where on a destination is sent what happens. */
sealed interface Start {

	/** What else is to be said than a position. */
	String EXPECTATION = "must be now, beginning, a position or a time such as 2026-03-02T09:30:00Z (RFC 3339)";

	/** Reads what is said in a text; empty where it is none of it. */
	static Optional<Start> read(String text) {
		return switch (text) {
			case "now" -> Optional.of(new Now());
			case "beginning" -> Optional.of(new Beginning());
			default -> Rfc3339.read(text).map(Since::new);
		};
	}

	/** What comes next. */
	record Now() implements Start {
	}

	/** All that is kept. */
	record Beginning() implements Start {
	}

	/**
	 * An event.
	 *
	 * @param position of the first that is to be sent
	 */
	record At(long position) implements Start {
	}

	/**
	 * A time.
	 *
	 * @param instant when the first event was created that must not be missed
	 */
	record Since(Instant instant) implements Start {
	}

}
