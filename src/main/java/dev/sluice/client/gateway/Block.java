package dev.sluice.client.gateway;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A block of a stream of Server-Sent Events: an event of the journal, or a word about the
 * stream.
 *
 * @param type what it is, such as {@code payment.captured} or {@code position}
 * @param data JSON
 */
public record Block(String type, String data) {

	/**
	 * Whether it is an event of the journal, which tells of something: what has a dot.
	 */
	public boolean isEvent() {
		return this.type.indexOf('.') > 0;
	}

	/**
	 * The event that it is.
	 * @throws Unreadable where it is none
	 */
	public Event event() throws Unreadable {
		return Event.read(this.data);
	}

	/**
	 * The position that a word about the stream tells.
	 * @throws Unreadable where it tells none
	 */
	public long position() throws Unreadable {
		JsonNode position = json().path("position");
		if (!position.isIntegralNumber() || !position.canConvertToLong()) {
			throw new Unreadable("a word about the stream has no position");
		}
		return position.asLong();
	}

	/** Why the stream says so; empty where it does not tell. */
	public String reason() throws Unreadable {
		return json().path("reason").asString("");
	}

	private JsonNode json() throws Unreadable {
		try {
			return JsonMapper.shared().readTree(this.data);
		}
		catch (JacksonException ex) {
			throw new Unreadable("a word about the stream is no JSON");
		}
	}

}
