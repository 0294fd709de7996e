package dev.sluice.processors.adyen;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import com.adyen.model.notification.Amount;
import com.adyen.model.notification.NotificationRequestItem;
import com.adyen.util.HMACValidator;
import dev.sluice.merchants.MerchantId;
import dev.sluice.merchants.Mode;
import dev.sluice.payments.words.DisputeStatus;
import dev.sluice.payments.words.Outcome;
import dev.sluice.payments.words.ProcessorReference;
import dev.sluice.payments.words.Sum;
import dev.sluice.processors.connectors.Account;
import dev.sluice.processors.connectors.Delivery;
import dev.sluice.processors.connectors.Notification;
import dev.sluice.processors.connectors.Notification.Meaning;
import dev.sluice.processors.connectors.Notification.Subject;
import dev.sluice.processors.connectors.Notification.Word;
import dev.sluice.values.RawJson;
import dev.sluice.values.TypeId;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/** What Adyen's notifications come to, signed by Adyen's own library. */
class AdyenNotificationsTests {

	private static final String CHARGE = "pay_01k2-op_01k3";

	private static final ProcessorReference NAME = new ProcessorReference("QFQTPCQ8HXSKGK82");

	private final AdyenNotifications notifications = new AdyenNotifications(JsonMapper.shared());

	@Test
	void saysHowAChargeEnded() throws Exception {
		Word approved = only(item("AUTHORISATION", "true"));
		Word declined = only(with(item("AUTHORISATION", "false"), "reason", "Not enough balance"));

		assertThat(approved.about()).contains(new Subject("pay_01k2", "op_01k3"));
		assertThat(approved.meaning()).isEqualTo(new Meaning.Ended(AdyenOutcomes.approved(NAME), new Sum(1099, "EUR")));
		assertThat(((Meaning.Ended) declined.meaning()).outcome()).isInstanceOfSatisfying(Outcome.Declined.class,
				(outcome) -> assertThat(outcome.code()).isEqualTo("insufficient_funds"));
		assertThat(approved.id()).isNotEqualTo(declined.id());
	}

	@ParameterizedTest
	@CsvSource({ "CAPTURE, capture", "CANCELLATION, void", "REFUND, refund" })
	void saysHowAChangeEnded(String event, String what) throws Exception {
		Map<String, Object> item = with(item(event, "true"), "merchantReference", CHARGE + "-" + what);

		Word done = only(item);
		Word failed = only(with(with(item, "success", "false"), "reason", "Insufficient balance on payment"));

		assertThat(done.about()).contains(new Subject("pay_01k2", "op_01k3"));
		assertThat(((Meaning.Ended) done.meaning()).outcome()).isEqualTo(new Outcome.Approved(NAME, null));
		assertThat(((Meaning.Ended) failed.meaning()).outcome()).isInstanceOfSatisfying(Outcome.Declined.class,
				(outcome) -> assertThat(outcome.message()).contains("Insufficient balance"));
	}

	/** A cancellation of something else must not end a charge. */
	@ParameterizedTest
	@CsvSource({ "CAPTURE, ", "CANCELLATION, ", "REFUND, ", "CAPTURE, -refund", "REFUND, -capture",
			"CANCELLATION, -capture", "AUTHORISATION, -capture", "AUTHORISATION, -more", "CAPTURE_FAILED, -refund",
			"REFUND_FAILED, -capture" })
	void meansNothingWhereItIsOfAnotherOperation(String event, @Nullable String what) throws Exception {
		Word word = only(with(item(event, "true"), "merchantReference", CHARGE + ((what != null) ? what : "")));

		assertThat(word.about()).isEmpty();
		assertThat(word.meaning()).isEqualTo(new Meaning.Nothing());
	}

	@ParameterizedTest
	@CsvSource({ "REFUND_FAILED, refund", "REFUNDED_REVERSED, refund" })
	void saysThatSomethingFailedAfterAll(String event, String what) throws Exception {
		Word word = only(with(item(event, "true"), "merchantReference", CHARGE + "-" + what));

		assertThat(((Meaning.Ended) word.meaning()).outcome()).isInstanceOf(Outcome.Declined.class);
	}

	@ParameterizedTest
	@CsvSource({ "NOTIFICATION_OF_CHARGEBACK, , OPEN", "CHARGEBACK, , OPEN", "CHARGEBACK, Pending, OPEN",
			"CHARGEBACK, Lost, LOST", "CHARGEBACK, Accepted, LOST", "CHARGEBACK_REVERSED, , WON",
			"CHARGEBACK_REVERSED, Pending, WON", "SECOND_CHARGEBACK, , LOST", "PREARBITRATION_WON, , WON",
			"PREARBITRATION_LOST, , LOST", "DISPUTE_DEFENSE_PERIOD_ENDED, , LOST", "SCHEME_ARBITRATION_LOST, , LOST",
			"SCHEME_ARBITRATION_WON, , WON", "ISSUER_RESPONSE_TIMEFRAME_EXPIRED, , WON",
			"ISSUER_RESPONSE_TIMEFRAME_EXPIRED, Won, WON", "ISSUER_RESPONSE_TIMEFRAME_EXPIRED, Lost, LOST",
			"PREARBITRATION_ISSUER_WITHDRAWN, , WON", "PREARBITRATION_ACCEPTED, , LOST",
			"PREARBITRATION_ACCEPTED, Pending, LOST", "PREARBITRATION_OPEN, , OPEN", "PREARBITRATION_OPEN, Lost, LOST",
			"PREARBITRATION_DECLINED, , OPEN", "PREARBITRATION_DECLINED, Won, WON", "SCHEME_ARBITRATION, , OPEN",
			"SCHEME_ARBITRATION, Lost, LOST", "INFORMATION_SUPPLIED, , OPEN", "INFORMATION_SUPPLIED, Pending, OPEN",
			"INFORMATION_SUPPLIED, Accepted, LOST" })
	void saysHowADisputeStands(String event, @Nullable String status, DisputeStatus means) throws Exception {
		Map<String, Object> item = with(item(event, "true"), "originalReference", "PAYMENTREFERENCE");
		Map<String, Object> more = new LinkedHashMap<>(Map.of("chargebackReasonCode", "10.4"));
		if (status != null) {
			more.put("disputeStatus", status);
		}

		Word word = only(with(item, "additionalData", more));

		assertThat(word.meaning()).isEqualTo(
				new Meaning.Disputed(new ProcessorReference("PAYMENTREFERENCE"), NAME, means, 1099, "EUR", "10.4"));
	}

	/** A question of the issuer's takes no money, and neither does its answer. */
	@ParameterizedTest
	@CsvSource({ "REQUEST_FOR_INFORMATION, Expired", "INFORMATION_SUPPLIED, Responded",
			"INFORMATION_SUPPLIED, Unresponded", "NOTIFICATION_OF_FRAUD, Lost", "ISSUER_COMMENTS, Lost" })
	void takesNoQuestionForADispute(String event, String status) throws Exception {
		Map<String, Object> item = with(item(event, "true"), "originalReference", "PAYMENTREFERENCE");

		assertThat(only(with(item, "additionalData", Map.of("disputeStatus", status))).meaning())
			.isEqualTo(new Meaning.Nothing());
	}

	@Test
	void tellsSumsInMinorUnits() throws Exception {
		Map<String, Object> amount = Map.of("value", 120_000, "currency", "ISK");

		assertThat(only(with(item("AUTHORISATION", "true"), "amount", amount)).meaning())
			.isEqualTo(new Meaning.Ended(AdyenOutcomes.approved(NAME), new Sum(1200, "ISK")));
	}

	@ParameterizedTest
	@ValueSource(strings = { "REPORT_AVAILABLE", "RECURRING_CONTRACT", "EXPIRE", "OFFER_CLOSED", "MADE_UP" })
	void keepsWhatMeansNothingToAPayment(String event) throws Exception {
		assertThat(only(item(event, "true")).meaning()).isEqualTo(new Meaning.Nothing());
	}

	@Test
	void meansNothingWhereItIsForSomebodyElse() throws Exception {
		assertThat(only(with(item("AUTHORISATION", "true"), "merchantAccountCode", "Other")).meaning())
			.isEqualTo(new Meaning.Nothing());
		assertThat(words(read(body("true", List.of(signed(item("AUTHORISATION", "true")))))).getFirst().meaning())
			.isEqualTo(new Meaning.Nothing());
		assertThat(only(with(item("AUTHORISATION", "true"), "merchantReference", "order-7")).meaning())
			.isEqualTo(new Meaning.Nothing());
	}

	@ParameterizedTest
	@ValueSource(strings = { "pspReference", "merchantReference", "merchantAccountCode", "eventCode", "success",
			"originalReference" })
	void isNotBelievedWhereItWasChanged(String field) throws Exception {
		Map<String, Object> forged = with(signed(item("AUTHORISATION", "true")), field, "false");

		assertThat(read(body("false", List.of(forged)))).isInstanceOf(Notification.Forged.class);
	}

	@Test
	void isNotBelievedWhereItsAmountWasChanged() throws Exception {
		Map<String, Object> signed = signed(item("AUTHORISATION", "true"));

		for (Map<String, Object> amount : List.<Map<String, Object>>of(Map.of("value", 1, "currency", "EUR"),
				Map.of("value", 1099, "currency", "USD"), Map.of())) {
			assertThat(read(body("false", List.of(with(signed, "amount", amount)))))
				.isInstanceOf(Notification.Forged.class);
		}
	}

	/** One that is signed does not vouch for the others. */
	@Test
	void isBelievedAsAWholeOrNotAtAll() throws Exception {
		Map<String, Object> signed = signed(item("AUTHORISATION", "true"));

		assertThat(words(read(body("false", List.of(signed, signed))))).hasSize(2);
		assertThat(read(body("false", List.of(signed, item("AUTHORISATION", "true")))))
			.isInstanceOf(Notification.Forged.class);
		assertThat(read(body("false", List.of()))).isInstanceOf(Notification.Forged.class);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "{", "[]", "null", "{}", "{\"notificationItems\": {}}",
			"{\"notificationItems\": [1, null]}", "{\"notificationItems\": [{\"NotificationRequestItem\": \"x\"}]}" })
	void isNotBelievedWhereNothingInItIsSigned(String body) {
		assertThat(read(body)).isInstanceOf(Notification.Forged.class);
	}

	@Test
	void isNotBelievedWithoutAKey() throws Exception {
		String body = body("false", List.of(signed(item("AUTHORISATION", "true"))));

		assertThat(read(account(null), body)).isInstanceOf(Notification.Forged.class);
		assertThat(read(account("no hexadecimal digits"), body)).isInstanceOf(Notification.Forged.class);
		assertThat(read(account(EmulatedAdyen.HMAC_KEY.replace('D', 'E')), body))
			.isInstanceOf(Notification.Forged.class);
	}

	/** A report has the name of a file. */
	@Test
	void keepsWhatHasNoNameOfAPayments() throws Exception {
		Map<String, Object> report = with(item("REPORT_AVAILABLE", "true"), "pspReference",
				"settlement_detail_report_batch_12.csv");

		assertThat(only(report).meaning()).isEqualTo(new Meaning.Nothing());
		assertThat(only(with(item("AUTHORISATION", "true"), "pspReference", "../..")).meaning())
			.isEqualTo(new Meaning.Nothing());
	}

	@Test
	void isUnreadableWhereItIsSignedAndSaysNothing() throws Exception {
		assertThat(read(body("false", List.of(signed(item("no event", "true"))))))
			.isInstanceOf(Notification.Unreadable.class);
	}

	/** Adyen may capture again by itself. */
	@Test
	void doesNotSayThatACaptureThatFailedHasEnded() throws Exception {
		Map<String, Object> item = with(item("CAPTURE_FAILED", "true"), "merchantReference", CHARGE + "-capture");

		assertThat(only(item).meaning()).isInstanceOfSatisfying(Meaning.Doubtful.class, (doubtful) -> {
			assertThat(doubtful.reason()).isEqualTo("capture_failed");
			assertThat(doubtful.said()).isInstanceOf(Outcome.Declined.class);
		});
		assertThat(only(with(item, "success", "false")).meaning()).isEqualTo(new Meaning.Nothing());
	}

	/** What Adyen captures by itself is captured with the charge. */
	@Test
	void saysThatAnAutomaticCaptureFailed() throws Exception {
		Word word = only(item("CAPTURE_FAILED", "true"));

		assertThat(word.about()).contains(new Subject("pay_01k2", "op_01k3"));
		assertThat(((Meaning.LookUp) word.meaning()).said()).isInstanceOf(Outcome.Declined.class);
	}

	private Word only(Map<String, Object> item) throws Exception {
		List<Word> words = words(read(body("false", List.of(signed(item)))));
		assertThat(words).hasSize(1);
		return words.getFirst();
	}

	private static List<Word> words(Notification notification) {
		return ((Notification.Authentic) notification).words();
	}

	private Notification read(String body) {
		return read(account(EmulatedAdyen.HMAC_KEY), body);
	}

	private Notification read(Account account, String body) {
		return this.notifications.read(account,
				new Delivery(Map.of(), RawJson.of(body.getBytes(StandardCharsets.UTF_8)), Instant.now()));
	}

	private static Account account(@Nullable String key) {
		return new Account("pra_test", new MerchantId(TypeId.next()), Mode.TEST,
				Map.of("api_key", "AQEabcdef", "merchant_account", "Shop"), null, key);
	}

	private static Map<String, Object> item(String event, String success) {
		Map<String, Object> item = new LinkedHashMap<>();
		item.put("eventCode", event);
		item.put("success", success);
		item.put("pspReference", NAME.value());
		item.put("merchantReference", CHARGE);
		item.put("merchantAccountCode", "Shop");
		item.put("amount", Map.of("value", 1099, "currency", "EUR"));
		return item;
	}

	private static Map<String, Object> with(Map<String, Object> item, String field, Object value) {
		Map<String, Object> changed = new LinkedHashMap<>(item);
		changed.put(field, value);
		return changed;
	}

	/** As Adyen's own library reckons it. */
	private static Map<String, Object> signed(Map<String, Object> item) throws Exception {
		NotificationRequestItem theirs = new NotificationRequestItem();
		theirs.setEventCode(text(item, "eventCode"));
		theirs.setSuccess(text(item, "success").equals("true"));
		theirs.setPspReference(text(item, "pspReference"));
		theirs.setOriginalReference(item.containsKey("originalReference") ? text(item, "originalReference") : null);
		theirs.setMerchantReference(text(item, "merchantReference"));
		theirs.setMerchantAccountCode(text(item, "merchantAccountCode"));
		Map<?, ?> amount = (Map<?, ?>) item.getOrDefault("amount", Map.of());
		theirs.setAmount(new Amount().currency(Objects.toString(amount.get("currency"), ""))
			.value(Long.valueOf(Objects.toString(amount.get("value"), "0"))));
		Map<String, Object> more = new LinkedHashMap<>();
		if (item.get("additionalData") instanceof Map<?, ?> there) {
			there.forEach((name, value) -> more.put(String.valueOf(name), value));
		}
		more.put("hmacSignature", new HMACValidator().calculateHMAC(theirs, EmulatedAdyen.HMAC_KEY));
		return with(item, "additionalData", more);
	}

	private static String text(Map<String, Object> item, String field) {
		return String.valueOf(item.get(field));
	}

	private static String body(String live, List<Map<String, Object>> items) {
		return JsonMapper.shared()
			.writeValueAsString(Map.of("live", live, "notificationItems",
					items.stream().map((item) -> Map.of("NotificationRequestItem", item)).toList()));
	}

}
