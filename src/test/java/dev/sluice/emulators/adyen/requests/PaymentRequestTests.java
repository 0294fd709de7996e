package dev.sluice.emulators.adyen.requests;

import java.nio.charset.StandardCharsets;
import java.util.Map;

import dev.sluice.emulators.adyen.cards.Aftermath;
import dev.sluice.emulators.adyen.cards.BankAnswer;
import dev.sluice.emulators.adyen.cards.CardBrand;
import dev.sluice.emulators.adyen.cards.TestCard;
import dev.sluice.emulators.adyen.cards.Wish;
import dev.sluice.emulators.adyen.ledger.Amount;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PaymentRequestTests {

	private static final JsonMapper JSON = JsonMapper.shared();

	private final ObjectNode body = (ObjectNode) JSON.readTree("""
			{"merchantAccount": "TestMerchant", "reference": "order-1", "amount": {"currency": "EUR", "value": 1999},
			 "returnUrl": "https://shop.example/back?order=1",
			 "paymentMethod": {"type": "scheme", "encryptedCardNumber": "test_4111111111111111",
			   "encryptedExpiryMonth": "test_03", "encryptedExpiryYear": "test_2030",
			   "encryptedSecurityCode": "test_737"}}""");

	private final ObjectNode method = (ObjectNode) this.body.get("paymentMethod");

	@Test
	void readsWhatAdyensOwnExampleAsksFor() {
		PaymentRequest request = read();

		assertThat(request.merchantAccount()).isEqualTo("TestMerchant");
		assertThat(request.amount()).isEqualTo(new Amount("EUR", 1999));
		assertThat(request.card()).isEqualTo(TestCard.VISA);
		assertThat(request.wish()).isEqualTo(Wish.NONE);
		assertThat(request.challenged()).isFalse();
		assertThat(request.capturedByHand()).isFalse();
		assertThat(request.captureDelayHours()).isNull();
	}

	@ParameterizedTest
	@CsvSource(textBlock = """
			Jane Doe,              APPROVED,           NONE,                '',        ''
			declined,              DECLINED,           NONE,                '',        ''
			CARD_EXPIRED,          CARD_EXPIRED,       NONE,                '',        ''
			NOT_ENOUGH_BALANCE,    NOT_ENOUGH_BALANCE, NONE,                '',        ''
			DECLINED : 06 : ERROR, DECLINED,           NONE,                06 : ERROR, ''
			Chargeback,            APPROVED,           CHARGEBACK,          '',        ''
			Chargeback:10.4,       APPROVED,           CHARGEBACK,          '',        10.4
			Chargeback Reversed,   APPROVED,           CHARGEBACK_REVERSED, '',        ''
			Second Chargeback,     APPROVED,           SECOND_CHARGEBACK,   '',        ''
			capture failed,        APPROVED,           CAPTURE_FAILS,       '',        ''
			refund failed,         APPROVED,           REFUND_FAILS,        '',        ''
			""")
	void doesWhatTheNameOfTheHolderAsksFor(String name, BankAnswer answer, Aftermath aftermath, String raw,
			String reason) {
		this.method.put("holderName", name);

		assertThat(read().wish())
			.isEqualTo(new Wish(answer, raw.isEmpty() ? null : raw, aftermath, reason.isEmpty() ? null : reason));
	}

	@Test
	void takesAWholeBrowser() {
		this.body.set("browserInfo", browser());

		assertThat(read().card()).isEqualTo(TestCard.VISA);
		this.body.set("browserInfo", browser().put("javaScriptEnabled", true));
		assertThat(read().card()).isEqualTo(TestCard.VISA);
	}

	@ParameterizedTest
	@ValueSource(strings = { "acceptHeader", "colorDepth", "javaEnabled", "language", "screenHeight", "screenWidth",
			"timeZoneOffset", "userAgent" })
	void refusesAPartOfABrowser(String missing) {
		this.body.set("browserInfo", browser().without(missing));

		var _ = refused(422, "15_002").hasMessage("Required field " + missing + " missing for device channel browser");
		this.body.put("channel", "Web");
		var _ = refused(422, "15_002").hasMessage("Required field " + missing + " missing for device channel browser");
	}

	/** An app has no more than the two headers. */
	@ParameterizedTest
	@ValueSource(strings = { "iOS", "Android" })
	void takesTheHeadersOfAnApp(String channel) {
		ObjectNode headers = JSON.createObjectNode().put("userAgent", "Shop/1").put("acceptHeader", "*/*");
		this.body.put("channel", channel).set("browserInfo", headers);

		assertThat(read().card()).isEqualTo(TestCard.VISA);
		headers.remove("acceptHeader");
		var _ = refused(422, "15_002").hasMessage("Required field acceptHeader missing for device channel app");
	}

	@ParameterizedTest
	@CsvSource(quoteCharacter = '`', value = { "colorDepth, `\"24\"`", "screenHeight, 1.5", "javaEnabled, `\"false\"`",
			"userAgent, 1", "language, true" })
	void refusesABrowserOfAnotherForm(String field, String value) {
		ObjectNode browser = browser();
		browser.set(field, JSON.readTree(value));
		this.body.set("browserInfo", browser);

		var _ = refused(400, "702").hasMessage("Unexpected input: " + field);
		this.body.set("browserInfo", browser().put("cookies", true));
		var _ = refused(400, "702")
			.hasMessage("Structure of BrowserInfo contains the following unknown fields: [cookies]");
	}

	private static ObjectNode browser() {
		return (ObjectNode) JSON.readTree("""
				{"userAgent": "Mozilla/5.0", "acceptHeader": "text/html", "language": "de-DE", "colorDepth": 24,
				 "screenHeight": 1080, "screenWidth": 1920, "timeZoneOffset": -120, "javaEnabled": false}""");
	}

	@Test
	void doesWhatTheCodeOfAnAnswerAsksFor() {
		this.body.putObject("additionalData").put("RequestedTestAcquirerResponseCode", 6);
		assertThat(read().wish().answer()).isEqualTo(BankAnswer.CARD_EXPIRED);

		this.body.putObject("additionalData").put("RequestedTestAcquirerResponseCode", "12");
		assertThat(read().wish().answer()).isEqualTo(BankAnswer.NOT_ENOUGH_BALANCE);
	}

	@ParameterizedTest
	@CsvSource({ "encryptedSecurityCode, test_111", "encryptedExpiryYear, test_2031", "encryptedExpiryMonth, test_04" })
	void isRefusedByTheBankWhereTheCardIsNotAsPublished(String field, String value) {
		this.method.put(field, value);

		assertThat(read().wish().answer()).isEqualTo(BankAnswer.DECLINED);
	}

	@Test
	void takesWhatABrowserHasEncryptedForATestCard() {
		String blob = "eyJ" + "aB3_-".repeat(1600) + ".x";
		this.method.put("encryptedCardNumber", blob)
			.put("encryptedExpiryMonth", blob)
			.put("encryptedExpiryYear", blob)
			.put("encryptedSecurityCode", blob);

		assertThat(read().card()).isEqualTo(TestCard.VISA);
		assertThat(read().wish().answer()).isEqualTo(BankAnswer.APPROVED);
		assertThat(read().toString()).doesNotContain("aB3_-aB3_");
	}

	@Test
	void takesNoLongerBlobs() {
		this.method.put("encryptedCardNumber", "eyJ" + "a".repeat(8190));

		var _ = refused(400, "702");
	}

	@ParameterizedTest
	@ValueSource(strings = { "test_4242424242424242", "test_4000056655665556", "test_5105105105105100" })
	void takesNoCardThatAdyenHasNotPublished(String number) {
		this.method.put("encryptedCardNumber", number);

		var _ = refused(422, "101").hasMessageNotContaining(number.substring(5));
	}

	@Test
	void takesNoCardNumberThatIsNotPublishedInPlainEither() {
		this.method.removeAll();
		this.method.put("type", "scheme")
			.put("number", "4242424242424242")
			.put("expiryMonth", "3")
			.put("expiryYear", "2030");
		var _ = refused(422, "101");

		this.method.put("number", "5555 5555 5555 4444");
		assertThat(read().card().card().brand()).isEqualTo(CardBrand.MC);
	}

	@ParameterizedTest
	@ValueSource(strings = { "reference", "shopperReference", "recurringProcessingModel" })
	void keepsNoTextWithACardNumberInIt(String field) {
		this.body.put(field, "4242 4242 4242 4242");
		this.body.put("storePaymentMethod", true);
		if (!this.body.has("shopperReference")) {
			this.body.put("shopperReference", "jane");
		}

		var _ = refused(400, "702").hasMessageNotContaining("4242");
	}

	@ParameterizedTest
	@CsvSource(textBlock = """
			merchantAccount, 403, 901
			reference,       422, 130
			amount,          422, 100
			returnUrl,       422, 14_030
			paymentMethod,   422, 14_004
			""")
	void saysWhatIsMissing(String field, int status, String code) {
		this.body.remove(field);

		var _ = refused(status, code);
	}

	@ParameterizedTest
	@CsvSource({ "EUR, -1, 422, 137", "EUR, 9999999999999, 422, 137", "XXY, 1, 422, 138" })
	void saysWhatIsWrongWithAnAmount(String currency, long value, int status, String code) {
		this.body.putObject("amount").put("currency", currency).put("value", value);

		var _ = refused(status, code);
	}

	@Test
	void refusesFieldsThatThereAreNot() {
		this.body.put("merchantReference", "order-1");

		var _ = refused(400, "702")
			.hasMessage("Structure of PaymentRequest contains the following unknown fields:" + " [merchantReference]");
	}

	@Test
	void refusesWhatIsNoJson() {
		assertThatThrownBy(() -> PaymentRequest.read(JSON, "{\"a\": ".getBytes(StandardCharsets.UTF_8)))
			.isInstanceOf(ServiceError.Refused.class);
		assertThatThrownBy(() -> PaymentRequest.read(JSON, "[]".getBytes(StandardCharsets.UTF_8)))
			.isInstanceOf(ServiceError.Refused.class);
	}

	@Test
	void isCapturedByHandInAdyensWays() {
		this.body.putObject("additionalData").put("manualCapture", "true");
		assertThat(read().capturedByHand()).isTrue();

		this.body.putObject("additionalData").put("authorisationType", "PreAuth");
		assertThat(read().capturedByHand()).isTrue();

		this.body.putObject("additionalData").put("authorisationType", "FinalAuth");
		assertThat(read().capturedByHand()).isFalse();
	}

	@Test
	void asksNoShopperWhoIsNotThere() {
		this.method.put("encryptedCardNumber", "test_5454545454545454");
		assertThat(read().challenged()).isTrue();

		this.body.put("shopperInteraction", "ContAuth");
		assertThat(read().challenged()).isFalse();
	}

	@Test
	void findsTheStoredCardOfAShopperAlone() {
		this.body.put("storePaymentMethod", true).put("shopperReference", "jane");
		this.method.put("encryptedCardNumber", "test_5555555555554444");
		String token = read().details().get("tokenization.storedPaymentMethodId");
		assertThat(token).hasSize(16);

		this.method.removeAll();
		this.method.put("type", "scheme").put("storedPaymentMethodId", token);
		assertThat(read().card()).isEqualTo(TestCard.MASTERCARD);

		this.body.put("shopperReference", "joe");
		var _ = refused(422, "803");
		this.body.remove("shopperReference");
		var _ = refused(422, "139");
	}

	@Test
	void namesACardThatAsksForNothingAsEver() {
		this.method.put("encryptedCardNumber", "test_5555555555554444").put("holderName", "Jane Doe");

		assertThat(stored()).isEqualTo("H873RSSP83MC6KKX");
	}

	@ParameterizedTest
	@CsvSource(textBlock = """
			DECLINED,                DECLINED, NONE
			DECLINED : 06 : ERROR,   DECLINED, NONE
			PENDING,                 PENDING,  NONE
			capture failed,          APPROVED, CAPTURE_FAILS
			Chargeback,              APPROVED, CHARGEBACK
			Chargeback:13.1,         APPROVED, CHARGEBACK
			""")
	void remembersWhatTheNameOfTheHolderAskedFor(String name, BankAnswer answer, Aftermath aftermath) {
		this.method.put("holderName", name);
		String token = stored();
		payWith(token);

		assertThat(read().wish()).isEqualTo(new Wish(answer, null, aftermath, null));
		assertThat(read().details()).containsEntry("tokenization.storedPaymentMethodId", token);
	}

	@Test
	void hearsWhatThePaymentItselfAsksFor() {
		this.method.put("holderName", "DECLINED");
		payWith(stored());
		this.body.putObject("additionalData").put("RequestedTestAcquirerResponseCode", 12);
		assertThat(read().wish().answer()).isEqualTo(BankAnswer.NOT_ENOUGH_BALANCE);

		this.body.remove("additionalData");
		this.method.put("holderName", "CARD_EXPIRED");
		assertThat(read().wish().answer()).isEqualTo(BankAnswer.CARD_EXPIRED);
		this.method.put("holderName", "Jane Doe");
		assertThat(read().wish()).isEqualTo(Wish.NONE);
	}

	@Test
	void remembersNothingThatWasAskedForOfOnePayment() {
		this.method.put("encryptedCardNumber", "test_5555555555554444");
		this.body.putObject("additionalData").put("RequestedTestAcquirerResponseCode", 12);

		assertThat(stored()).isEqualTo("H873RSSP83MC6KKX");
	}

	@Test
	void declinesACardThatWasStoredWithAnotherDate() {
		this.method.put("encryptedExpiryYear", "test_2031").put("holderName", "Chargeback");
		payWith(stored());

		assertThat(read().wish()).isEqualTo(Wish.answer(BankAnswer.DECLINED, null));
	}

	private String stored() {
		this.body.put("storePaymentMethod", true).put("shopperReference", "jane");
		return read().details().getOrDefault("tokenization.storedPaymentMethodId", "");
	}

	private void payWith(String token) {
		this.body.remove("storePaymentMethod");
		this.method.removeAll();
		this.method.put("type", "scheme").put("storedPaymentMethodId", token);
	}

	@Test
	void repeatsMetadata() {
		this.body.putObject("metadata").put("cart", "7");

		assertThat(read().details()).isEqualTo(Map.of("metadata.cart", "7"));
	}

	private PaymentRequest read() {
		return PaymentRequest.read(JSON, JSON.writeValueAsBytes(this.body));
	}

	private AbstractThrowableAssert<?, ?> refused(int status, String code) {
		return assertThatThrownBy(this::read).isInstanceOfSatisfying(ServiceError.Refused.class, (refused) -> {
			assertThat(refused.error().errorCode()).isEqualTo(code);
			assertThat(refused.error().status()).isEqualTo(status);
		});
	}

}
