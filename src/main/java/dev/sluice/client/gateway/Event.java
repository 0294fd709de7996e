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
 * @param subject the id of the payment or destination that it is about
 * @param json the whole of it, to the letter as it came
 */
public record Event(long position, String type, String subject, long version, Instant createdAt, String json) {

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
		String type = event.path("type").asString("");
		String subject = event.path(type.replaceFirst("\\..*", "_id")).asString("");
		if (!event.path("id").isIntegralNumber() || !event.path("id").canConvertToLong()
				|| !event.path("type").isString() || !PLAIN.matcher(subject).matches()) {
			throw new Unreadable("an event has no id or type, or does not say what it is about");
		}
		Instant createdAt = Rfc3339.read(event.path("created_at").asString(""))
			.orElseThrow(() -> new Unreadable("an event does not say when it happened"));
		return new Event(event.path("id").asLong(), type, subject, event.path("version").asLong(0), createdAt, json);
	}

}
