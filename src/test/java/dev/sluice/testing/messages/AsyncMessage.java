package dev.sluice.testing.messages;

import java.util.List;

import tools.jackson.databind.JsonNode;

/**
 * A message as it is described.
 *
 * @param headers an object of all that is said beside the payload
 * @param payload what it says
 * @param key of a record of Kafka; anything where it is none
 * @param examples each with {@code headers} and {@code payload}
 */
public record AsyncMessage(AsyncSchema headers, AsyncSchema payload, AsyncSchema key, List<JsonNode> examples) {

	/** Reads a message of which every reference was followed. */
	static AsyncMessage read(JsonNode message) {
		return new AsyncMessage(AsyncSchema.of(message.path("headers")), AsyncSchema.of(message.path("payload")),
				AsyncSchema.of(message.at("/bindings/kafka/key")), List.copyOf(message.path("examples").values()));
	}

}
