package dev.sluice.proof.fuzz;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import com.networknt.schema.Schema;
import tools.jackson.databind.JsonNode;

/**
 * One operation of the description.
 *
 * @param parameters of its path, its query and its headers
 * @param body the schema of its body; missing where it has none
 * @param form the same, to hold a body against
 * @param bodies examples of its body
 * @param needsBody whether it may not be left out
 * @param responses by status
 * @param schemes by which whoever asks may say who it is; empty where anybody may ask
 */
record Operation(String method, String path, List<Parameter> parameters, JsonNode body, Schema form,
		List<JsonNode> bodies, boolean needsBody, Map<Integer, Response> responses, Set<String> schemes) {

	private static final String JSON = "/content/application~1json";

	static Operation read(String method, String path, JsonNode shared, JsonNode node, JsonNode security) {
		List<Parameter> parameters = new ArrayList<>();
		shared.forEach((parameter) -> parameters.add(Parameter.read(parameter)));
		node.path("parameters").forEach((parameter) -> parameters.add(Parameter.read(parameter)));
		Map<Integer, Response> responses = new TreeMap<>();
		node.path("responses")
			.forEachEntry((status, response) -> responses.put(Integer.valueOf(status), Response.read(response)));
		JsonNode content = node.path("requestBody").at(JSON);
		Set<String> schemes = new HashSet<>();
		(node.has("security") ? node.path("security") : security)
			.forEach((requirement) -> schemes.addAll(requirement.propertyNames()));
		return new Operation(method.toUpperCase(Locale.ROOT), path, parameters, content.path("schema"),
				Response.schema(content.path("schema")),
				content.path("examples").valueStream().map((example) -> example.path("value")).toList(),
				node.path("requestBody").path("required").asBoolean(false), responses, schemes);
	}

	@Override
	public String toString() {
		return this.method + " " + this.path;
	}

	/** The schemas of which its body has one; one that is missing where it has none. */
	List<JsonNode> forms() {
		JsonNode either = this.body.path("oneOf");
		return (either.size() > 0) ? either.valueStream().toList() : List.of(this.body);
	}

	/** Parameters of one place: {@code path}, {@code query} or {@code header}. */
	List<Parameter> parametersIn(String place) {
		return this.parameters.stream().filter((parameter) -> parameter.place().equals(place)).toList();
	}

	/** The media types in which it can be answered. */
	List<String> mediaTypes() {
		return this.responses.entrySet()
			.stream()
			.filter((response) -> response.getKey() < 300)
			.flatMap((response) -> response.getValue().bodies().keySet().stream())
			.toList();
	}

	/**
	 * What can be said beside a body.
	 *
	 * @param place where it is said
	 * @param list whether it is a list, separated by commas
	 * @param examples values that make sense
	 */
	record Parameter(String name, String place, boolean required, JsonNode schema, boolean list,
			List<JsonNode> examples) {

		static Parameter read(JsonNode node) {
			List<JsonNode> examples = new ArrayList<>();
			if (node.has("example")) {
				examples.add(node.path("example"));
			}
			node.path("schema").path("examples").forEach(examples::add);
			boolean list = node.path("schema").has("items");
			return new Parameter(node.path("name").asString(), node.path("in").asString(),
					node.path("required").asBoolean(false),
					list ? node.path("schema").path("items") : node.path("schema"), list, list ? List.of() : examples);
		}

	}

}
