package dev.sluice.emulators.stripe.resources;

import java.util.List;
import java.util.Optional;

import dev.sluice.emulators.stripe.forms.Params;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Reads where people live, and where goods go. */
final class Postal {

	private static final List<String> ADDRESS = List.of("city", "country", "line1", "line2", "postal_code", "state");

	private Postal() {
	}

	/** An address with all its members. */
	static Optional<ObjectNode> address(Params params) {
		return params.object("address").map((given) -> texts(given, ADDRESS));
	}

	/** Where goods go. */
	static Optional<ObjectNode> shipping(Params params) {
		return params.object("shipping").map((given) -> {
			ObjectNode shipping = JsonNodeFactory.instance.objectNode();
			String name = given.required("name");
			shipping.set("address", address(given).orElseGet(() -> texts(given, List.of())));
			shipping.setAll(texts(given, List.of("carrier", "phone", "tracking_number")));
			shipping.put("name", name);
			return shipping;
		});
	}

	/** Whose card it is. */
	static Optional<ObjectNode> billing(Params params) {
		return params.object("billing_details").map((given) -> {
			ObjectNode billing = JsonNodeFactory.instance.objectNode();
			address(given).ifPresent((address) -> billing.set("address", address));
			List.of("email", "name", "phone")
				.forEach((name) -> given.text(name).ifPresent((text) -> billing.put(name, text)));
			return billing;
		});
	}

	private static ObjectNode texts(Params given, List<String> names) {
		ObjectNode object = JsonNodeFactory.instance.objectNode();
		names.forEach((name) -> object.put(name, given.text(name).orElse(null)));
		return object;
	}

}
