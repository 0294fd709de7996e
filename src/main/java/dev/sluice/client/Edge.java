package dev.sluice.client;

import java.time.Instant;
import java.util.Optional;

import dev.sluice.values.Rfc3339;

/** Where a range of events begins or ends, as it is said at the command line. */
sealed interface Edge {

	/** Longer ones are not numbers of events. */
	int MAX_DIGITS = 18;

	/** Reads one; empty where the text is none. */
	static Optional<Edge> read(String text) {
		return switch (text) {
			case "beginning" -> Optional.of(new Beginning());
			case "now" -> Optional.of(new Now());
			default -> position(text).or(() -> Rfc3339.read(text).map(Time::new));
		};
	}

	private static Optional<Edge> position(String text) {
		return Optional.of(text)
			.filter((digits) -> digits.length() <= MAX_DIGITS && digits.chars().allMatch((c) -> c >= '0' && c <= '9'))
			.map(Long::parseLong)
			.filter((position) -> position > 0)
			.map(At::new);
	}

	/** The oldest event that is kept. */
	record Beginning() implements Edge {

		@Override
		public String toString() {
			return "beginning";
		}

	}

	/** The newest event. */
	record Now() implements Edge {

		@Override
		public String toString() {
			return "now";
		}

	}

	/** The event at a position. */
	record At(long position) implements Edge {

		@Override
		public String toString() {
			return "position " + this.position;
		}

	}

	/** What happened at a time. */
	record Time(Instant instant) implements Edge {

		@Override
		public String toString() {
			return this.instant.toString();
		}

	}

}
