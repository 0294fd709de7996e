package dev.sluice.emulators.adyen;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

/**
 * The documents by which Adyen's emulator and the connector to Adyen are judged beside
 * all else that tests of them assert. One that is skipped here judges nothing.
 */
class PublishedDocumentTests {

	private final ObjectNode amount = JsonMapper.shared().createObjectNode().put("currency", "EUR").put("value", 1);

	@Test
	void judgesWhatIsAskedAndAnswered() {
		assumeThat(PublishedDocument.ofCheckout()).isPresent();
		PublishedDocument checkout = PublishedDocument.ofCheckout().orElseThrow();
		ObjectNode capture = JsonMapper.shared().createObjectNode().put("merchantAccount", "Shop");
		String path = PublishedDocument.described("/payments/NC6HT9CRT65ZGN82/captures");

		assertThat(checkout.faultsOfRequest(path, capture)).isNotEmpty();
		capture.set("amount", this.amount);
		assertThat(checkout.faultsOfRequest(path, capture)).isEmpty();
		assertThat(checkout.faultsOfRequest(path, capture.put("unheardOf", 1))).isNotEmpty();
		assertThat(checkout.faultsOfAnswer(path, 201, capture)).isNotEmpty();
		assertThat(checkout.faultsOfAnswer(path, 418, capture)).isNotEmpty();
	}

	@Test
	void judgesWhatIsNotifiedOf() {
		assumeThat(PublishedDocument.ofWebhooks()).isPresent();
		PublishedDocument webhooks = PublishedDocument.ofWebhooks().orElseThrow();
		ObjectNode notification = JsonMapper.shared().createObjectNode().put("live", "false");
		ArrayNode items = notification.putArray("notificationItems");

		assertThat(webhooks.faultsOfNotification(notification)).isNotEmpty();
		items.add(item());
		assertThat(webhooks.faultsOfNotification(notification)).isEmpty();
		items.add(item());
		((ObjectNode) items.at("/1/NotificationRequestItem")).remove("pspReference");
		assertThat(webhooks.faultsOfNotification(notification)).isNotEmpty();
	}

	private JsonNode item() {
		ObjectNode wrapper = JsonMapper.shared().createObjectNode();
		wrapper.putObject("NotificationRequestItem")
			.put("eventCode", "CAPTURE")
			.put("success", "true")
			.put("eventDate", "2026-01-01T01:00:00+01:00")
			.put("pspReference", "QFQTPCQ8HXSKGK82")
			.put("originalReference", "NC6HT9CRT65ZGN82")
			.put("merchantReference", "order-1")
			.put("merchantAccountCode", "Shop")
			.put("paymentMethod", "visa")
			.put("reason", "")
			.set("amount", this.amount);
		return wrapper;
	}

}
