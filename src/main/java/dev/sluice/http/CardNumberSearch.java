package dev.sluice.http;

import java.util.Map;

import dev.sluice.values.CardNumbers;
import dev.sluice.values.ShownName;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Looks for card numbers in every value and every name of a JSON object, known or not,
 * and repeats none of what it finds.
 */
final class CardNumberSearch {

	/** What is longer is refused for its length, wherever it stands. */
	private static final int LOOKED_AT = 4000;

	private final FieldErrors errors;

	CardNumberSearch(FieldErrors errors) {
		this.errors = errors;
	}

	/** Adds what it finds to the faults, until there are many. */
	void look(JsonNode object) {
		look(null, object);
	}

	private void look(@Nullable Place place, JsonNode node) {
		if (this.errors.isFull()) {
			return;
		}
		if (node.isObject()) {
			for (Map.Entry<String, JsonNode> entry : node.properties()) {
				Place within = new Place(place, entry.getKey());
				refuseIfIn(entry.getKey(), within);
				look(within, entry.getValue());
			}
		}
		else if (node.isArray()) {
			node.values().forEach((value) -> look(place, value));
		}
		else {
			refuseIfIn(node.asString(""), place);
		}
	}

	private void refuseIfIn(String text, @Nullable Place place) {
		if (!this.errors.isFull() && CardNumbers.isIn(text.substring(0, Math.min(LOOKED_AT, text.length())))) {
			this.errors.add((place != null) ? place.path() : "", "card_number_refused",
					"must not hold a card number; send a token instead");
		}
	}

	/** Where a value is; its name is made when it is needed. */
	private record Place(@Nullable Place parent, String name) {

		String path() {
			String own = ShownName.inPointer(this.name);
			return (this.parent != null) ? this.parent.path() + "/" + own : own;
		}

	}

}
