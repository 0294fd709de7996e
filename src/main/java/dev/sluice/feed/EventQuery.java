package dev.sluice.feed;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;

import dev.sluice.http.QueryParameters;
import dev.sluice.journal.EventTypes;
import dev.sluice.journal.Selection;
import dev.sluice.values.TypeId;

import org.springframework.stereotype.Component;

/** Reads which events a request is about. */
@Component
class EventQuery {

	private final Set<String> types;

	EventQuery(List<EventTypes> types) {
		this.types = types.stream()
			.flatMap((declared) -> declared.names().stream())
			.collect(Collectors.toCollection(TreeSet::new));
	}

	/**
	 * The selection that {@code types} and {@code payment} make.
	 * @throws dev.sluice.http.Problem 422 for a type that does not exist and for what is
	 * no id
	 */
	Selection read(QueryParameters parameters) {
		Optional<UUID> payment = parameters.read("payment", "must be the id of a payment",
				(text) -> TypeId.read("pay", text));
		return new Selection(types(parameters), payment);
	}

	/** As {@link #read}, of one payment. */
	Selection read(QueryParameters parameters, UUID payment) {
		return new Selection(types(parameters), Optional.of(payment));
	}

	private Set<String> types(QueryParameters parameters) {
		return Set.copyOf(parameters.list("types",
				"must be one or more of " + String.join(", ", this.types) + ", separated by commas",
				(type) -> Optional.of(type).filter(this.types::contains)));
	}

	/** The part of an address that asks for the same. */
	static String urlSuffix(Selection selection) {
		String types = selection.types().isEmpty() ? ""
				: "&types=" + selection.types().stream().sorted().collect(Collectors.joining(","));
		return types + selection.subject().map((payment) -> "&payment=" + TypeId.write("pay", payment)).orElse("");
	}

}
