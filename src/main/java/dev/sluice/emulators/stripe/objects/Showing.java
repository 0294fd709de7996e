package dev.sluice.emulators.stripe.objects;

import java.util.List;

import tools.jackson.databind.node.ObjectNode;

/** Shows objects without what is the emulator's own. */
public final class Showing {

	private Showing() {
	}

	/** A copy as it is shown. */
	public static ObjectNode of(ObjectNode object) {
		ObjectNode shown = object.deepCopy();
		List<String> own = shown.propertyNames().stream().filter((name) -> name.startsWith("$")).toList();
		own.forEach(shown::remove);
		return shown;
	}

}
