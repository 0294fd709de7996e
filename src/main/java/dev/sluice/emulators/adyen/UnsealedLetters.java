package dev.sluice.emulators.adyen;

import java.time.Instant;
import java.util.Map;

import dev.sluice.emulators.notices.Letter;
import dev.sluice.emulators.notices.Sealing;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Posts notifications as they are: each item bears its own signature. */
class UnsealedLetters implements Sealing {

	@Override
	public String emulator() {
		return AdyenPayments.EMULATOR;
	}

	@Override
	public Letter seal(String secret, String body, Instant now) {
		return new Letter(Map.of(), body);
	}

	/** Of ten times the money, and what did not succeed has. */
	@Override
	public Letter forge(String body, Instant now) {
		JsonNode notification = AdyenJson.MAPPER.readTree(body);
		JsonNode item = notification.path("notificationItems").path(0).path("NotificationRequestItem");
		if (item instanceof ObjectNode fields && item.path("amount") instanceof ObjectNode amount) {
			fields.put("success", "true");
			amount.put("value", amount.path("value").asLong() * 10 + 1);
		}
		return new Letter(Map.of(), AdyenJson.text(notification));
	}

}
