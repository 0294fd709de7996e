package dev.sluice.emulators.stripe.objects;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Objects;

import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What an object of a kind has when it is new, in the order in which it is shown. */
enum Template {

	PAYMENT_INTENT, CHARGE, REFUND, PAYMENT_METHOD, CUSTOMER, EVENT, WEBHOOK_ENDPOINT, DISPUTE, BALANCE_TRANSACTION,
	ACCOUNT;

	private final ObjectNode node;

	Template() {
		this.node = read(name().toLowerCase(Locale.ROOT) + ".json");
	}

	private static ObjectNode read(String file) {
		try (InputStream json = Objects.requireNonNull(Template.class.getResourceAsStream(file), file)) {
			return (ObjectNode) JsonMapper.shared().readTree(json);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** A new object. */
	ObjectNode create(String id, long created) {
		ObjectNode object = this.node.deepCopy();
		object.put("id", id);
		object.put("created", created);
		return object;
	}

}
