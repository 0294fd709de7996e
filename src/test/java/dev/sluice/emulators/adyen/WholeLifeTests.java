package dev.sluice.emulators.adyen;

import java.util.Map;

import com.adyen.model.RequestOptions;
import com.adyen.model.checkout.Amount;
import com.adyen.model.checkout.CardDetails;
import com.adyen.model.checkout.CheckoutPaymentMethod;
import com.adyen.model.checkout.PaymentCancelRequest;
import com.adyen.model.checkout.PaymentCaptureRequest;
import com.adyen.model.checkout.PaymentCompletionDetails;
import com.adyen.model.checkout.PaymentDetailsRequest;
import com.adyen.model.checkout.PaymentDetailsResponse;
import com.adyen.model.checkout.PaymentMethodsRequest;
import com.adyen.model.checkout.PaymentRefundRequest;
import com.adyen.model.checkout.PaymentRequest;
import com.adyen.model.checkout.PaymentResponse;
import com.adyen.model.checkout.PaymentReversalRequest;
import com.adyen.model.checkout.StandalonePaymentCancelRequest;
import com.adyen.model.notification.NotificationRequestItem;
import com.adyen.service.checkout.ModificationsApi;
import com.adyen.service.checkout.PaymentsApi;
import com.adyen.service.exception.ApiException;
import com.adyen.util.HMACValidator;
import dev.sluice.testing.SluiceTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** The life of payments as Adyen's own library asks for it and is told of it. */
@SluiceTest
class WholeLifeTests {

	@LocalServerPort
	private int port;

	private AdyenMerchant merchant;

	private PaymentsApi payments;

	private ModificationsApi modifications;

	@BeforeEach
	void setUp() throws Exception {
		this.merchant = AdyenMerchant.at(this.port, Map.of("captures", "many"));
		this.payments = new PaymentsApi(this.merchant.client(), this.merchant.checkout());
		this.modifications = new ModificationsApi(this.merchant.client(), this.merchant.checkout());
	}

	@AfterEach
	void close() throws Exception {
		this.merchant.close();
	}

	@Test
	void authorizesCapturesAndRefundsInParts() throws Exception {
		PaymentResponse payment = this.payments.payments(request("test_4111111111111111", "Jane Doe"));
		assertThat(payment.getResultCode()).isEqualTo(PaymentResponse.ResultCodeEnum.AUTHORISED);
		String psp = payment.getPspReference();
		assertThat(psp).matches("[A-Z0-9]{16}");
		assertThat(payment.getAdditionalData()).containsEntry("cardSummary", "1111");

		NotificationRequestItem authorised = told("AUTHORISATION", psp);
		assertThat(authorised.isSuccess()).isTrue();
		assertThat(authorised.getOperations()).containsExactly("CANCEL", "CAPTURE", "REFUND");
		assertThat(authorised.getReason()).endsWith(":1111:03/2030");

		String first = this.modifications.captureAuthorisedPayment(psp, capture(1000)).getPspReference();
		String second = this.modifications.captureAuthorisedPayment(psp, capture(999)).getPspReference();
		String third = this.modifications.captureAuthorisedPayment(psp, capture(1)).getPspReference();
		assertThat(told("CAPTURE", first).isSuccess()).isTrue();
		assertThat(told("CAPTURE", first).getOriginalReference()).isEqualTo(psp);
		assertThat(told("CAPTURE", second).isSuccess()).isTrue();
		assertThat(told("CAPTURE", third).isSuccess()).isFalse();

		String refund = this.modifications.refundCapturedPayment(psp, refund(1500)).getPspReference();
		String more = this.modifications.refundCapturedPayment(psp, refund(500)).getPspReference();
		assertThat(told("REFUND", refund).isSuccess()).isTrue();
		assertThat(told("REFUND", refund).getAmount().getValue()).isEqualTo(1500);
		assertThat(told("REFUND", more).isSuccess()).isFalse();
		assertThat(told("REFUND", more).getReason()).isEqualTo("Insufficient balance on payment");
	}

	@Test
	void cancelsByEitherReference() throws Exception {
		PaymentRequest request = request("test_5555555555554444", "Jane Doe");
		String psp = this.payments.payments(request).getPspReference();

		String technical = this.modifications
			.cancelAuthorisedPayment(new StandalonePaymentCancelRequest().merchantAccount(this.merchant.account())
				.paymentReference(request.getReference()))
			.getPspReference();
		assertThat(told("TECHNICAL_CANCEL", technical).isSuccess()).isTrue();

		String again = this.modifications
			.cancelAuthorisedPaymentByPspReference(psp,
					new PaymentCancelRequest().merchantAccount(this.merchant.account()))
			.getPspReference();
		assertThat(told("CANCELLATION", again).isSuccess()).isFalse();
	}

	@Test
	void reversesWhateverItTakes() throws Exception {
		PaymentReversalRequest reversal = new PaymentReversalRequest().merchantAccount(this.merchant.account());
		String open = this.payments.payments(request("test_4111111111111111", "Jane Doe")).getPspReference();
		String captured = this.payments
			.payments(request("test_4111111111111111", "Jane Doe").additionalData(Map.of("manualCapture", "false")))
			.getPspReference();

		String cancel = this.modifications.refundOrCancelPayment(open, reversal).getPspReference();
		String refund = this.modifications.refundOrCancelPayment(captured, reversal).getPspReference();

		assertThat(told("CANCEL_OR_REFUND", cancel).getAdditionalData()).containsEntry("modification.action", "cancel");
		assertThat(told("CANCEL_OR_REFUND", refund).getAdditionalData()).containsEntry("modification.action", "refund");
	}

	@Test
	void sendsTheShopperToTheBankAndBack() throws Exception {
		PaymentResponse payment = this.payments.payments(request("test_4212345678901237", "Jane Doe"));
		assertThat(payment.getResultCode()).isEqualTo(PaymentResponse.ResultCodeEnum.REDIRECTSHOPPER);
		assertThat(payment.getPspReference()).isNull();
		String page = payment.getAction().getCheckoutRedirectAction().getUrl();
		assertThat(this.merchant.page(page)).contains("19.99 EUR");

		String back = this.merchant.answer(page, "approve");
		PaymentDetailsResponse details = this.payments.paymentsDetails(details(back));

		assertThat(details.getResultCode()).isEqualTo(PaymentDetailsResponse.ResultCodeEnum.AUTHORISED);
		assertThat(details.getPspReference()).matches("[A-Z0-9]{16}");
		assertThat(told("AUTHORISATION", details.getPspReference()).isSuccess()).isTrue();
		assertThat(this.payments.paymentsDetails(details(back))).isEqualTo(details);
	}

	@Test
	void isRefusedWhereTheShopperDoesNotApprove() throws Exception {
		PaymentResponse payment = this.payments.payments(request("test_5212345678901234", "Jane Doe"));
		String back = this.merchant.answer(payment.getAction().getCheckoutRedirectAction().getUrl(), "refuse");

		PaymentDetailsResponse details = this.payments.paymentsDetails(details(back));

		assertThat(details.getResultCode()).isEqualTo(PaymentDetailsResponse.ResultCodeEnum.REFUSED);
		assertThat(details.getRefusalReasonCode()).isEqualTo("11");
		assertThat(told("AUTHORISATION", details.getPspReference()).isSuccess()).isFalse();
	}

	@Test
	void refusesAsTheHoldersNameAsksFor() throws Exception {
		PaymentResponse payment = this.payments.payments(request("test_4111111111111111", "NOT_ENOUGH_BALANCE"));

		assertThat(payment.getResultCode()).isEqualTo(PaymentResponse.ResultCodeEnum.REFUSED);
		assertThat(payment.getRefusalReason()).isEqualTo("Not enough balance");
		assertThat(payment.getRefusalReasonCode()).isEqualTo("12");
		assertThat(told("AUTHORISATION", payment.getPspReference()).getReason()).isEqualTo("Not enough balance");
	}

	@Test
	void authorisesLaterWhatWasReceived() throws Exception {
		PaymentResponse payment = this.payments.payments(request("test_4111111111111111", "PENDING"));

		assertThat(payment.getResultCode()).isEqualTo(PaymentResponse.ResultCodeEnum.RECEIVED);
		assertThat(told("AUTHORISATION", payment.getPspReference()).isSuccess()).isTrue();
	}

	@Test
	void isDisputedAsTheHoldersNameAsksFor() throws Exception {
		String psp = this.payments.payments(request("test_4111111111111111", "Second Chargeback")).getPspReference();
		assertThat(this.modifications.captureAuthorisedPayment(psp, capture(1999)).getPspReference()).isNotNull();

		String dispute = this.merchant.toldOf("NOTIFICATION_OF_CHARGEBACK", psp).getPspReference();

		assertThat(told("CHARGEBACK", dispute).getAmount().getValue()).isEqualTo(1999);
		assertThat(told("CHARGEBACK", dispute).getAdditionalData()).containsEntry("chargebackReasonCode", "10.4");
		assertThat(told("CHARGEBACK_REVERSED", dispute).getOriginalReference()).isEqualTo(psp);
		assertThat(told("SECOND_CHARGEBACK", dispute).isSuccess()).isTrue();
	}

	@Test
	void letsCapturesAndRefundsFailLater() throws Exception {
		String one = this.payments.payments(request("test_4111111111111111", "capture failed")).getPspReference();
		String capture = this.modifications.captureAuthorisedPayment(one, capture(1999)).getPspReference();
		assertThat(told("CAPTURE", capture).isSuccess()).isTrue();
		assertThat(told("CAPTURE_FAILED", capture).getOriginalReference()).isEqualTo(one);

		String other = this.payments.payments(request("test_4111111111111111", "refund failed")).getPspReference();
		String done = this.modifications.captureAuthorisedPayment(other, capture(1999)).getPspReference();
		assertThat(told("CAPTURE", done).isSuccess()).isTrue();
		String refund = this.modifications.refundCapturedPayment(other, refund(1999)).getPspReference();
		assertThat(told("REFUND", refund).isSuccess()).isTrue();
		assertThat(told("REFUND_FAILED", refund).isSuccess()).isTrue();
	}

	@Test
	void paysAgainWithAStoredCard() throws Exception {
		PaymentRequest first = request("test_5555555555554444", "Jane Doe").storePaymentMethod(true)
			.shopperReference("jane")
			.recurringProcessingModel(PaymentRequest.RecurringProcessingModelEnum.CARDONFILE);
		String token = this.payments.payments(first).getAdditionalData().get("tokenization.storedPaymentMethodId");

		PaymentRequest again = request("", "").shopperReference("jane")
			.shopperInteraction(PaymentRequest.ShopperInteractionEnum.CONTAUTH)
			.paymentMethod(new CheckoutPaymentMethod(
					new CardDetails().type(CardDetails.TypeEnum.SCHEME).storedPaymentMethodId(token)));

		PaymentResponse payment = this.payments.payments(again);
		assertThat(payment.getResultCode()).isEqualTo(PaymentResponse.ResultCodeEnum.AUTHORISED);
		assertThat(payment.getPaymentMethod().getBrand()).isEqualTo("mc");
	}

	@Test
	void answersTheSameKeyTheSame() throws Exception {
		RequestOptions options = new RequestOptions().idempotencyKey("key-" + this.merchant.account());
		PaymentRequest request = request("test_4111111111111111", "Jane Doe");

		assertThat(this.payments.payments(request, options)).isEqualTo(this.payments.payments(request, options));
	}

	@Test
	void tellsHowShoppersMayPay() throws Exception {
		assertThat(this.payments.paymentMethods(new PaymentMethodsRequest().merchantAccount(this.merchant.account()))
			.getPaymentMethods()).extracting((method) -> method.getType()).containsExactly("scheme");
	}

	@Test
	void refusesInAdyensForm() {
		assertThatExceptionOfType(ApiException.class)
			.isThrownBy(() -> this.payments.payments(request("test_4242424242424242", "Jane Doe")))
			.satisfies((refused) -> {
				assertThat(refused.getStatusCode()).isEqualTo(422);
				assertThat(refused.getError().getErrorCode()).isEqualTo("101");
				assertThat(refused.getError().getErrorType()).isEqualTo("validation");
			});
		assertThatExceptionOfType(ApiException.class)
			.isThrownBy(() -> this.modifications.captureAuthorisedPayment("AAAAAAAAAAAAAAAA", capture(1)))
			.satisfies((refused) -> assertThat(refused.getError().getErrorCode()).isEqualTo("167"));
	}

	/** Told, and signed as Adyen's own library wants it. */
	private NotificationRequestItem told(String code, String pspReference) throws Exception {
		NotificationRequestItem item = this.merchant.told(code, pspReference);
		assertThat(new HMACValidator().validateHMAC(item, AdyenMerchant.HMAC_KEY)).isTrue();
		return item;
	}

	private PaymentRequest request(String card, String holder) {
		Map<String, Object> payment = this.merchant.payment();
		return new PaymentRequest().merchantAccount(this.merchant.account())
			.reference((String) payment.get("reference"))
			.returnUrl("https://shop.example/back")
			.amount(new Amount().currency("EUR").value(1999L))
			.additionalData(Map.of("manualCapture", "true"))
			.paymentMethod(new CheckoutPaymentMethod(new CardDetails().type(CardDetails.TypeEnum.SCHEME)
				.holderName(holder)
				.encryptedCardNumber(card)
				.encryptedExpiryMonth("test_03")
				.encryptedExpiryYear("test_2030")
				.encryptedSecurityCode("test_737")));
	}

	private PaymentCaptureRequest capture(long value) {
		return new PaymentCaptureRequest().merchantAccount(this.merchant.account())
			.amount(new Amount().currency("EUR").value(value));
	}

	private PaymentRefundRequest refund(long value) {
		return new PaymentRefundRequest().merchantAccount(this.merchant.account())
			.amount(new Amount().currency("EUR").value(value));
	}

	/** What the browser brings back from the page of the bank. */
	private static PaymentDetailsRequest details(String page) {
		String result = page.replaceAll("(?s).*redirectResult=([A-Za-z0-9_-]+).*", "$1");
		return new PaymentDetailsRequest().details(new PaymentCompletionDetails().redirectResult(result));
	}

}
