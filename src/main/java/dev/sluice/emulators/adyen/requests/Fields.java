package dev.sluice.emulators.adyen.requests;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.sluice.emulators.adyen.ledger.Amount;
import dev.sluice.values.CardNumbers;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The fields of an object of a request. Nothing that was sent is repeated in what is said
 * of it, but names of fields that are there by Adyen's own description.
 */
final class Fields {

	/** Above it an amount is a mistake. */
	private static final long LARGEST = 1_000_000_000_000L;

	private static final int CURRENCY_LENGTH = 3;

	private final JsonNode object;

	private Fields(JsonNode object) {
		this.object = object;
	}

	/**
	 * Reads a body.
	 * @param structure what it is called
	 * @param known all fields that there may be
	 */
	static Fields read(JsonMapper json, byte[] body, String structure, Set<String> known) {
		try {
			JsonNode read = json.readTree(body);
			if (!read.isObject()) {
				throw ServiceError.malformed("Unexpected input: expected: {").refused();
			}
			return new Fields(read).withoutOthers(structure, known);
		}
		catch (JacksonException ex) {
			throw ServiceError.malformed("Unexpected input: the body is not well-formed JSON").refused();
		}
	}

	/**
	 * The same, refused where it has fields that are not known.
	 * @param structure what it is called
	 */
	Fields withoutOthers(String structure, Set<String> known) {
		List<String> unknown = this.object.propertyNames().stream().filter((name) -> !known.contains(name)).toList();
		if (!unknown.isEmpty()) {
			throw ServiceError
				.malformed("Structure of " + structure + " contains the following unknown fields: " + shown(unknown))
				.refused();
		}
		return this;
	}

	private static List<String> shown(List<String> names) {
		return names.stream().limit(5).map((name) -> name.matches("[A-Za-z][A-Za-z.]{0,40}") ? name : "?").toList();
	}

	boolean has(String name) {
		return this.object.has(name) && !this.object.get(name).isNull();
	}

	/** A text; null where it is not there. */
	@Nullable String text(String name, int longest) {
		if (!has(name)) {
			return null;
		}
		JsonNode value = this.object.get(name);
		if (!value.isString() || value.asString().length() > longest) {
			throw unexpected(name);
		}
		return value.asString();
	}

	/** A text that is kept and shown, in which no card number may be. */
	@Nullable String plainText(String name, int longest) {
		String text = text(name, longest);
		if (text != null && !isPlain(text)) {
			throw unexpected(name);
		}
		return text;
	}

	private static boolean isPlain(String text) {
		return !CardNumbers.isIn(text) && text.chars().noneMatch(Character::isISOControl);
	}

	/** A text that must be there. */
	String required(String name, int longest, ServiceError otherwise) {
		String text = plainText(name, longest);
		if (text == null || text.isBlank()) {
			throw otherwise.refused();
		}
		return text;
	}

	/** A whole number; null where it is not there. */
	@Nullable Integer integer(String name) {
		if (!has(name)) {
			return null;
		}
		if (!this.object.get(name).isInt()) {
			throw unexpected(name);
		}
		return this.object.get(name).asInt();
	}

	/** What says yes or no, where it is there, says nothing else. */
	void yesOrNo(String name) {
		if (has(name) && !this.object.get(name).isBoolean()) {
			throw unexpected(name);
		}
	}

	/** Whether it says yes, also by a text, as those in {@code additionalData} do. */
	boolean isTrue(String name) {
		return has(name) && "true".equalsIgnoreCase(this.object.get(name).asString(""));
	}

	/** A word or a number as a text; empty where it is not there. */
	String word(String name) {
		return has(name) ? this.object.get(name).asString("") : "";
	}

	/** An object in it; one without fields where it is not there. */
	Fields object(String name) {
		if (has(name) && !this.object.get(name).isObject()) {
			throw unexpected(name);
		}
		return has(name) ? new Fields(this.object.get(name)) : new Fields(JsonMapper.shared().createObjectNode());
	}

	/** The texts of an object in it, as many as there may be. */
	Map<String, String> texts(String name, int most, int longest) {
		Map<String, String> texts = new LinkedHashMap<>();
		Fields all = object(name);
		if (all.object.size() > most) {
			throw unexpected(name);
		}
		for (String key : all.object.propertyNames()) {
			String text = all.plainText(key, longest);
			if (key.length() > longest || !isPlain(key)) {
				throw unexpected(name);
			}
			texts.put(key, (text != null) ? text : "");
		}
		return texts;
	}

	/** An amount that must be there. */
	Amount amount(long smallest) {
		if (!has("amount")) {
			throw ServiceError.invalid("100", "No amount specified").refused();
		}
		Fields amount = object("amount");
		String currency = amount.text("currency", CURRENCY_LENGTH);
		if (currency == null || !MinorUnits.isCurrency(currency)) {
			throw ServiceError.invalid("138", "Unsupported currency specified").refused();
		}
		JsonNode value = amount.object.get("value");
		if (value == null || !value.isIntegralNumber()) {
			throw unexpected("value");
		}
		if (!value.canConvertToLong() || value.asLong() < smallest || value.asLong() > LARGEST) {
			throw ServiceError.invalid("137", "Invalid amount specified").refused();
		}
		return new Amount(currency, value.asLong());
	}

	private static ServiceError.Refused unexpected(String name) {
		return ServiceError.malformed("Unexpected input: " + shown(List.of(name)).getFirst()).refused();
	}

}
