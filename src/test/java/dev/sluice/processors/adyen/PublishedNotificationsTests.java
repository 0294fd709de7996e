package dev.sluice.processors.adyen;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;

import dev.sluice.emulators.adyen.PublishedDocument;
import dev.sluice.merchants.Mode;
import dev.sluice.payments.words.Outcome;
import dev.sluice.payments.words.Sum;
import dev.sluice.processors.connectors.Delivery;
import dev.sluice.processors.connectors.Notification;
import dev.sluice.processors.connectors.Notification.Meaning;
import dev.sluice.values.RawJson;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

/**
 * What the connector makes of each notification that Adyen publishes as an example. They
 * are as published, but for the merchant's reference, which is one of ours, and the
 * signature. Skipped where they are not there.
 */
class PublishedNotificationsTests {

	/** What is about other things than payments is no notification with items. */
	private static final Map<String, String> MEANINGS = table("""
			ach_notice_of_change              | not signed
			ach_notification_of_change        | not signed
			authorisation                     | approved 1000 EUR
			authorisation_adjustment          | nothing
			autorescue                        | nothing
			cancel_autorescue                 | nothing
			cancel_or_refund                  | nothing
			cancellation                      | approved
			capture                           | approved 1000 EUR
			capture_failed                    | doubtful
			chargeback                        | open 1000 EUR, 4853
			chargeback_reversed               | nothing
			dispute_defense_period_ended      | lost 1000 EUR, 10.4
			eft_notice_of_change              | not signed
			expire                            | nothing
			information_supplied              | open 10000 USD, 13.3
			issuer_comments                   | nothing
			issuer_response_timeframe_expired | won 10000 USD, 13.1
			manual_review_accept              | nothing
			manual_review_reject              | nothing
			notification_of_chargeback        | open 1000 EUR, 4853
			notification_of_fraud             | nothing
			offer_closed                      | nothing
			order_closed                      | nothing
			order_opened                      | nothing
			paidout_reversed                  | nothing
			payout_decline                    | nothing
			payout_expire                     | nothing
			payout_thirdparty                 | nothing
			postponed_refund                  | nothing
			prearbitration_lost               | nothing
			prearbitration_won                | nothing
			recurring_contract                | nothing
			refund                            | declined 1000 EUR
			refund_failed                     | declined
			refund_with_data                  | nothing
			refunded_reversed                 | declined
			report_available                  | nothing
			request_for_information           | nothing
			second_chargeback                 | nothing
			technical_cancel                  | nothing
			void_pending_refund               | nothing
			""");

	/**
	 * Those about disputes that do not name the payment, once they do: an account has to
	 * be set up for that.
	 */
	private static final Map<String, String> NAMED = table("""
			chargeback_reversed | won 1000 EUR, Fraudulent Processing of Transactions
			prearbitration_lost | lost 1000 EUR, Other Fraud-Card Absent Environment
			prearbitration_won  | won 1000 EUR, general
			second_chargeback   | lost 1000 EUR, 502
			""");

	/** Those about operations, which have a reference of their own. */
	private static final Map<String, String> OPERATIONS = Map.of("CAPTURE", "-capture", "CAPTURE_FAILED", "-capture",
			"CANCELLATION", "-void", "REFUND", "-refund", "REFUND_FAILED", "-refund", "REFUNDED_REVERSED", "-refund");

	private final AdyenNotifications notifications = new AdyenNotifications(JsonMapper.shared());

	private Map<String, JsonNode> examples = Map.of();

	@BeforeEach
	void areThere() {
		assumeThat(PublishedDocument.ofWebhooks()).isPresent();
		this.examples = PublishedDocument.ofWebhooks().orElseThrow().examples();
	}

	@Test
	void meanWhatTheyAreDescribedToMean() {
		Map<String, String> found = new TreeMap<>();
		this.examples.forEach((name, example) -> found.put(name, meaning(example, null)));

		assertThat(found).isEqualTo(MEANINGS);
	}

	@Test
	void meanMoreWhereTheyNameThePayment() {
		Map<String, String> found = new TreeMap<>();
		NAMED.keySet()
			.forEach((name) -> found.put(name,
					meaning(Objects.requireNonNull(this.examples.get(name)), "9913140798220028")));

		assertThat(found).isEqualTo(NAMED);
	}

	private String meaning(JsonNode example, @Nullable String original) {
		JsonNode copy = example.deepCopy();
		if (copy.at("/notificationItems/0/NotificationRequestItem") instanceof ObjectNode item) {
			item.put("merchantReference",
					"pay_01k2-op_01k3" + OPERATIONS.getOrDefault(item.path("eventCode").asString(), ""));
			if (original != null) {
				item.put("originalReference", original);
			}
			return said(SignedByAdyen.of(copy), copy.path("live").asString().equals("true") ? Mode.LIVE : Mode.TEST);
		}
		return said(copy.toString(), Mode.TEST);
	}

	private String said(String body, Mode mode) {
		Map<String, String> credentials = Map.of("api_key", "AQEabcdef", "merchant_account", "YOUR_MERCHANT_ACCOUNT");
		return switch (this.notifications.read(Asked.account(mode, credentials),
				new Delivery(Map.of(), RawJson.of(body.getBytes(StandardCharsets.UTF_8)), Instant.now()))) {
			case Notification.Forged forged -> "not signed";
			case Notification.Unreadable unreadable -> "unreadable";
			case Notification.Authentic authentic ->
				authentic.words().stream().map((word) -> word(word.meaning())).collect(Collectors.joining("; "));
		};
	}

	private static String word(Meaning meaning) {
		return switch (meaning) {
			case Meaning.Ended ended -> name(ended.outcome()) + sum(ended.of());
			case Meaning.LookUp look -> name(Objects.requireNonNull(look.said()));
			case Meaning.Doubtful doubtful -> "doubtful";
			case Meaning.Disputed disputed -> disputed.status().wireName() + " " + disputed.amount() + " "
					+ disputed.currency() + ", " + disputed.reason();
			case Meaning.Nothing nothing -> "nothing";
		};
	}

	private static String sum(@Nullable Sum sum) {
		return (sum != null) ? " " + sum.amount() + " " + sum.currency() : "";
	}

	private static String name(Outcome outcome) {
		return outcome.getClass().getSimpleName().toLowerCase(Locale.ROOT);
	}

	private static Map<String, String> table(String lines) {
		return lines.lines()
			.map((line) -> List.of(line.split("\\|", -1)))
			.collect(Collectors.toMap((row) -> row.getFirst().strip(), (row) -> row.getLast().strip()));
	}

}
