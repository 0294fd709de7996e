package dev.sluice.proof.fuzz;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.dialect.Dialects;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.BooleanNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * An answer as it is described.
 *
 * @param bodies by media type
 * @param line what each line is where the answer is not a page, but lines or a stream
 * @param headers by name
 */
record Response(Map<String, Schema> bodies, Schema line, Map<String, Header> headers) {

	private static final SchemaRegistry SCHEMAS = SchemaRegistry.withDialect(Dialects.getDraft202012(),
			(builder) -> builder
				.schemaRegistryConfig(SchemaRegistryConfig.builder().formatAssertionsEnabled(true).build()));

	static Response read(JsonNode node) {
		Map<String, Schema> bodies = new TreeMap<>();
		node.path("content").forEachEntry((type, content) -> bodies.put(type, closed(content.path("schema"))));
		Map<String, Header> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
		node.path("headers")
			.forEachEntry((name, header) -> headers.put(name, new Header(header.path("required").asBoolean(false),
					header.at("/schema/type").asString(""), schema(header.path("schema")))));
		JsonNode items = node.at("/content/application~1json/schema/properties/data/items");
		return new Response(bodies, items.isMissingNode() ? schema(items) : closed(items), headers);
	}

	/** As it is written, for what is sent. */
	static Schema schema(JsonNode schema) {
		JsonNode open = schema.isMissingNode() ? BooleanNode.TRUE : schema.deepCopy();
		alternatives(open);
		open.findParents("x-extensible-enum").forEach((node) -> ((ObjectNode) node).remove("x-extensible-enum"));
		return SCHEMAS.getSchema(open);
	}

	/**
	 * For what is answered: although readers ignore what they do not know, all that there
	 * is today is described.
	 */
	private static Schema closed(JsonNode schema) {
		JsonNode closed = schema.deepCopy();
		alternatives(closed);
		close(closed);
		return SCHEMAS.getSchema(closed);
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
		node.forEach(Response::close);
	}

	/** Whoever followed the references made an object of everything that has some. */
	private static void alternatives(JsonNode node) {
		if (node instanceof ObjectNode object && object.has("oneOf")) {
			var _ = object.remove("type");
		}
		node.forEach(Response::alternatives);
	}

	/** What is wrong with a body; empty where nothing is. */
	static List<String> faults(Schema schema, JsonNode body) {
		List<String> faults = new ArrayList<>();
		schema.validate(body).forEach((error) -> faults.add(error.getInstanceLocation() + " " + error.getMessage()));
		return faults;
	}

	/**
	 * A header of an answer.
	 *
	 * @param required whether it is always there
	 * @param type what it is read as
	 */
	record Header(boolean required, String type, Schema schema) {

	}

}
