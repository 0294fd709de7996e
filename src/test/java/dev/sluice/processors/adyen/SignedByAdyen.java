package dev.sluice.processors.adyen;

import java.io.IOException;
import java.security.SignatureException;

import com.adyen.model.notification.NotificationRequestItem;
import com.adyen.notification.WebhookHandler;
import com.adyen.util.HMACValidator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Notifications as Adyen's own library reads and signs them. */
final class SignedByAdyen {

	private SignedByAdyen() {
	}

	/** A notification of one item, with its signature in it. */
	static String of(JsonNode notification) {
		JsonNode copy = notification.deepCopy();
		ObjectNode item = (ObjectNode) copy.at("/notificationItems/0/NotificationRequestItem");
		item.withObject("additionalData").put("hmacSignature", signature(copy.toString()));
		return copy.toString();
	}

	private static String signature(String notification) {
		try {
			NotificationRequestItem item = new WebhookHandler().handleNotificationJson(notification)
				.getNotificationItems()
				.getFirst();
			return new HMACValidator().calculateHMAC(item, EmulatedAdyen.HMAC_KEY);
		}
		catch (IOException | SignatureException ex) {
			throw new AssertionError(ex);
		}
	}

}
