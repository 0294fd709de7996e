package dev.sluice.emulators.adyen.requests;

import dev.sluice.emulators.adyen.cards.TestCard;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class StoredPaymentMethodRequestTests {

	private static final JsonMapper JSON = JsonMapper.shared();

	private final ObjectNode body = (ObjectNode) JSON.readTree("""
			{"merchantAccount": "TestMerchant", "shopperReference": "jane", "recurringProcessingModel": "Subscription",
			 "shopperEmail": "s.hopper@test.com", "shopperIP": "192.0.2.1",
			 "paymentMethod": {"type": "scheme", "number": "5555555555554444", "expiryMonth": "03",
			   "expiryYear": "2030", "cvc": "737", "holderName": "Jane Doe"}}""");

	private final ObjectNode method = (ObjectNode) this.body.get("paymentMethod");

	@Test
	void readsWhatAdyensOwnExampleAsksFor() {
		StoredPaymentMethodRequest request = read();

		assertThat(request).isEqualTo(
				new StoredPaymentMethodRequest("TestMerchant", "jane", TestCard.MASTERCARD.card(), "H873RSSP83MC6KKX"));
	}

	@Test
	void readsWhatABrowserHasEncrypted() {
		this.method.removeAll();
		for (String field : new String[] { "CardNumber", "ExpiryMonth", "ExpiryYear", "SecurityCode" }) {
			this.method.put("encrypted" + field, "eyJ" + "aB3_-".repeat(1600) + ".x");
		}

		assertThat(read().card()).isEqualTo(TestCard.VISA.card());
	}

	@ParameterizedTest
	@CsvSource(textBlock = """
			merchantAccount,          403, 901
			shopperReference,         422, 702
			recurringProcessingModel, 422, 702
			paymentMethod,            422, 14_004
			""")
	void saysWhatIsMissing(String field, int status, String code) {
		this.body.remove(field);

		refused(status, code);
	}

	@ParameterizedTest
	@CsvSource(textBlock = """
			shopperReference,         jo,                  422, 702
			shopperReference,         4242 4242 4242 4242, 400, 702
			recurringProcessingModel, Sometimes,           400, 702
			storePaymentMethod,       true,                400, 702
			""")
	void refusesWhatIsNotAsItMustBe(String field, String value, int status, String code) {
		this.body.put(field, value);

		refused(status, code);
	}

	@ParameterizedTest
	@CsvSource(textBlock = """
			number,                4242424242424242, 422, 101
			type,                  ideal,            422, 14_006
			storedPaymentMethodId, H873RSSP83MC6KKX, 400, 702
			""")
	void storesNothingButCardsThatAdyenHasPublished(String field, String value, int status, String code) {
		this.method.put(field, value);

		refused(status, code);
	}

	private StoredPaymentMethodRequest read() {
		return StoredPaymentMethodRequest.read(JSON, JSON.writeValueAsBytes(this.body));
	}

	private void refused(int status, String code) {
		assertThatThrownBy(this::read).isInstanceOfSatisfying(ServiceError.Refused.class, (refused) -> {
			assertThat(refused.error().errorCode()).isEqualTo(code);
			assertThat(refused.error().status()).isEqualTo(status);
			assertThat(refused).hasMessageNotContaining("4242");
		});
	}

}
