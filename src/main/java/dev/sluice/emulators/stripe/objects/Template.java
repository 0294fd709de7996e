package dev.sluice.emulators.stripe.objects;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Objects;

import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What an object of a kind has when it is new, in the order in which it is shown. */
enum Template {

	PAYMENT_INTENT, CHARGE, REFUND, PAYMENT_METHOD, CUSTOMER, EVENT, WEBHOOK_ENDPOINT, DISPUTE, BALANCE_TRANSACTION,
	ACCOUNT;

	private final String json;

	Template() {
		this.json = read(name().toLowerCase(Locale.ROOT) + ".json");
	}

	private static String read(String file) {
		try (InputStream json = Objects.requireNonNull(Template.class.getResourceAsStream(file), file)) {
			return new String(json.readAllBytes(), StandardCharsets.UTF_8);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** A new object. */
	ObjectNode create(String id, long created) {
		ObjectNode object = (ObjectNode) JsonMapper.shared().readTree(this.json);
		object.put("id", id);
		object.put("created", created);
		return object;
	}

}
