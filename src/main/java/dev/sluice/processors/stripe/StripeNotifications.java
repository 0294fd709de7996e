package dev.sluice.processors.stripe;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import dev.sluice.merchants.Mode;
import dev.sluice.payments.words.DisputeStatus;
import dev.sluice.payments.words.Outcome;
import dev.sluice.payments.words.ProcessorReference;
import dev.sluice.processors.connectors.Account;
import dev.sluice.processors.connectors.Delivery;
import dev.sluice.processors.connectors.Notification;
import dev.sluice.processors.connectors.Notification.Meaning;
import dev.sluice.processors.connectors.Notification.Subject;
import dev.sluice.processors.connectors.Notification.Word;
import dev.sluice.values.CleanText;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads Stripe's events. They come late, twice and in any order, and show an object as it
 * was, so they are a reason to look what came of an operation, and say nothing of it. Of
 * a dispute they are all that there is. Pure.
 */
class StripeNotifications {

	/** As Stripe's names are, and ours. */
	private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.]{1,100}");

	/** Of a dispute; Stripe's largest has eight digits, and some currencies more. */
	private static final long MAX_AMOUNT = 1_000_000_000_000L;

	private static final String SIGNATURE = "stripe-signature";

	private static final String SUCCEEDED = "succeeded";

	private final JsonMapper json;

	StripeNotifications(JsonMapper json) {
		this.json = json;
	}

	/** Whether it is signed at all, as Stripe does, and was lately. */
	static boolean mayBe(Map<String, String> headers, Instant now) {
		String header = headers.get(SIGNATURE);
		return header != null && StripeSignature.read(header).mayBe(now);
	}

	Notification read(Account account, Delivery delivery) {
		String secret = account.webhookSecret();
		String header = delivery.headers().get(SIGNATURE);
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
		return node.isString() && NAME.matcher(node.asString()).matches();
	}

	private static Optional<ProcessorReference> name(JsonNode node) {
		return StripeRequests.name(node.asString(""));
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
		return live == (account.mode() == Mode.LIVE) && from.equals((meant != null) ? meant : "");
	}

	private static List<Word> ofIntent(JsonNode event, JsonNode object) {
		Meaning look = event.path("type").asString("").equals("payment_intent.created") ? new Meaning.Nothing()
				: new Meaning.LookUp(reference(object).orElse(null), charged(object));
		Word charge = word(event, "", subject(object, StripeRequests.OPERATION), look);
		Optional<Subject> captured = subject(object, StripeRequests.CAPTURE);
		return captured.isPresent()
				? List.of(charge, word(event, ":capture", captured, new Meaning.LookUp(null, captured(object))))
				: List.of(charge);
	}

	/** That a payment is canceled says nothing of whether its charge was approved. */
	private static @Nullable Outcome charged(JsonNode object) {
		return switch (object.path("status").asString("")) {
			case "requires_capture", SUCCEEDED -> approved(object);
			default -> null;
		};
	}

	private static @Nullable Outcome captured(JsonNode object) {
		return object.path("status").asString("").equals(SUCCEEDED) ? approved(object) : null;
	}

	private static Outcome approved(JsonNode object) {
		return new Outcome.Approved(reference(object).orElse(null), null);
	}

	private static Word ofRefund(JsonNode event, JsonNode object) {
		Optional<ProcessorReference> reference = reference(object);
		Outcome said = switch (object.path("status").asString("")) {
			case SUCCEEDED -> approved(object);
			case "failed", "canceled" -> reference.map((id) -> StripeOutcomes.failed(object, id)).orElse(null);
			default -> null;
		};
		return word(event, "", subject(object, StripeRequests.OPERATION),
				new Meaning.LookUp(reference.orElse(null), said));
	}

	private static Optional<ProcessorReference> reference(JsonNode object) {
		return name(object.path("id"));
	}

	/** A dispute tells the intent, not what we called it. An inquiry takes no money. */
	private static Word ofDispute(JsonNode event, JsonNode object) {
		Optional<DisputeStatus> status = switch (object.path("status").asString("")) {
			case "needs_response", "under_review" -> Optional.of(DisputeStatus.OPEN);
			case "won" -> Optional.of(DisputeStatus.WON);
			case "lost" -> Optional.of(DisputeStatus.LOST);
			default -> Optional.empty();
		};
		Optional<ProcessorReference> charge = name(object.path("payment_intent"));
		Optional<ProcessorReference> id = name(object.path("id"));
		String currency = object.path("currency").asString("").toUpperCase(Locale.ROOT);
		long amount = StripeAmounts.ours(Math.clamp(object.path("amount").asLong(0), 0, MAX_AMOUNT), currency);
		Meaning meaning = (status.isPresent() && charge.isPresent() && id.isPresent())
				? new Meaning.Disputed(charge.get(), id.get(), status.get(), amount, currency,
						CleanText.of(object.path("reason").asString("general"), Outcome.MAX_CODE))
				: new Meaning.Nothing();
		return new Word(event.path("id").asString(), event.path("type").asString(), Optional.empty(), meaning);
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
