package dev.sluice.emulators.stripe.resources;

import java.util.Map;

import dev.sluice.emulators.stripe.forms.Params;
import dev.sluice.emulators.stripe.forms.StripeError;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a caller puts down with an object: at most 50 names of 40 characters with values
 * of 500.
 *
 * @param clears whether all of it is taken away first
 * @param changes values by their names; an empty one takes the name away
 */
record Metadata(boolean clears, Map<String, String> changes) {

	private static final int MOST = 50;

	private static final int LONGEST_NAME = 40;

	private static final int LONGEST_VALUE = 500;

	static Metadata read(Params params) {
		boolean clears = params.isText("metadata");
		Map<String, String> changes = params.object("metadata").map(Params::own).orElse(Map.of());
		changes.forEach(Metadata::check);
		return new Metadata(clears, changes);
	}

	private static void check(String name, String value) {
		if (length(name) > LONGEST_NAME) {
			throw StripeError.ofParam(null, "metadata",
					"Metadata keys must be at most 40 characters long; one has " + length(name) + ".");
		}
		if (length(value) > LONGEST_VALUE) {
			throw StripeError.ofParam(null, "metadata",
					"Metadata values must be at most 500 characters long; one has " + length(value) + ".");
		}
	}

	private static int length(String text) {
		return text.codePointCount(0, text.length());
	}

	/** Changes what an object has. */
	void applyTo(ObjectNode object) {
		ObjectNode metadata = this.clears ? object.putObject("metadata") : (ObjectNode) object.path("metadata");
		this.changes.forEach((name, value) -> {
			if (value.isEmpty()) {
				metadata.remove(name);
			}
			else {
				metadata.put(name, value);
			}
		});
		if (metadata.size() > MOST) {
			throw StripeError.ofParam(null, "metadata", "You cannot have more than 50 metadata keys.");
		}
	}

}
