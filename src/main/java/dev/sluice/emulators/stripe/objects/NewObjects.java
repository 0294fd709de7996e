package dev.sluice.emulators.stripe.objects;

import java.util.Locale;
import java.util.Map;

import dev.sluice.emulators.stripe.cards.TestCard;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Makes objects as they are at first; times are in seconds. */
public final class NewObjects {

	/** By which version of its API the emulator answers, as stripe-java 33 pins it. */
	public static final String API_VERSION = "2026-07-29.dahlia";

	private static final long DAY = 86_400;

	private static final int DAYS_TO_RESPOND = 9;

	private static final int DAYS_UNTIL_AVAILABLE = 2;

	private NewObjects() {
	}

	/** A payment that nobody has tried to make. */
	public static ObjectNode paymentIntent(String id, long now, long amount, String currency) {
		ObjectNode intent = Template.PAYMENT_INTENT.create(id, now);
		intent.put("amount", amount);
		intent.put("currency", currency);
		intent.put("client_secret", id + "_secret_emulated");
		return intent;
	}

	/** A card to pay with. */
	public static ObjectNode paymentMethod(String id, long now, TestCard card) {
		ObjectNode method = Template.PAYMENT_METHOD.create(id, now);
		ObjectNode details = object(method, "card");
		describe(details, card);
		details.put("display_brand", card.brand());
		object(details, "networks").putArray("available").add(card.brand());
		method.put("$card", card.name());
		return method;
	}

	/** An attempt to make a payment with a card, as if it went well. */
	public static ObjectNode charge(String id, long now, ObjectNode intent, ObjectNode method, TestCard card) {
		ObjectNode charge = Template.CHARGE.create(id, now);
		copy(intent, charge, "amount", "currency", "customer", "description", "metadata", "receipt_email", "shipping",
				"statement_descriptor", "statement_descriptor_suffix", "transfer_group");
		charge.put("payment_intent", intent.path("id").asString());
		charge.put("payment_method", method.path("id").asString());
		copy(method, charge, "billing_details");
		ObjectNode details = object(object(charge, "payment_method_details"), "card");
		describe(details, card);
		details.put("network", card.brand());
		details.put("amount_authorized", charge.path("amount").asLong());
		object(details, "overcapture").put("maximum_amount_capturable", charge.path("amount").asLong());
		charge.put("$card", card.name());
		return charge;
	}

	/** Money of a charge that goes back. */
	public static ObjectNode refund(String id, long now, ObjectNode charge, long amount) {
		ObjectNode refund = Template.REFUND.create(id, now);
		refund.put("amount", amount);
		copy(charge, refund, "currency", "payment_intent");
		refund.put("charge", charge.path("id").asString());
		return refund;
	}

	/** A charge that a cardholder's bank takes back, or asks about. */
	public static ObjectNode dispute(String id, long now, ObjectNode charge, boolean inquiry, String reason) {
		ObjectNode dispute = Template.DISPUTE.create(id, now);
		dispute.put("amount", charge.path("amount_captured").asLong() - charge.path("amount_refunded").asLong()
				+ charge.path("$released").asLong(0));
		copy(charge, dispute, "currency", "payment_intent");
		dispute.put("charge", charge.path("id").asString());
		object(dispute, "evidence_details").put("due_by", now + DAYS_TO_RESPOND * DAY);
		dispute.put("is_charge_refundable", inquiry);
		dispute.put("reason", reason);
		dispute.put("status", inquiry ? "warning_needs_response" : "needs_response");
		String brand = charge.path("payment_method_details").path("card").path("brand").asString();
		ObjectNode card = object(object(dispute, "payment_method_details"), "card");
		card.put("brand", brand);
		card.put("network", brand);
		card.put("case_type", inquiry ? "inquiry" : "chargeback");
		card.put("network_reason_code", reason.equals("fraudulent") ? "10.4" : "13.1");
		return dispute;
	}

	/** What moves in the account; a fee of what is positive is taken at once. */
	public static ObjectNode balanceTransaction(String id, long now, String type, ObjectNode source, long amount,
			long fee) {
		ObjectNode moved = Template.BALANCE_TRANSACTION.create(id, now);
		moved.put("amount", amount);
		moved.put("available_on", now + DAYS_UNTIL_AVAILABLE * DAY);
		copy(source, moved, "currency");
		moved.put("fee", fee);
		if (fee != 0) {
			ObjectNode detail = moved.putArray("fee_details").addObject();
			detail.put("amount", fee);
			detail.putNull("application");
			detail.put("currency", source.path("currency").asString());
			detail.put("description", "Stripe processing fees");
			detail.put("type", "stripe_fee");
		}
		moved.put("net", amount - fee);
		moved.put("reporting_category", category(type));
		moved.put("source", source.path("id").asString());
		moved.put("type", type);
		return moved;
	}

	private static String category(String type) {
		return Map.of("adjustment", "dispute", "refund_failure", "refund_failure").getOrDefault(type, type);
	}

	/** Who pays. */
	public static ObjectNode customer(String id, long now) {
		ObjectNode customer = Template.CUSTOMER.create(id, now);
		customer.put("invoice_prefix", id.substring(id.length() - 8).toUpperCase(Locale.ROOT));
		return customer;
	}

	/** Where events are told. */
	public static ObjectNode webhookEndpoint(String id, long now, String url) {
		ObjectNode endpoint = Template.WEBHOOK_ENDPOINT.create(id, now);
		endpoint.put("url", url);
		return endpoint;
	}

	/** Something that happened to an object, which is shown as it was then. */
	public static ObjectNode event(String id, long now, String type, ObjectNode subject) {
		ObjectNode event = Template.EVENT.create(id, now);
		event.put("api_version", API_VERSION);
		object(event, "data").set("object", Showing.of(subject));
		event.put("type", type);
		return event;
	}

	/** Whose key it is. */
	public static ObjectNode account(String id, long now) {
		return Template.ACCOUNT.create(id, now);
	}

	/** What is left of an object that is no more. */
	public static ObjectNode deleted(String id, String kind) {
		return JsonNodeFactory.instance.objectNode().put("id", id).put("object", kind).put("deleted", true);
	}

	private static void describe(ObjectNode details, TestCard card) {
		details.put("brand", card.brand());
		details.put("fingerprint", card.fingerprint());
		details.put("funding", card.funding());
		details.put("last4", card.last4());
	}

	private static void copy(ObjectNode from, ObjectNode to, String... names) {
		for (String name : names) {
			to.set(name, from.path(name).deepCopy());
		}
	}

	private static ObjectNode object(ObjectNode parent, String name) {
		return (ObjectNode) parent.path(name);
	}

}
