package dev.sluice.proof.fuzz;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.regex.Pattern;

import tools.jackson.databind.JsonNode;

/**
 * Ids that answers had, so that what was made can be asked for again. What was there
 * before is spared, since whoever asks would lose its own key.
 */
final class Seen {

	private static final Pattern ID = Pattern.compile("([a-z]+)_[0-7][0-9a-hjkmnp-tv-z]{25}");

	/** Of one kind. */
	private static final int MOST = 64;

	private final Map<String, List<String>> ids = new HashMap<>();

	private final Set<String> spared = new HashSet<>();

	/** Never to be offered. */
	synchronized void spare(JsonNode answer) {
		texts(answer).forEach(this.spared::add);
	}

	synchronized void note(JsonNode answer) {
		for (String id : texts(answer)) {
			if (!this.spared.contains(id)) {
				List<String> known = this.ids.computeIfAbsent(id.substring(0, id.indexOf('_')),
						(kind) -> new ArrayList<>());
				if (!known.contains(id)) {
					known.add(id);
				}
				if (known.size() > MOST) {
					known.removeFirst();
				}
			}
		}
	}

	/** One that a pattern allows, rather a new one. */
	synchronized Optional<String> matching(String pattern, Random random) {
		return this.ids.values()
			.stream()
			.filter((known) -> Pattern.matches(pattern, known.getLast()))
			.findFirst()
			.map((known) -> known
				.get(known.size() - 1 - (int) (known.size() * random.nextDouble() * random.nextDouble())));
	}

	private static List<String> texts(JsonNode node) {
		List<String> found = new ArrayList<>();
		collect(node, found);
		return found;
	}

	private static void collect(JsonNode node, List<String> found) {
		if (node.isString() && ID.matcher(node.asString()).matches()) {
			found.add(node.asString());
		}
		node.forEach((member) -> collect(member, found));
	}

}
