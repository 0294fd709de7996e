package dev.sluice.payments.words;

import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * What belongs to a payment method and is neither kept with the payment nor shown, such
 * as a card as it was encrypted in a browser.
 *
 * @param values by the names of the fields
 */
public record MethodSecrets(Map<String, String> values) {

	/** Of methods that have none, and of those whose secrets are forgotten. */
	public static final MethodSecrets NONE = new MethodSecrets(Map.of());

	public MethodSecrets {
		values = Map.copyOf(values);
	}

	/** A secret; null where there is none of this name. */
	public @Nullable String find(String name) {
		return this.values.get(name);
	}

	/** Shows none of them. */
	@Override
	public String toString() {
		return this.values.isEmpty() ? "[]" : "[***]";
	}

}
