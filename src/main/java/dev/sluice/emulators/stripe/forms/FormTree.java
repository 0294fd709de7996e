package dev.sluice.emulators.stripe.forms;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.sluice.values.PercentEncoding;

/**
 * Reads forms as Stripe writes them: {@code a[b][c]=1}, {@code a[]=1} and
 * {@code a[0][b]=1}. Objects become maps, and so do arrays, by their indexes.
 */
public final class FormTree {

	private static final int MOST_PAIRS = 1000;

	private static final int DEEPEST = 6;

	private FormTree() {
	}

	/**
	 * Reads a form.
	 * @throws StripeError where it cannot be read
	 */
	public static Params read(String form) {
		Map<String, Object> root = new LinkedHashMap<>();
		String[] pairs = form.isEmpty() ? new String[0] : form.split("&", MOST_PAIRS + 1);
		if (pairs.length > MOST_PAIRS) {
			throw StripeError.ofRequest(null, "The request has too many parameters.");
		}
		for (String pair : pairs) {
			int end = pair.indexOf('=');
			String name = decode((end < 0) ? pair : pair.substring(0, end));
			put(root, path(name), decode((end < 0) ? "" : pair.substring(end + 1)), name);
		}
		return new Params(root, "");
	}

	private static String decode(String text) {
		return PercentEncoding.read(text.replace('+', ' '))
			.filter((decoded) -> decoded.indexOf('\0') < 0)
			.orElseThrow(() -> StripeError.ofRequest(null, "Invalid request: the form's encoding cannot be read."));
	}

	private static List<String> path(String name) {
		List<String> path = new ArrayList<>();
		int open = name.indexOf('[');
		path.add((open < 0) ? name : name.substring(0, open));
		while (open >= 0) {
			int close = name.indexOf(']', open);
			if (close < 0 || path.size() > DEEPEST) {
				throw StripeError.ofRequest("parameter_unknown", "Received unknown parameter: " + Shown.of(name));
			}
			path.add(name.substring(open + 1, close));
			open = name.indexOf('[', close);
		}
		return path;
	}

	@SuppressWarnings("unchecked")
	private static void put(Map<String, Object> root, List<String> path, String value, String name) {
		Map<String, Object> place = root;
		for (String part : path.subList(0, path.size() - 1)) {
			Object next = place.computeIfAbsent(key(place, part), (key) -> new LinkedHashMap<String, Object>());
			if (!(next instanceof Map<?, ?> inner)) {
				throw StripeError.ofParam(null, Shown.of(name), "Invalid object");
			}
			place = (Map<String, Object>) inner;
		}
		place.put(key(place, path.getLast()), value);
	}

	/** What has no index has the next one. */
	private static String key(Map<String, Object> place, String part) {
		return part.isEmpty() ? Integer.toString(place.size()) : part;
	}

}
