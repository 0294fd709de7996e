package dev.sluice.processors.stripe;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

import dev.sluice.merchants.Mode;
import dev.sluice.payments.words.DisputeStatus;
import dev.sluice.payments.words.Hold;
import dev.sluice.payments.words.Outcome;
import dev.sluice.payments.words.ProcessorReference;
import dev.sluice.processors.connectors.Account;
import dev.sluice.processors.connectors.Delivery;
import dev.sluice.processors.connectors.Notification;
import dev.sluice.processors.connectors.Notification.Meaning;
import dev.sluice.processors.connectors.Notification.Subject;
import dev.sluice.processors.connectors.Notification.Word;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads Stripe's events. They come late, twice and in any order, and show an object as it
 * was: only what is never otherwise again is taken from them, and anything else is a
 * reason to look. Pure.
 */
class StripeNotifications {

	private static final int MAX_ID = 100;

	private final JsonMapper json;

	StripeNotifications(JsonMapper json) {
		this.json = json;
	}

	Notification read(Account account, Delivery delivery) {
		String secret = account.webhookSecret();
		String header = delivery.headers().get("stripe-signature");
		if (secret == null || header == null) {
			return new Notification.Forged((secret == null) ? "the account has no webhook secret" : "it is not signed");
		}
		StripeSignature signature = StripeSignature.read(header);
		if (!signature.isRecent(delivery.at())) {
			return new Notification.Forged("it was not signed lately");
		}
		return signature.isOf(delivery.body(), secret) ? authentic(account, delivery)
				: new Notification.Forged("the signature is not right");
	}

	private Notification authentic(Account account, Delivery delivery) {
		try {
			JsonNode event = this.json.readTree(delivery.body().utf8());
			boolean named = isName(event.path("id")) && isName(event.path("type"));
			return named ? new Notification.Authentic(words(account, event))
					: new Notification.Unreadable("it is no event");
		}
		catch (JacksonException ex) {
			return new Notification.Unreadable("it is not JSON");
		}
	}

	private static boolean isName(JsonNode node) {
		return node.isString() && !node.asString().isEmpty() && node.asString().length() <= MAX_ID;
	}

	private static List<Word> words(Account account, JsonNode event) {
		JsonNode object = event.path("data").path("object");
		if (!isFor(account, event)) {
			return List.of(nothing(event));
		}
		return switch (object.path("object").asString("")) {
			case "payment_intent" -> ofIntent(event, object);
			case "refund" -> List.of(ofRefund(event, object));
			case "dispute" -> List.of(ofDispute(event, object));
			default -> List.of(nothing(event));
		};
	}

	/** Whether it is of the mode, and of the connected account, that is meant. */
	private static boolean isFor(Account account, JsonNode event) {
		String meant = StripeAccess.of(account).account();
		String from = event.path("account").asString("");
		boolean live = event.path("livemode").asBoolean(false);
		return live == (account.mode() == Mode.LIVE) && (meant == null || from.isEmpty() || from.equals(meant));
	}

	private static List<Word> ofIntent(JsonNode event, JsonNode object) {
		Word charge = word(event, "", subject(object, StripeRequests.OPERATION), charge(event, object));
		Optional<Subject> captured = subject(object, StripeRequests.CAPTURE);
		return (captured.isPresent() && isPaid(event, object))
				? List.of(charge, word(event, ":capture", captured, approved(object, null))) : List.of(charge);
	}

	/** How long an authorization holds is not in the event. */
	private static Meaning charge(JsonNode event, JsonNode object) {
		if (isPaid(event, object)) {
			return object.path("capture_method").asString("").equals("manual") ? new Meaning.LookUp()
					: approved(object, new Hold(StripeOutcomes.RULES, null));
		}
		return event.path("type").asString("").equals("payment_intent.created") ? new Meaning.Nothing()
				: new Meaning.LookUp();
	}

	private static boolean isPaid(JsonNode event, JsonNode object) {
		return event.path("type").asString("").equals("payment_intent.succeeded")
				&& object.path("status").asString("").equals("succeeded");
	}

	/** A refund that has succeeded may fail still; one that has failed stays so. */
	private static Word ofRefund(JsonNode event, JsonNode object) {
		Optional<ProcessorReference> reference = ProcessorReference.read(object.path("id").asString(""));
		boolean ended = List.of("failed", "canceled").contains(object.path("status").asString(""));
		Meaning meaning = (ended && reference.isPresent())
				? new Meaning.Ended(StripeOutcomes.failed(object, reference.get())) : new Meaning.LookUp();
		return word(event, "", subject(object, StripeRequests.OPERATION), meaning);
	}

	/** A dispute tells the intent, not what we called it. An inquiry takes no money. */
	private static Word ofDispute(JsonNode event, JsonNode object) {
		Optional<DisputeStatus> status = switch (object.path("status").asString("")) {
			case "needs_response", "under_review" -> Optional.of(DisputeStatus.OPEN);
			case "won" -> Optional.of(DisputeStatus.WON);
			case "lost" -> Optional.of(DisputeStatus.LOST);
			default -> Optional.empty();
		};
		Optional<ProcessorReference> charge = ProcessorReference.read(object.path("payment_intent").asString(""));
		Optional<ProcessorReference> id = ProcessorReference.read(object.path("id").asString(""));
		long amount = StripeAmounts.ours(object.path("amount").asLong(0),
				object.path("currency").asString("").toUpperCase(Locale.ROOT));
		Meaning meaning = (status.isPresent() && charge.isPresent() && id.isPresent())
				? new Meaning.Disputed(charge.get(), id.get(), status.get(), amount,
						object.path("reason").asString("general"))
				: new Meaning.Nothing();
		return new Word(event.path("id").asString(), event.path("type").asString(), Optional.empty(), meaning);
	}

	private static Meaning approved(JsonNode object, @Nullable Hold hold) {
		return ProcessorReference.read(object.path("id").asString(""))
			.<Meaning>map((reference) -> new Meaning.Ended(new Outcome.Approved(reference, hold)))
			.orElse(new Meaning.LookUp());
	}

	private static Optional<Subject> subject(JsonNode object, String operation) {
		JsonNode metadata = object.path("metadata");
		return Stream.of(metadata)
			.filter((said) -> isName(said.path(StripeRequests.PAYMENT)) && isName(said.path(operation)))
			.map((said) -> new Subject(said.path(StripeRequests.PAYMENT).asString(), said.path(operation).asString()))
			.findFirst();
	}

	private static Word word(JsonNode event, String part, Optional<Subject> about, Meaning meaning) {
		return new Word(event.path("id").asString() + part, event.path("type").asString(), about,
				about.isPresent() ? meaning : new Meaning.Nothing());
	}

	private static Word nothing(JsonNode event) {
		return word(event, "", Optional.empty(), new Meaning.Nothing());
	}

}
