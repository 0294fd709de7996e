package dev.sluice.http;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

import dev.sluice.http.Problem.FieldError;
import dev.sluice.values.PlainText;
import dev.sluice.values.ShownName;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What is wrong with the fields of a request: the first faults of it, and how many more
 * there are.
 */
final class FieldErrors {

	private static final int MOST = 20;

	private final List<FieldError> first = new ArrayList<>();

	private int more;

	private String code = "";

	/** Adds a fault. The first one gives the problem its code. */
	void add(String field, String code, String detail) {
		if (this.first.isEmpty()) {
			this.code = code;
		}
		if (this.first.size() < MOST) {
			this.first.add(new FieldError("/" + field, field + " " + detail + "."));
		}
		else {
			this.more++;
		}
	}

	/** Whether further faults are counted and no more than that. */
	boolean isFull() {
		return this.first.size() == MOST;
	}

	/** Whether a field is not at fault; of many faults, any may be its own. */
	boolean isSound(String field) {
		return this.more == 0 && this.first.stream().noneMatch((error) -> error.pointer().equals("/" + field));
	}

	/**
	 * Nothing where there is no fault.
	 * @throws Problem 422 with the faults; where there are more, the last one says so of
	 * the whole body
	 */
	void throwIfAny() {
		if (this.more > 0) {
			this.first.add(new FieldError("", "and " + this.more + " more."));
		}
		if (!this.first.isEmpty()) {
			throw Problem.ofFields(this.code, List.copyOf(this.first));
		}
	}

	/**
	 * Reads texts, alone, in lists and in objects, and says what is wrong with them.
	 *
	 * @param place where the object is that they are in, with a slash at its end
	 */
	record Texts(FieldErrors errors, String place) {

		/** A text of 1 to so many code points; null where it is at fault. */
		@Nullable String text(String path, JsonNode value, int maxLength) {
			if (!value.isString()) {
				reject(path, "invalid_type", "must be a string");
				return null;
			}
			String text = value.stringValue();
			if (!PlainText.isWithin(text, maxLength)) {
				reject(path, "invalid_value", "must have 1 to " + maxLength + " characters");
				return null;
			}
			if (!PlainText.isClean(text)) {
				reject(path, "invalid_value", "must not hold control characters or broken Unicode");
				return null;
			}
			return text;
		}

		/** Different texts that a table knows. */
		<T> List<T> list(String field, JsonNode array, int maxLength, Function<String, Optional<T>> table,
				String detail) {
			Set<T> found = new LinkedHashSet<>();
			for (int i = 0; i < array.size(); i++) {
				String path = field + "/" + i;
				String text = text(path, array.get(i), maxLength);
				Optional<T> entry = (text != null) ? table.apply(text) : Optional.empty();
				if (text != null && entry.isEmpty()) {
					reject(path, "invalid_value", detail);
				}
				else if (entry.isPresent() && !found.add(entry.get())) {
					reject(path, "invalid_value", "is there twice");
				}
			}
			return List.copyOf(found);
		}

		/** Texts by their names. */
		Map<String, String> map(String field, JsonNode object, int maxKeyLength, int maxLength) {
			Map<String, String> texts = new LinkedHashMap<>();
			for (Map.Entry<String, JsonNode> entry : object.properties()) {
				String path = field + "/" + ShownName.inPointer(entry.getKey());
				if (!PlainText.isWithin(entry.getKey(), maxKeyLength) || !PlainText.isClean(entry.getKey())) {
					reject(path, "invalid_value", "must have a name of 1 to " + maxKeyLength + " printable characters");
				}
				String text = text(path, entry.getValue(), maxLength);
				texts.put(entry.getKey(), (text != null) ? text : "");
			}
			return texts;
		}

		private void reject(String path, String code, String detail) {
			this.errors.add(this.place + path, code, detail);
		}

	}

}
