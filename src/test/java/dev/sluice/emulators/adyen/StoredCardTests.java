package dev.sluice.emulators.adyen;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import com.adyen.model.checkout.PaymentMethodToStore;
import com.adyen.model.checkout.StoredPaymentMethodRequest;
import com.adyen.model.checkout.StoredPaymentMethodRequest.RecurringProcessingModelEnum;
import com.adyen.model.checkout.StoredPaymentMethodResource;
import com.adyen.service.checkout.RecurringApi;
import dev.sluice.emulators.adyen.AdyenMerchant.Reply;
import dev.sluice.testing.SluiceTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.r2dbc.core.DatabaseClient;

import static org.assertj.core.api.Assertions.assertThat;

/** Cards that are stored without a payment, and paid with when nobody is there. */
@SluiceTest
class StoredCardTests {

	@LocalServerPort
	private int port;

	private AdyenMerchant merchant;

	@BeforeEach
	void setUp() throws Exception {
		this.merchant = AdyenMerchant.at(this.port, Map.of("captures", "many"));
	}

	@AfterEach
	void close() throws Exception {
		this.merchant.close();
	}

	@ParameterizedTest
	@ValueSource(strings = { "/v71", "/v72" })
	void storesACardForAdyensOwnLibrary(String version) throws Exception {
		String checkout = this.merchant.checkout().replace("/v72", version);
		StoredPaymentMethodResource stored = new RecurringApi(this.merchant.client(), checkout)
			.storedPaymentMethods(new StoredPaymentMethodRequest().merchantAccount(this.merchant.account())
				.shopperReference("jane")
				.recurringProcessingModel(RecurringProcessingModelEnum.UNSCHEDULEDCARDONFILE)
				.paymentMethod(new PaymentMethodToStore().type("scheme")
					.holderName("Jane Doe")
					.encryptedCardNumber("test_5555555555554444")
					.encryptedExpiryMonth("test_03")
					.encryptedExpiryYear("test_2030")
					.encryptedSecurityCode("test_737")));

		assertThat(stored).isEqualTo(new StoredPaymentMethodResource().id(stored.getId())
			.type("scheme")
			.brand("mc")
			.lastFour("4444")
			.expiryMonth("03")
			.expiryYear("2030")
			.shopperReference("jane"));
		assertThat(pay(stored.getId()).body().at("/paymentMethod/brand").asString()).isEqualTo("mc");
	}

	@Test
	void storesTheSameCardAsAPaymentDoes() throws Exception {
		Map<String, Object> payment = this.merchant.payment();
		payment.put("storePaymentMethod", true);
		payment.put("shopperReference", "jane");
		payment.put("recurringProcessingModel", "CardOnFile");

		Reply paid = this.merchant.pay(payment);

		assertThat(paid.body().path("additionalData").path("tokenization.storedPaymentMethodId").asString())
			.isEqualTo(store("Jane Doe"));
	}

	@Test
	void movesNoMoneyAndKeepsNothing(@Autowired DatabaseClient database) throws Exception {
		Map<String, String> key = Map.of("Idempotency-Key", UUID.randomUUID().toString());
		Map<String, Object> card = card("Marlene Mustermann");
		Reply first = this.merchant.post("/storedPaymentMethods", card, key);
		assertThat(first.status()).as(first.text()).isEqualTo(201);
		assertThat(first.text()).doesNotContain("Mustermann");

		assertThat(this.merchant.post("/storedPaymentMethods", card, key).text()).isEqualTo(first.text());

		List<String> kept = database
			.sql("select body::text from emulators.objects where emulator = 'adyen' and account = $1")
			.bind(0, this.merchant.account())
			.map((row) -> String.valueOf(row.get(0)))
			.all()
			.collectList()
			.block();
		assertThat(kept).isEmpty();
		assertThat(this.merchant.told()).isEmpty();
	}

	@Test
	void refusesInAdyensForm() throws Exception {
		Map<String, Object> card = card("Jane Doe");
		card.remove("shopperReference");

		Reply refused = refusal(card, Map.of());

		assertThat(refused.status()).isEqualTo(422);
		assertThat(refused.get("errorType")).isEqualTo("validation");
		assertThat(refusal(card, Map.of("X-API-Key", "wrong")).status()).isEqualTo(401);
	}

	/** None is described in what Adyen publishes of it. */
	private Reply refusal(Map<String, Object> card, Map<String, String> headers) throws Exception {
		return this.merchant.send("POST", "/v72/storedPaymentMethods", card, headers);
	}

	@ParameterizedTest
	@CsvSource(textBlock = """
			Jane Doe,           Authorised
			DECLINED,           Refused
			NOT_ENOUGH_BALANCE, Refused
			ERROR,              Error
			PENDING,            Received
			""")
	void isAnsweredAsTheNameAskedForWithWhichItWasStored(String holder, String result) throws Exception {
		assertThat(pay(store(holder)).get("resultCode")).isEqualTo(result);
	}

	@Test
	void authorisesLaterWhatWasReceived() throws Exception {
		Reply payment = pay(store("PENDING"));

		assertThat(this.merchant.told("AUTHORISATION", payment.get("pspReference")).isSuccess()).isTrue();
	}

	@Test
	void letsACaptureFailLater() throws Exception {
		Reply payment = pay(store("capture failed"));

		String capture = this.merchant.modify(payment, "captures", this.merchant.modification(1999));

		assertThat(this.merchant.told("CAPTURE", capture).isSuccess()).isTrue();
		assertThat(this.merchant.told("CAPTURE_FAILED", capture).getOriginalReference())
			.isEqualTo(payment.get("pspReference"));
	}

	@Test
	void isDisputedByTheUsualCodeOfTheScheme() throws Exception {
		Reply payment = pay(store("Chargeback:13.1"));
		String capture = this.merchant.modify(payment, "captures", this.merchant.modification(1999));
		assertThat(this.merchant.told("CAPTURE", capture).isSuccess()).isTrue();

		assertThat(this.merchant.toldOf("CHARGEBACK", payment.get("pspReference")).getAdditionalData())
			.containsEntry("chargebackReasonCode", "10.4");
	}

	@Test
	void hearsANameInThePaymentItself() throws Exception {
		Map<String, Object> payment = payment(
				Map.of("type", "scheme", "storedPaymentMethodId", store("DECLINED"), "holderName", "Jane Doe"));
		assertThat(this.merchant.pay(payment).get("resultCode")).isEqualTo("Authorised");
	}

	private String store(String holder) throws Exception {
		Reply stored = this.merchant.post("/storedPaymentMethods", card(holder));
		assertThat(stored.status()).as(stored.text()).isEqualTo(201);
		return stored.get("id");
	}

	private Map<String, Object> card(String holder) {
		return new HashMap<>(Map.of("merchantAccount", this.merchant.account(), "shopperReference", "jane",
				"recurringProcessingModel", "UnscheduledCardOnFile", "paymentMethod",
				this.merchant.payment("test_4111111111111111", holder).get("paymentMethod")));
	}

	private Reply pay(String token) throws Exception {
		return this.merchant.pay(payment(Map.of("type", "scheme", "storedPaymentMethodId", token)));
	}

	/** As a merchant begins it without the shopper. */
	private Map<String, Object> payment(Map<String, String> method) {
		Map<String, Object> payment = this.merchant.authorization();
		payment.put("paymentMethod", method);
		payment.put("shopperReference", "jane");
		payment.put("shopperInteraction", "ContAuth");
		payment.put("recurringProcessingModel", "UnscheduledCardOnFile");
		return payment;
	}

}
