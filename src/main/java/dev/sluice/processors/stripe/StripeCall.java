package dev.sluice.processors.stripe;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/**
 * Something that Stripe is asked.
 *
 * @param changes whether it is a POST, a GET otherwise
 * @param path from the version of the API on, such as {@code /v1/refunds}
 * @param form names as Stripe nests them, and values
 * @param key by which Stripe knows a repeat; null where it is not to
 */
record StripeCall(boolean changes, String path, Map<String, String> form, @Nullable String key) {

	static StripeCall get(String path) {
		return new StripeCall(false, path, Map.of(), null);
	}

	static StripeCall post(String path, @Nullable String key) {
		return new StripeCall(true, path, Map.of(), key);
	}

	/** With a field more, where there is a value. */
	StripeCall with(String name, @Nullable String value) {
		if (value == null) {
			return this;
		}
		Map<String, String> more = new LinkedHashMap<>(this.form);
		more.put(name, value);
		return new StripeCall(this.changes, this.path, more, this.key);
	}

	/** As it is written in an address or a body. */
	String encoded() {
		return this.form.entrySet()
			.stream()
			.map((field) -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
			.collect(Collectors.joining("&"));
	}

	private static String encoded(String text) {
		return URLEncoder.encode(text, StandardCharsets.UTF_8);
	}

}
