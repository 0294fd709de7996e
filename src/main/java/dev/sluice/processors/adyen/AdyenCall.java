package dev.sluice.processors.adyen;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * Something that Adyen is asked, a POST always.
 *
 * @param path behind the version of the API, such as {@code /payments}
 * @param body in JSON
 * @param key by which Adyen knows a repeat, up to 64 characters; null where it is not to
 */
record AdyenCall(String path, ObjectNode body, @Nullable String key) {

	/** Shows nothing of the body. */
	@Override
	public String toString() {
		return this.path;
	}

}
