package dev.sluice.proof.fuzz;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

import dev.sluice.proof.fuzz.Operation.Parameter;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Values that the description allows, and that make sense where it gives examples. */
record Specimens(Random random, Seen seen) {

	private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

	private static final List<String> WORDS = List.of("order", "Zwei Karten", "Ł", "東京", "😀", "a\tb", "line\nline",
			"\"quoted\"", "back\\slash", "<b>", "=1+1", "${x}", "e\u0301", "\u200fright", "'; --");

	/** A body: an example, changed a little, or one from the schema alone. */
	JsonNode body(Operation operation) {
		boolean example = !operation.bodies().isEmpty() && this.random.nextInt(4) > 0;
		ObjectNode body = example ? (ObjectNode) pick(operation.bodies()).deepCopy() : NODES.objectNode();
		List<JsonNode> forms = operation.forms();
		if (example && forms.size() > 1) {
			return body;
		}
		JsonNode schema = pick(forms);
		List<String> required = schema.path("required").valueStream().map(JsonNode::asString).toList();
		schema.path("properties").forEachEntry((name, property) -> {
			boolean wanted = required.contains(name) ? !body.has(name) : this.random.nextInt(5) == 0;
			if (wanted || (body.has(name) && this.random.nextInt(3) == 0)) {
				body.set(name, value(property));
			}
		});
		return body;
	}

	/**
	 * A value of a parameter as it is written, before anything is escaped. Nobody has the
	 * time to wait for long.
	 */
	String text(Parameter parameter) {
		if (parameter.name().equals("wait")) {
			return Integer.toString(this.random.nextInt(2));
		}
		if (!parameter.examples().isEmpty() && this.random.nextInt(3) > 0) {
			return pick(parameter.examples()).asString();
		}
		if (parameter.list()) {
			List<String> values = new ArrayList<>();
			for (int i = this.random.nextInt(3); i >= 0; i--) {
				values.add(value(parameter.schema()).asString());
			}
			return String.join(",", values);
		}
		return value(parameter.schema()).asString();
	}

	/** A value of a schema, or of one of those that it may be. */
	JsonNode value(JsonNode schema) {
		JsonNode either = schema.path("oneOf");
		if (either.size() > 0) {
			return value(either.get(this.random.nextInt(either.size())));
		}
		String type = type(schema);
		if (type.equals("null")) {
			return NODES.nullNode();
		}
		if (schema.has("pattern")) {
			Optional<String> seen = this.seen.matching(schema.path("pattern").asString(), this.random);
			if (seen.isPresent()) {
				return NODES.stringNode(seen.get());
			}
		}
		for (String list : List.of("enum", "x-extensible-enum", "examples")) {
			if (schema.path(list).size() > 0 && (!list.equals("examples") || this.random.nextInt(5) > 0)) {
				return schema.path(list).get(this.random.nextInt(schema.path(list).size()));
			}
		}
		return switch (type) {
			case "integer", "number" -> NODES.numberNode(number(schema));
			case "boolean" -> NODES.booleanNode(this.random.nextBoolean());
			case "object" -> object(schema);
			case "array" -> array(schema);
			default -> NODES.stringNode(string(schema));
		};
	}

	private String type(JsonNode schema) {
		JsonNode type = schema.path("type");
		if (!type.isArray()) {
			return type.asString("string");
		}
		List<String> types = type.valueStream().map(JsonNode::asString).toList();
		String other = types.stream().filter((name) -> !name.equals("null")).findFirst().orElse("string");
		return (types.contains("null") && this.random.nextInt(5) == 0) ? "null" : other;
	}

	/** Small ones mostly, so that some of them are left to be captured and refunded. */
	private long number(JsonNode schema) {
		long least = schema.path("minimum").asLong(0);
		long most = schema.path("maximum").asLong(Math.max(least, 100_000));
		return switch (this.random.nextInt(12)) {
			case 0 -> least;
			case 1 -> most;
			case 2 -> this.random.nextLong(least, Math.max(least + 1, most));
			default -> Math.min(most, least + this.random.nextInt(500));
		};
	}

	private ObjectNode object(JsonNode schema) {
		ObjectNode object = NODES.objectNode();
		schema.path("properties").forEachEntry((name, property) -> object.set(name, value(property)));
		if (schema.path("additionalProperties").isObject()) {
			for (int i = this.random.nextInt(4); i > 0; i--) {
				object.set(string(schema.path("propertyNames")), value(schema.path("additionalProperties")));
			}
		}
		return object;
	}

	private JsonNode array(JsonNode schema) {
		var array = NODES.arrayNode();
		long count = schema.path("minItems").asLong(0) + this.random.nextInt(3);
		for (long i = 0; i < count; i++) {
			array.add(value(schema.path("items")));
		}
		return array;
	}

	private String string(JsonNode schema) {
		if (schema.has("pattern")) {
			return PatternText.of(schema.path("pattern").asString(), this.random);
		}
		if (schema.path("format").asString("").equals("date-time")) {
			return Instant.now().plusSeconds(this.random.nextInt(2000) - 1000L).toString();
		}
		int most = schema.path("maxLength").asInt(40);
		String text = pick(WORDS) + this.random.nextInt(1000);
		if (this.random.nextInt(8) == 0) {
			text = text.repeat(1 + most / text.length());
		}
		int length = Math.min(most, text.codePointCount(0, text.length()));
		return text.substring(0, text.offsetByCodePoints(0, length));
	}

	private <T> T pick(List<T> list) {
		return list.get(this.random.nextInt(list.size()));
	}

}
