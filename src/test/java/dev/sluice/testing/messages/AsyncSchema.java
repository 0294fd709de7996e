package dev.sluice.testing.messages;

import java.util.List;
import java.util.Map;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.dialect.Dialects;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.BooleanNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a part of a message must be. Although readers ignore what they do not know, all
 * that there is today is described: a field or a value that is not is a fault.
 *
 * @param properties as they are written; missing where it is no object
 */
public record AsyncSchema(JsonNode properties, Schema schema) {

	private static final JsonMapper STRICT = JsonMapper.builder()
		.enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
		.enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
		.build();

	/** AsyncAPI's schemas are a superset of this draft. */
	private static final SchemaRegistry SCHEMAS = SchemaRegistry.withDialect(Dialects.getDraft7(), (builder) -> builder
		.schemaRegistryConfig(SchemaRegistryConfig.builder().formatAssertionsEnabled(true).build()));

	/** A schema in which there is no reference; anything where it is missing. */
	static AsyncSchema of(JsonNode schema) {
		JsonNode closed = schema.isMissingNode() ? BooleanNode.TRUE : schema.deepCopy();
		close(closed);
		return new AsyncSchema(schema.path("properties"), SCHEMAS.getSchema(closed));
	}

	private static void close(JsonNode node) {
		if (node instanceof ObjectNode object) {
			if (object.path("properties").isObject() && !object.has("additionalProperties")) {
				object.put("additionalProperties", false);
			}
			if (object.remove("x-extensible-enum") instanceof ArrayNode values) {
				object.set("enum", values);
			}
		}
		node.forEach(AsyncSchema::close);
	}

	/** What is wrong with some JSON, in sentences; none where nothing is. */
	public List<String> faults(JsonNode json) {
		return this.schema.validate(json)
			.stream()
			.map((error) -> error.getInstanceLocation() + " " + error.getMessage())
			.toList();
	}

	/** What is wrong with a document of JSON. */
	public List<String> faultsOf(String json) {
		return faults(STRICT.readTree(json));
	}

	/** What is wrong with a text that is no JSON, such as a key. */
	public List<String> faultsOfText(String text) {
		return faults(STRICT.getNodeFactory().stringNode(text));
	}

	/**
	 * What is wrong with headers or fields, which are texts also where they mean numbers.
	 */
	public List<String> faultsOfTexts(Map<String, String> texts) {
		ObjectNode object = STRICT.createObjectNode();
		texts.forEach((name, text) -> {
			if ("integer".equals(this.properties.path(name).path("type").asString("")) && text.matches("\\d{1,18}")) {
				object.put(name, Long.parseLong(text));
			}
			else {
				object.put(name, text);
			}
		});
		return faults(object);
	}

}
