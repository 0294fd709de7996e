package dev.sluice.merchants;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

import dev.sluice.http.Access;
import dev.sluice.http.Problem;
import org.jspecify.annotations.Nullable;

import org.springframework.web.reactive.function.server.ServerRequest;

/** What a key or a person may do, and so who may ask which route. */
public enum Scope implements Access {

	/** Payments and their sums. */
	PAYMENTS_READ,

	/** Makes, captures and voids payments. */
	PAYMENTS_WRITE,

	/** Gives money back. */
	REFUNDS_WRITE,

	/** The journal: pages, lines and streams of events. */
	EVENTS_READ,

	/** To where events are sent. */
	DESTINATIONS,

	/** Keys, and what was done to them. */
	KEYS,

	/** Accounts at processors, without their secrets. */
	PROCESSORS_READ,

	/** Accounts at processors, and with whom payments are made. */
	PROCESSORS_WRITE;

	private final String label = label(name());

	/** The scope of a name; empty where it is none. */
	public static Optional<Scope> find(String name) {
		return Arrays.stream(values()).filter((scope) -> scope.label().equals(name)).findFirst();
	}

	private static String label(String name) {
		return name.toLowerCase(Locale.ROOT).replace('_', ':');
	}

	/** Its name in the database and in the API, such as {@code payments:read}. */
	@Override
	public String label() {
		return this.label;
	}

	@Override
	public @Nullable Problem refusal(ServerRequest request) {
		Caller caller = Caller.in(request.exchange());
		if (caller == null) {
			return Refusals.noMerchant();
		}
		return caller.scopes().contains(this) ? null : Refusals.tooSmall(caller.actor(), this);
	}

}
