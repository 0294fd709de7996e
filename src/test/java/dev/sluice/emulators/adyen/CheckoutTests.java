package dev.sluice.emulators.adyen;

import java.util.List;
import java.util.Map;
import java.util.UUID;

import com.adyen.model.notification.NotificationRequestItem;
import com.adyen.util.HMACValidator;
import dev.sluice.emulators.adyen.AdyenMerchant.Reply;
import dev.sluice.testing.Simulator;
import dev.sluice.testing.SluiceTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.r2dbc.core.DatabaseClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The emulator as any client meets it. */
@SluiceTest
class CheckoutTests {

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
	@ValueSource(strings = { "", "wrong", "sk_demo_sluice" })
	void knowsNobodyWithoutAKeyLikeAdyens(String key) throws Exception {
		Reply reply = this.merchant.post("/payments", this.merchant.payment(), Map.of("X-API-Key", key));

		assertThat(reply.status()).isEqualTo(401);
		assertThat(reply.get("errorType")).isEqualTo("security");
	}

	@Test
	void knowsNobodyAnyMoreWhenCredentialsAreRevoked() throws Exception {
		this.merchant.faults(Map.of("credentials_revoked", true));

		assertThat(this.merchant.post("/paymentMethods", this.merchant.cancellation()).status()).isEqualTo(401);
	}

	@Test
	void paysOnceForAKey() throws Exception {
		Map<String, Object> payment = this.merchant.payment();
		Map<String, String> key = Map.of("Idempotency-Key", UUID.randomUUID().toString());

		Reply first = this.merchant.post("/payments", payment, key);
		Reply again = this.merchant.post("/payments", payment, key);

		assertThat(again.text()).isEqualTo(first.text());
		assertThat(again.header("idempotency-key")).isEqualTo(key.get("Idempotency-Key"));
		assertThat(this.merchant.pay(payment).get("pspReference")).isNotEqualTo(first.get("pspReference"));
	}

	@Test
	void paysOnceForAKeyThatComesFiftyTimesAtOnce() throws Exception {
		Map<String, Object> payment = this.merchant.payment();
		Map<String, String> key = Map.of("Idempotency-Key", UUID.randomUUID().toString());

		List<Reply> replies = Simulator.parallel(50, () -> this.merchant.post("/payments", payment, key));

		assertThat(replies).allMatch((reply) -> reply.status() == 200 || isTransient(reply));
		assertThat(replies.stream().filter((reply) -> reply.status() == 200).map(Reply::text).distinct()).hasSize(1);
	}

	private static boolean isTransient(Reply reply) {
		return reply.status() == 422 && reply.get("errorCode").equals("704")
				&& reply.header("transient-error").equals("true");
	}

	@Test
	void takesNoKeyThatIsTooLong() throws Exception {
		Reply reply = this.merchant.post("/payments", this.merchant.payment(),
				Map.of("Idempotency-Key", "k".repeat(65)));

		assertThat(reply.status()).isEqualTo(400);
	}

	@Test
	void neverCapturesMoreThanIsAuthorized() throws Exception {
		Reply payment = this.merchant.pay(this.merchant.authorization());

		List<String> captures = Simulator.parallel(40,
				() -> this.merchant.modify(payment, "captures", this.merchant.modification(300)));

		assertThat(captures.stream().filter((capture) -> this.merchant.told("CAPTURE", capture).isSuccess()))
			.hasSize(6);
	}

	@Test
	void neverRefundsMoreThanIsCaptured() throws Exception {
		Reply payment = this.merchant.pay(this.merchant.payment());

		List<String> refunds = Simulator.parallel(40,
				() -> this.merchant.modify(payment, "refunds", this.merchant.modification(1200)));

		assertThat(refunds.stream().filter((refund) -> this.merchant.told("REFUND", refund).isSuccess())).hasSize(1);
	}

	@Test
	void letsEitherACaptureOrACancellationSucceed() throws Exception {
		Reply payment = this.merchant.pay(this.merchant.authorization());

		String capture = this.merchant.modify(payment, "captures", this.merchant.modification(1999));
		String cancel = this.merchant.modify(payment, "cancels", this.merchant.cancellation());

		assertThat(this.merchant.told("CAPTURE", capture).isSuccess())
			.isNotEqualTo(this.merchant.told("CANCELLATION", cancel).isSuccess());
	}

	@Test
	void keepsPaymentsOfOtherMerchantsToThem() throws Exception {
		Reply payment = this.merchant.pay(this.merchant.authorization());
		Map<String, Object> capture = this.merchant.modification(1999);
		capture.put("merchantAccount", "SomebodyElse");

		Reply reply = this.merchant.post("/payments/" + payment.get("pspReference") + "/captures", capture);

		assertThat(reply.status()).isEqualTo(422);
		assertThat(reply.get("errorCode")).isEqualTo("167");
	}

	@Test
	void takesNoModificationOfAnotherCurrency() throws Exception {
		Reply payment = this.merchant.pay(this.merchant.authorization());
		Map<String, Object> capture = this.merchant.modification(1999);
		capture.put("amount", Map.of("currency", "USD", "value", 1999));

		assertThat(
				this.merchant.post("/payments/" + payment.get("pspReference") + "/captures", capture).get("errorCode"))
			.isEqualTo("138");
	}

	@Test
	void tellsAgainWhatWasNotTaken() throws Exception {
		this.merchant.refuseNotifications(2);
		Reply payment = this.merchant.pay(this.merchant.payment());

		await().until(() -> this.merchant.told().size() == 3);

		assertThat(this.merchant.told()).extracting((item) -> item.getPspReference())
			.containsOnly(payment.get("pspReference"));
	}

	@Test
	void doesWhatWasAskedForWhenTheAnswerIsLost() throws Exception {
		Map<String, String> key = Map.of("Idempotency-Key", UUID.randomUUID().toString());
		Map<String, Object> payment = this.merchant.payment();
		this.merchant.faults(Map.of("error_after_rate", 1));
		Reply failed = this.merchant.post("/payments", payment, key);
		assertThat(failed.status()).isEqualTo(500);
		this.merchant.noFaults();

		Reply known = this.merchant.post("/payments", payment, key);

		assertThat(this.merchant.told("AUTHORISATION", known.get("pspReference")).isSuccess()).isTrue();
		assertThat(this.merchant.told()).hasSize(1);
	}

	@Test
	void doesNothingBeforeAnError() throws Exception {
		this.merchant.faults(Map.of("error_before_rate", 1));
		Map<String, Object> payment = this.merchant.payment();
		assertThat(this.merchant.pay(payment).status()).isEqualTo(500);
		this.merchant.noFaults();

		Map<String, Object> cancel = this.merchant.cancellation();
		cancel.put("paymentReference", payment.get("reference"));
		assertThat(this.merchant.post("/cancels", cancel).get("errorCode")).isEqualTo("167");
	}

	@Test
	void forgetsAKeyWhenAskedTo() throws Exception {
		Map<String, String> key = Map.of("Idempotency-Key", UUID.randomUUID().toString());
		Map<String, Object> payment = this.merchant.payment();
		Reply first = this.merchant.post("/payments", payment, key);
		this.merchant.faults(Map.of("key_forgotten_rate", 1));

		assertThat(this.merchant.post("/payments", payment, key).get("pspReference"))
			.isNotEqualTo(first.get("pspReference"));
	}

	@Test
	void forgesNotificationsThatBearNoRightSignature() throws Exception {
		this.merchant.faults(Map.of("forged_notification_rate", 1));
		Reply refused = this.merchant.pay(this.merchant.payment("test_4111111111111111", "DECLINED"));
		assertThat(refused.get("resultCode")).isEqualTo("Refused");

		await().until(() -> this.merchant.told().size() == 2);

		HMACValidator validator = new HMACValidator();
		assertThat(validator.validateHMAC(this.merchant.told().getFirst(), AdyenMerchant.HMAC_KEY)).isFalse();
		assertThat(this.merchant.told().getFirst().isSuccess()).isTrue();
		assertThat(validator.validateHMAC(this.merchant.told().getLast(), AdyenMerchant.HMAC_KEY)).isTrue();
	}

	@Test
	void tellsTwiceWhenAskedTo() throws Exception {
		this.merchant.faults(Map.of("duplicate_notification_rate", 1));
		assertThat(this.merchant.pay(this.merchant.payment()).status()).isEqualTo(200);

		await().until(() -> this.merchant.told().size() == 2);

		assertThat(this.merchant.toldAsJson().getFirst()).isEqualTo(this.merchant.toldAsJson().getLast());
	}

	@Test
	void keepsNothingOfACardButWhatIsShown(@Autowired DatabaseClient database) throws Exception {
		Map<String, Object> payment = this.merchant.payment("eyJ" + "x1Yz".repeat(2000), "Marlene Mustermann");
		assertThat(this.merchant.pay(payment).get("resultCode")).isEqualTo("Authorised");

		List<String> kept = database
			.sql("select body::text from emulators.objects where emulator = 'adyen' and account = $1")
			.bind(0, this.merchant.account())
			.map((row) -> String.valueOf(row.get(0)))
			.all()
			.collectList()
			.block();

		assertThat(kept).isNotEmpty()
			.allSatisfy((body) -> assertThat(body).doesNotContain("x1Yz", "Mustermann", "4111111111111111"));
	}

	@Test
	void doesNotAcceptWhatTheShopperHasNotAnswered() throws Exception {
		Reply payment = this.merchant.pay(this.merchant.payment("test_4212345678901237", "Jane Doe"));
		assertThat(payment.get("resultCode")).isEqualTo("RedirectShopper");
		String page = payment.body().at("/action/url").asString();
		String id = page.substring(page.lastIndexOf('/') + 1);

		for (String result : List.of("", "x", "!", "a".repeat(1000), id, id.replaceAll(".*\\.", ""))) {
			Reply details = this.merchant.post("/payments/details",
					Map.of("details", Map.of("redirectResult", result)));

			assertThat(details.status()).isEqualTo(422);
		}
	}

	@Test
	void namesAPaymentOnceTheShopperHasAnswered() throws Exception {
		Map<String, String> key = Map.of("Idempotency-Key", UUID.randomUUID().toString());
		Map<String, Object> asked = this.merchant.payment("test_5454545454545454", "Jane Doe");
		Reply payment = this.merchant.post("/payments", asked, key);
		assertThat(payment.body().has("pspReference")).isFalse();
		String result = this.merchant.answer(payment.body().at("/action/url").asString(), "approve")
			.replaceAll("(?s).*redirectResult=([A-Za-z0-9_-]+).*", "$1");

		Reply details = this.merchant.post("/payments/details", Map.of("details", Map.of("redirectResult", result)));

		assertThat(details.get("resultCode")).isEqualTo("Authorised");
		NotificationRequestItem told = this.merchant.told("AUTHORISATION", details.get("pspReference"));
		assertThat(told.getMerchantReference()).isEqualTo(asked.get("reference"));
		assertThat(this.merchant.post("/payments", asked, key).text()).isEqualTo(payment.text());
	}

	@Test
	void cancelsByItsReferenceWhatTheShopperWasNeverAskedFor() throws Exception {
		Map<String, Object> asked = this.merchant.payment("test_5454545454545454", "Jane Doe");
		assertThat(this.merchant.pay(asked).get("resultCode")).isEqualTo("RedirectShopper");
		Map<String, Object> cancel = this.merchant.cancellation();
		cancel.put("paymentReference", asked.get("reference"));

		Reply received = this.merchant.post("/cancels", cancel);

		assertThat(this.merchant.told("TECHNICAL_CANCEL", received.get("pspReference")).isSuccess()).isTrue();
	}

	@Test
	void showsTheSettingsOfAnAccountWithoutItsKey() throws Exception {
		Reply shown = this.merchant.send("GET", "/accounts/" + this.merchant.account(), null, Map.of());

		assertThat(shown.body().path("captures").asString()).isEqualTo("many");
		assertThat(shown.text()).doesNotContain(AdyenMerchant.HMAC_KEY);
	}

	@Test
	void takesNoOtherSettings() throws Exception {
		Reply reply = this.merchant.send("PUT", "/accounts/" + this.merchant.account(),
				Map.of("notification_url", "file:///etc/passwd", "hmac_key", "xyz", "captures", "some", "color", "red"),
				Map.of());

		assertThat(reply.status()).isEqualTo(422);
		assertThat(reply.body().path("errors").valueStream().map((error) -> error.path("pointer").asString()))
			.containsExactly("/notification_url", "/hmac_key", "/captures", "/color");
	}

}
