package dev.sluice.http;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;

import dev.sluice.values.RawJson;
import dev.sluice.values.ShownName;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.NumericNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A JSON object sent by a caller, read field by field. What is wrong is collected, so
 * that one answer names every field at fault; nothing is coerced. Not thread-safe, used
 * once.
 */
public final class JsonBody {

	private final JsonNode object;

	private final Set<String> known = new LinkedHashSet<>();

	private final FieldErrors errors;

	/** Where it is in the whole body; nothing, or a path that ends with a slash. */
	private final String place;

	private final FieldErrors.Texts texts;

	JsonBody(JsonNode object) {
		this(object, new FieldErrors(), "");
		new CardNumberSearch(this.errors).look(object);
	}

	private JsonBody(JsonNode object, FieldErrors errors, String place) {
		this.object = object;
		this.errors = errors;
		this.place = place;
		this.texts = new FieldErrors.Texts(errors, place);
	}

	/** An integer that must be there; 0 where it is at fault. */
	public long requiredInteger(String field) {
		JsonNode value = find(field);
		if (value == null) {
			missing(field);
			return 0;
		}
		if (!value.isIntegralNumber() || !value.canConvertToLong()) {
			reject(field, "invalid_type", "must be an integer, without quotes and without a fraction");
			return 0;
		}
		return value.longValue();
	}

	/** An integer; empty where it is absent or at fault. */
	public OptionalLong optionalInteger(String field) {
		if (find(field) == null) {
			return OptionalLong.empty();
		}
		long value = requiredInteger(field);
		return isSound(field) ? OptionalLong.of(value) : OptionalLong.empty();
	}

	/** A text that must be there; empty where it is at fault. */
	public String requiredText(String field, int maxLength) {
		if (find(field) == null) {
			missing(field);
			return "";
		}
		String text = optionalText(field, maxLength);
		return (text != null) ? text : "";
	}

	/** A text of 1 to so many code points; null where it is absent or at fault. */
	public @Nullable String optionalText(String field, int maxLength) {
		JsonNode value = find(field);
		return (value != null) ? this.texts.text(field, value, maxLength) : null;
	}

	/** A text that a table knows, such as a code; empty as above. */
	public <T> Optional<T> optional(String field, int maxLength, Function<String, Optional<T>> table, String code,
			String detail) {
		String text = optionalText(field, maxLength);
		if (text == null) {
			return Optional.empty();
		}
		Optional<T> found = table.apply(text);
		if (found.isEmpty()) {
			reject(field, code, detail);
		}
		return found;
	}

	/** A truth value; empty where it is absent or at fault. */
	public Optional<Boolean> optionalBoolean(String field) {
		JsonNode value = find(field);
		if (value != null && !value.isBoolean()) {
			reject(field, "invalid_type", "must be true or false");
			return Optional.empty();
		}
		return Optional.ofNullable(value).map(JsonNode::booleanValue);
	}

	/**
	 * An array of one to so many different texts that a table knows, which must be there;
	 * empty where it is at fault.
	 */
	public <T> List<T> requiredList(String field, int maxEntries, int maxLength, Function<String, Optional<T>> table,
			String detail) {
		JsonNode value = find(field);
		if (value == null) {
			missing(field);
		}
		else if (value.isArray() && value.isEmpty()) {
			reject(field, "invalid_value", "must have 1 to " + maxEntries + " entries");
		}
		return optionalList(field, maxEntries, maxLength, table, detail).orElse(List.of());
	}

	/** The same, where it may be absent, or have no entries. */
	public <T> Optional<List<T>> optionalList(String field, int maxEntries, int maxLength,
			Function<String, Optional<T>> table, String detail) {
		JsonNode value = find(field);
		if (value == null) {
			return Optional.empty();
		}
		if (!value.isArray()) {
			reject(field, "invalid_type", "must be an array of strings");
			return Optional.of(List.of());
		}
		if (value.size() > maxEntries) {
			reject(field, "invalid_value", "must have at most " + maxEntries + " entries");
			return Optional.of(List.of());
		}
		return Optional.of(this.texts.list(field, value, maxLength, table, detail));
	}

	/** An object of texts; empty where it is absent or at fault. */
	public Map<String, String> texts(String field, int maxEntries, int maxKeyLength, int maxLength) {
		JsonNode value = find(field);
		if (value == null) {
			return Map.of();
		}
		if (!value.isObject()) {
			reject(field, "invalid_type", "must be an object of strings");
			return Map.of();
		}
		if (value.size() > maxEntries) {
			reject(field, "invalid_value", "must have at most " + maxEntries + " entries");
			return Map.of();
		}
		return this.texts.map(field, value, maxKeyLength, maxLength);
	}

	/**
	 * An object within, which is read as this one is, and ended before this one is; empty
	 * where it is absent or at fault.
	 */
	public Optional<JsonBody> optionalObject(String field) {
		JsonNode value = find(field);
		if (value != null && !value.isObject()) {
			reject(field, "invalid_type", "must be an object");
			return Optional.empty();
		}
		return Optional.ofNullable(value).map((object) -> new JsonBody(object, this.errors, this.place + field + "/"));
	}

	/** Whether a field is there and not null. */
	public boolean isThere(String field) {
		return find(field) != null;
	}

	/** Says that a field is at fault. The first fault gives the problem its code. */
	public void reject(String field, String code, String detail) {
		this.errors.add(this.place + field, code, detail);
	}

	/** Whether a field is there and an object. */
	public boolean isObject(String field) {
		return find(field) instanceof ObjectNode;
	}

	/** Whether a field is there and a number, which may be no integer. */
	public boolean isNumber(String field) {
		return find(field) instanceof NumericNode;
	}

	/** Whether a field is there and null, where that says something. */
	public boolean isNull(String field) {
		this.known.add(field);
		JsonNode value = this.object.get(field);
		return value != null && value.isNull();
	}

	/** Whether no field read so far is at fault. */
	public boolean isSound(String field) {
		return this.errors.isSound(this.place + field);
	}

	/** The object as it was sent, with one more member; for telling it from another. */
	public RawJson withMember(String name, String value) {
		ObjectNode more = JsonNodeFactory.instance.objectNode().setAll((ObjectNode) this.object).put(name, value);
		return RawJson.of(more.toString().getBytes(StandardCharsets.UTF_8));
	}

	/**
	 * Puts something in the place of a text within an object, for all that is written.
	 */
	public void hide(String field, String name, String instead) {
		((ObjectNode) this.object.path(field)).put(name, instead);
	}

	/**
	 * Ends the reading.
	 * @throws Problem 422 with the fields at fault, unknown fields among them; of an
	 * object within, by the one around it
	 */
	public void finish() {
		for (String name : this.object.propertyNames()) {
			if (!this.known.contains(name)) {
				reject(this.errors.isFull() ? "" : ShownName.inPointer(name), "unknown_field",
						"is not a field of this request");
			}
		}
		if (this.place.isEmpty()) {
			this.errors.throwIfAny();
		}
	}

	private @Nullable JsonNode find(String field) {
		this.known.add(field);
		JsonNode value = this.object.get(field);
		return (value == null || value.isNull()) ? null : value;
	}

	private void missing(String field) {
		reject(field, "missing_field", "is required");
	}

}
