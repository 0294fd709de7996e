package dev.sluice.destinations;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

import dev.sluice.destinations.registry.Amendment;
import dev.sluice.destinations.registry.Destination;
import dev.sluice.destinations.registry.DestinationSettings;
import dev.sluice.destinations.registry.Redeliveries.Stretch;
import dev.sluice.destinations.registry.Terms;
import dev.sluice.destinations.webhooks.WebhookAddresses;
import dev.sluice.http.JsonBody;
import dev.sluice.journal.EventTypes;
import dev.sluice.values.WebAddress;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/** Reads what is asked for of destinations. */
@Component
class DestinationTerms {

	private static final int LONGEST_WORD = 40;

	private static final int LONGEST_TYPE = 100;

	private static final int LONGEST_DESCRIPTION = 200;

	private static final Duration OVERLAP = Duration.ofDays(1);

	private static final Duration LONGEST_OVERLAP = Duration.ofDays(30);

	private final Set<String> types;

	private final WebhookAddresses addresses;

	private final int maxRedelivered;

	DestinationTerms(List<EventTypes> types, WebhookAddresses addresses, DestinationSettings settings) {
		this.types = types.stream()
			.flatMap((declared) -> declared.names().stream())
			.collect(Collectors.toCollection(TreeSet::new));
		this.addresses = addresses;
		this.maxRedelivered = settings.maxRedelivered();
	}

	/** A new destination, and where it starts. */
	Made made(JsonBody body) {
		Optional<Destination.Type> type = body.optional("type", LONGEST_WORD,
				named(Destination.Type.values(), Destination.Type::label), "invalid_value",
				"must be webhook or consumer");
		if (type.isEmpty() && body.isSound("type")) {
			body.reject("type", "missing_field", "is required");
		}
		String url = url(body, type);
		Set<String> wanted = types(body).orElse(Set.of());
		Destination.Payload payload = payload(body).orElse(Destination.Payload.FULL);
		Optional<Start> start = start(body);
		String description = body.optionalText("description", LONGEST_DESCRIPTION);
		body.finish();
		return new Made(new Terms(type.orElseThrow(), url, wanted, payload, description),
				start.orElse(new Start.Now()));
	}

	/** What is to be different; a field that is not there stays as it is. */
	Amendment amendment(JsonBody body) {
		String url = body.optionalText("url", WebAddress.MAX_LENGTH);
		String checked = (url != null) ? url(body, url) : null;
		Optional<Set<String>> wanted = types(body);
		Optional<Destination.Payload> payload = payload(body);
		String description = body.optionalText("description", LONGEST_DESCRIPTION);
		boolean described = description != null || body.isNull("description");
		body.finish();
		return new Amendment(checked, orNull(wanted), orNull(payload), described, description);
	}

	/** Where a destination is to go on. */
	Start rewind(JsonBody body) {
		Optional<Start> start = start(body);
		if (start.isEmpty() && body.isSound("from")) {
			body.reject("from", "missing_field", "is required");
		}
		body.finish();
		return start.orElseThrow();
	}

	/**
	 * Which positions are to be sent again: {@code position}, or {@code from} and
	 * {@code to}.
	 */
	Stretch stretch(JsonBody body) {
		OptionalLong position = body.optionalInteger("position");
		OptionalLong first = body.optionalInteger("from");
		OptionalLong last = body.optionalInteger("to");
		boolean one = position.isPresent() && first.isEmpty() && last.isEmpty();
		boolean several = position.isEmpty() && first.isPresent() && last.isPresent();
		if (!one && !several && body.isSound("position") && body.isSound("from") && body.isSound("to")) {
			body.reject("position", "invalid_value", "must be there alone, or from and to instead of it");
		}
		long from = one ? position.getAsLong() : first.orElse(1);
		long to = one ? from : last.orElse(from);
		if (from < 1) {
			body.reject(one ? "position" : "from", "invalid_value", "must be 1 or more");
		}
		else if (to < from) {
			body.reject("to", "invalid_value", "must not be before from");
		}
		else if (to - from >= this.maxRedelivered) {
			body.reject("to", "invalid_value", "must be less than " + this.maxRedelivered
					+ " positions behind from; where it is more, rewind the destination instead");
		}
		body.finish();
		return new Stretch(from, to);
	}

	/** For how long a secret is good beside the one that takes over from it. */
	Duration overlap(JsonBody body) {
		OptionalLong seconds = body.optionalInteger("overlap_seconds");
		if (seconds.isPresent() && (seconds.getAsLong() < 0 || seconds.getAsLong() > LONGEST_OVERLAP.toSeconds())) {
			body.reject("overlap_seconds", "invalid_value", "must be from 0 to " + LONGEST_OVERLAP.toSeconds());
		}
		body.finish();
		return Duration.ofSeconds(seconds.orElse(OVERLAP.toSeconds()));
	}

	/** Where events are posted; whoever comes for them has no address. */
	private @Nullable String url(JsonBody body, Optional<Destination.Type> type) {
		if (type.equals(Optional.of(Destination.Type.WEBHOOK))) {
			return url(body, body.requiredText("url", WebAddress.MAX_LENGTH));
		}
		String url = body.optionalText("url", WebAddress.MAX_LENGTH);
		if ((url != null || body.isNull("url")) && type.isPresent()) {
			body.reject("url", "invalid_value", "is of webhooks alone");
		}
		return url;
	}

	private String url(JsonBody body, String url) {
		if (body.isSound("url")) {
			this.addresses.objection(url).ifPresent((objection) -> body.reject("url", "invalid_value", objection));
		}
		return url;
	}

	private Optional<Set<String>> types(JsonBody body) {
		return body
			.optionalList("types", this.types.size(), LONGEST_TYPE,
					(type) -> Optional.of(type).filter(this.types::contains),
					"must be one of " + String.join(", ", this.types))
			.map(Set::copyOf);
	}

	private static Optional<Destination.Payload> payload(JsonBody body) {
		return body.optional("payload", LONGEST_WORD, named(Destination.Payload.values(), Destination.Payload::label),
				"invalid_value", "must be full or thin");
	}

	private static Optional<Start> start(JsonBody body) {
		if (!body.isNumber("from")) {
			return body.optional("from", LONGEST_WORD, Start::read, "invalid_value", Start.EXPECTATION);
		}
		long position = body.requiredInteger("from");
		if (position < 1 && body.isSound("from")) {
			body.reject("from", "invalid_value", "must be 1 or more, the position of the first event to be sent");
		}
		return Optional.of(new Start.At(position));
	}

	private static <T> Function<String, Optional<T>> named(T[] values, Function<T, String> name) {
		return (text) -> Arrays.stream(values).filter((value) -> name.apply(value).equals(text)).findFirst();
	}

	private static <T> @Nullable T orNull(Optional<T> value) {
		return value.isPresent() ? value.get() : null;
	}

	/**
	 * A destination that is to be made.
	 *
	 * @param start from where on it is sent what happens
	 */
	record Made(Terms terms, Start start) {
	}

}
