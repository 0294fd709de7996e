package dev.sluice.destinations.registry;

import java.time.Instant;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;

import dev.sluice.http.Problem;
import dev.sluice.merchants.MerchantId;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;

/**
 * Where a merchant wants its journal, without the secrets.
 *
 * @param merchant whose
 * @param id written {@code dst_…}
 * @param type the way there
 * @param status whether events are being brought there
 * @param reason why they are not, or not all, where nobody asked for that
 * @param url where events are sent; null where they are come for
 * @param types of the events that are wanted; all where it is empty
 * @param payload what is told of an event
 * @param cursor all up to this position has arrived, is held, or is not wanted
 * @param createdAt by the clock of the database
 * @param updatedAt when the merchant changed it last, or its status changed by itself
 */
public record Destination(MerchantId merchant, UUID id, Type type, Status status, @Nullable String reason,
		@Nullable String description, @Nullable String url, Set<String> types, Payload payload, long cursor,
		Instant createdAt, Instant updatedAt) {

	/** What such ids begin with. */
	public static final String PREFIX = "dst";

	public Destination {
		types = Set.copyOf(types);
	}

	/** For who asks for a destination that is not there, or is another merchant's. */
	public static Problem notFound() {
		return Problem.of(HttpStatus.NOT_FOUND, "destination_not_found", "There is no destination of this id.");
	}

	/**
	 * The same, where something is posted there.
	 * @throws Problem 409 where events are come for
	 */
	public Destination requirePosted() {
		if (this.type != Type.WEBHOOK) {
			throw Problem.of(HttpStatus.CONFLICT, "not_a_webhook",
					"Nothing is posted to this destination: its events are come for.");
		}
		return this;
	}

	/** Its address, as everybody may see it; null where events are come for. */
	public @Nullable String shownUrl() {
		return (this.url != null) ? shown(this.url) : null;
	}

	/** What is behind a question mark may be a secret. */
	static String shown(String url) {
		return url.replaceFirst("[?#].*", "");
	}

	/** The ways there. */
	public enum Type {

		/** Posted to an address. */
		WEBHOOK,

		/** Come for, and acknowledged. */
		CONSUMER;

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
