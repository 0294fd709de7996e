package dev.sluice.processors.adyen;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import dev.sluice.merchants.Mode;
import dev.sluice.payments.words.DisputeStatus;
import dev.sluice.payments.words.Kind;
import dev.sluice.payments.words.Outcome;
import dev.sluice.payments.words.ProcessorReference;
import dev.sluice.payments.words.Sum;
import dev.sluice.processors.connectors.Account;
import dev.sluice.processors.connectors.Delivery;
import dev.sluice.processors.connectors.Notification.Meaning;
import dev.sluice.processors.connectors.Notification.Subject;
import dev.sluice.processors.connectors.Notification.Word;
import dev.sluice.processors.connectors.Notification;
import dev.sluice.values.CleanText;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads Adyen's notifications, of which one can have several items, each signed by
 * itself. What Adyen has received they alone tell the end of. Pure.
 */
class AdyenNotifications {

	private static final Pattern EVENT = Pattern.compile("[A-Z0-9_]{1,60}");

	/** Adyen sends one, or a few. */
	private static final int MOST_ITEMS = 100;

	/** Of a dispute; no card is charged more. */
	private static final long MAX_AMOUNT = 1_000_000_000_000L;

	/** How questions of the issuer's stand, which take no money. */
	private static final Set<String> QUESTIONED = Set.of("Unresponded", "Responded", "Expired");

	private final JsonMapper json;

	AdyenNotifications(JsonMapper json) {
		this.json = json;
	}

	Notification read(Account account, Delivery delivery) {
		String key = account.webhookSecret();
		if (key == null) {
			return new Notification.Forged("the account has no webhook secret");
		}
		try {
			return read(account, this.json.readTree(delivery.body().utf8()), key);
		}
		catch (JacksonException ex) {
			return new Notification.Forged("it is not JSON, so that nothing in it is signed");
		}
	}

	private static Notification read(Account account, JsonNode notification, String key) {
		List<JsonNode> items = notification.path("notificationItems")
			.valueStream()
			.limit(MOST_ITEMS + 1L)
			.map((wrapper) -> wrapper.path("NotificationRequestItem"))
			.toList();
		if (items.isEmpty() || items.size() > MOST_ITEMS
				|| !items.stream().allMatch((item) -> AdyenSignature.isOf(item, key))) {
			return new Notification.Forged("not each of its items is signed right");
		}
		if (!items.stream().allMatch((item) -> EVENT.matcher(text(item, "eventCode")).matches())) {
			return new Notification.Unreadable("it has an item without an event");
		}
		boolean live = notification.path("live").asString("").equals("true");
		return new Notification.Authentic(items.stream().map((item) -> word(account, live, item)).toList());
	}

	private static Word word(Account account, boolean live, JsonNode item) {
		boolean ours = live == (account.mode() == Mode.LIVE)
				&& text(item, "merchantAccountCode").equals(AdyenAccess.of(account).merchantAccount());
		Meant meant = ours ? meant(item) : Meant.NOTHING;
		String status = disputeStatus(item);
		String id = Stream.of(text(item, "eventCode"), text(item, "pspReference"), text(item, "success"), status)
			.map((part) -> CleanText.of(part, 64))
			.reduce((one, other) -> one + ":" + other)
			.orElseThrow();
		return new Word(id, text(item, "eventCode"), meant.about(), meant.meaning());
	}

	/** What is about a payment has a name, of all else it may be a file's. */
	private static Meant meant(JsonNode item) {
		if (reference(item, "pspReference").isEmpty()) {
			return Meant.NOTHING;
		}
		boolean success = text(item, "success").equals("true");
		return switch (text(item, "eventCode")) {
			case "AUTHORISATION" -> charge(item, success);
			case "CAPTURE" -> change(item, Kind.CAPTURE, success, sum(item));
			case "REFUND" -> change(item, Kind.REFUND, success, sum(item));
			case "CANCELLATION" -> change(item, Kind.VOID, success, null);
			case "CAPTURE_FAILED" -> success ? notCaptured(item) : Meant.NOTHING;
			case "REFUND_FAILED", "REFUNDED_REVERSED" -> undone(item, Kind.REFUND, success);
			case "NOTIFICATION_OF_CHARGEBACK", "CHARGEBACK" -> disputed(item, success, DisputeStatus.OPEN);
			default -> dispute(item, success);
		};
	}

	/**
	 * What Adyen publishes of its events about disputes. A question of the issuer's takes
	 * no money, and what is supplied answers one where its status is one of theirs.
	 */
	private static Meant dispute(JsonNode item, boolean success) {
		return switch (text(item, "eventCode")) {
			case "PREARBITRATION_OPEN", "PREARBITRATION_DECLINED", "SCHEME_ARBITRATION" ->
				disputed(item, success, DisputeStatus.OPEN);
			case "INFORMATION_SUPPLIED" ->
				QUESTIONED.contains(disputeStatus(item)) ? Meant.NOTHING : disputed(item, success, DisputeStatus.OPEN);
			case "CHARGEBACK_REVERSED", "PREARBITRATION_WON", "PREARBITRATION_ISSUER_WITHDRAWN",
					"SCHEME_ARBITRATION_WON", "ISSUER_RESPONSE_TIMEFRAME_EXPIRED" ->
				disputed(item, success, DisputeStatus.WON);
			case "SECOND_CHARGEBACK", "PREARBITRATION_LOST", "PREARBITRATION_ACCEPTED", "SCHEME_ARBITRATION_LOST",
					"DISPUTE_DEFENSE_PERIOD_ENDED" ->
				disputed(item, success, DisputeStatus.LOST);
			default -> Meant.NOTHING;
		};
	}

	private static String disputeStatus(JsonNode item) {
		return text(item.path("additionalData"), "disputeStatus");
	}

	private static Meant charge(JsonNode item, boolean success) {
		ProcessorReference reference = reference(item, "pspReference").orElseThrow();
		Outcome outcome = success ? AdyenOutcomes.approved(reference)
				: AdyenDeclines.of(text(item, "reason"), "", item.path("additionalData"), reference);
		return Meant.of(about(item, Kind.SALE), new Meaning.Ended(outcome, sum(item)));
	}

	private static Meant change(JsonNode item, Kind kind, boolean success, @Nullable Sum of) {
		Outcome outcome = success ? new Outcome.Approved(reference(item, "pspReference").orElseThrow(), null)
				: failed(item);
		return Meant.of(about(item, kind), new Meaning.Ended(outcome, of));
	}

	/** Adyen had said that it was done, or will say so in a word that comes late. */
	private static Meant undone(JsonNode item, Kind kind, boolean success) {
		return success ? Meant.of(about(item, kind), new Meaning.Ended(failed(item), null)) : Meant.NOTHING;
	}

	/**
	 * What failed for a technical reason Adyen captures again by itself, and says so by
	 * another word. It may be a charge that it was to capture by itself.
	 */
	private static Meant notCaptured(JsonNode item) {
		Optional<Subject> charge = about(item, Kind.SALE);
		return charge.isPresent() ? Meant.of(charge, new Meaning.LookUp(null, failed(item)))
				: Meant.of(about(item, Kind.CAPTURE), new Meaning.Doubtful("capture_failed", failed(item)));
	}

	private static Outcome.Declined failed(JsonNode item) {
		String reason = text(item, "reason");
		return new Outcome.Declined("refused_by_processor",
				"Adyen did not do it: " + (reason.isEmpty() ? "no reason is given" : reason) + ".", reason, null,
				reference(item, "pspReference").orElse(null));
	}

	/** What Adyen says of how it stands counts more than what happened last. */
	private static Meant disputed(JsonNode item, boolean success, DisputeStatus usual) {
		Optional<ProcessorReference> charge = reference(item, "originalReference");
		ProcessorReference id = reference(item, "pspReference").orElseThrow();
		if (!success || charge.isEmpty()) {
			return Meant.NOTHING;
		}
		DisputeStatus status = switch (disputeStatus(item)) {
			case "Lost", "Accepted", "Expired" -> DisputeStatus.LOST;
			case "Won" -> DisputeStatus.WON;
			default -> usual;
		};
		JsonNode amount = item.path("amount");
		Sum sum = AdyenAmounts.ours(Math.clamp(amount.path("value").asLong(0), 0, MAX_AMOUNT),
				text(amount, "currency"));
		return new Meant(Optional.empty(), new Meaning.Disputed(charge.get(), id, status, sum.amount(), sum.currency(),
				CleanText.of(reason(item), Outcome.MAX_CODE)));
	}

	private static String reason(JsonNode item) {
		String code = text(item.path("additionalData"), "chargebackReasonCode");
		return !code.isEmpty() ? code : text(item, "reason").isEmpty() ? "general" : text(item, "reason");
	}

	private static Optional<Subject> about(JsonNode item, Kind kind) {
		return AdyenReference.read(text(item, "merchantReference"))
			.filter((reference) -> reference.isOf(kind))
			.map(AdyenReference::subject);
	}

	private static @Nullable Sum sum(JsonNode item) {
		JsonNode amount = item.path("amount");
		return amount.path("value").isIntegralNumber() ? AdyenOutcomes.sum(amount) : null;
	}

	private static Optional<ProcessorReference> reference(JsonNode item, String name) {
		return AdyenReference.ofAdyen(text(item, name));
	}

	private static String text(JsonNode node, String name) {
		return node.path(name).asString("");
	}

	/**
	 * What an item comes to.
	 *
	 * @param about which operation, where it is one of ours
	 */
	private record Meant(Optional<Subject> about, Meaning meaning) {

		/** Nothing that a payment knows of. */
		static final Meant NOTHING = new Meant(Optional.empty(), new Meaning.Nothing());

		/** What is about none of ours means nothing. */
		static Meant of(Optional<Subject> about, Meaning meaning) {
			return about.isPresent() ? new Meant(about, meaning) : NOTHING;
		}

	}

}
