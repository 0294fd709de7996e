package dev.sluice.testing.messages;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A description of an API as a document.
 *
 * @param root its whole tree, as it is written
 */
public record AsyncDocument(JsonNode root) {

	private static final Path FOLDER = Path.of("src/main/resources/openapi");

	/** The description of what is sent. */
	public static AsyncDocument read() {
		return read("asyncapi.yaml");
	}

	/** The description of what is asked for and answered. */
	public static AsyncDocument ofRequests() {
		return read("openapi.yaml");
	}

	private static AsyncDocument read(String name) {
		try {
			return parse(Files.readString(FOLDER.resolve(name)));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** A document that is given. */
	public static AsyncDocument parse(String yaml) {
		return new AsyncDocument(JsonMapper.shared().valueToTree(new Yaml().<Object>load(yaml)));
	}

	/** The messages of a channel, by the names that they have there. */
	public Map<String, AsyncMessage> messages(String channel) {
		Map<String, AsyncMessage> messages = new TreeMap<>();
		find("#/channels/" + channel + "/messages")
			.forEachEntry((name, message) -> messages.put(name, AsyncMessage.read(resolved(message))));
		return messages;
	}

	/** One of them; an error where there is none of the name. */
	public AsyncMessage message(String channel, String name) {
		return Objects.requireNonNull(messages(channel).get(name), () -> "No message " + name + " in " + channel);
	}

	/** What a reference refers to, as it is written there. */
	public JsonNode find(String reference) {
		JsonNode found = this.root.at(reference.substring(1));
		if (found.isMissingNode()) {
			throw new AssertionError("Nothing is at " + reference);
		}
		return found;
	}

	/** The same with every reference followed. */
	public JsonNode resolved(JsonNode node) {
		if (node.path("$ref").isString()) {
			return resolved(find(node.path("$ref").asString()));
		}
		if (node instanceof ObjectNode object) {
			ObjectNode copy = object.objectNode();
			object.forEachEntry((name, member) -> copy.set(name, resolved(member)));
			return copy;
		}
		if (node instanceof ArrayNode array) {
			ArrayNode copy = array.arrayNode();
			array.forEach((item) -> copy.add(resolved(item)));
			return copy;
		}
		return node;
	}

}
