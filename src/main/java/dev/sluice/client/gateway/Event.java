package dev.sluice.client.gateway;

import java.time.Instant;
import java.util.regex.Pattern;

import dev.sluice.values.Rfc3339;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * An event of the journal.
 *
 * @param json the whole of it, to the letter as it came
 */
public record Event(long position, String type, String paymentId, long version, Instant createdAt, String json) {

	private static final Pattern PLAIN = Pattern.compile("[\\w-]{1,100}");

	/**
	 * Reads one.
	 * @throws Unreadable where it is none
	 */
	static Event read(String json) throws Unreadable {
		try {
			return read(JsonMapper.shared().readTree(json), json);
		}
		catch (JacksonException ex) {
			throw new Unreadable("an event is no JSON");
		}
	}

	private static Event read(JsonNode event, String json) throws Unreadable {
		if (!event.path("id").isIntegralNumber() || !event.path("id").canConvertToLong()
				|| !event.path("type").isString() || !PLAIN.matcher(event.path("payment_id").asString("")).matches()) {
			throw new Unreadable("an event has no id, type or payment");
		}
		Instant createdAt = Rfc3339.read(event.path("created_at").asString(""))
			.orElseThrow(() -> new Unreadable("an event does not say when it happened"));
		return new Event(event.path("id").asLong(), event.path("type").asString(), event.path("payment_id").asString(),
				event.path("version").asLong(0), createdAt, json);
	}

}
