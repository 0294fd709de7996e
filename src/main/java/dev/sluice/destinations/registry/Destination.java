package dev.sluice.destinations.registry;

import java.time.Instant;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;

import dev.sluice.merchants.MerchantId;
import org.jspecify.annotations.Nullable;

/**
 * Where a merchant wants its journal, without the secrets.
 *
 * @param merchant whose
 * @param id written {@code dst_…}
 * @param type the way there
 * @param status whether events are being brought there
 * @param reason why they are not, or not all, where nobody asked for that
 * @param types of the events that are wanted; all where it is empty
 * @param payload what is told of an event
 * @param cursor all up to this position has arrived, is held, or is not wanted
 * @param createdAt by the clock of the database
 * @param updatedAt when the merchant changed it last, or its status changed by itself
 */
public record Destination(MerchantId merchant, UUID id, Type type, Status status, @Nullable String reason,
		@Nullable String description, String url, Set<String> types, Payload payload, long cursor, Instant createdAt,
		Instant updatedAt) {

	/** What such ids begin with. */
	public static final String PREFIX = "dst";

	public Destination {
		types = Set.copyOf(types);
	}

	/** The ways there. */
	public enum Type {

		/** Posted to an address. */
		WEBHOOK;

		/** Its name in the database and in the API. */
		public String label() {
			return name().toLowerCase(Locale.ROOT);
		}

	}

	/** Whether events are being brought. */
	public enum Status {

		/** They are. */
		ACTIVE,

		/** They are not, for as long as its merchant wishes. */
		PAUSED,

		/** Nothing has arrived for long, or something was given up. It is still tried. */
		FAILING,

		/** They are not: the other side wants no more of them. */
		DISABLED;

		/** Its name in the database and in the API. */
		public String label() {
			return name().toLowerCase(Locale.ROOT);
		}

	}

	/** What is told of an event. */
	public enum Payload {

		/** All of it, as {@code GET /v1/events} does. */
		FULL,

		/** Its ids alone. */
		THIN;

		/** Its name in the database and in the API. */
		public String label() {
			return name().toLowerCase(Locale.ROOT);
		}

	}

}
