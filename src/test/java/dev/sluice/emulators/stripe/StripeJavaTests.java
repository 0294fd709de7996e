package dev.sluice.emulators.stripe;

import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;

import com.stripe.Stripe;
import com.stripe.StripeClient;
import com.stripe.exception.AuthenticationException;
import com.stripe.exception.CardException;
import com.stripe.exception.IdempotencyException;
import com.stripe.exception.InvalidRequestException;
import com.stripe.exception.StripeException;
import com.stripe.model.Charge;
import com.stripe.model.Dispute;
import com.stripe.model.Event;
import com.stripe.model.PaymentIntent;
import com.stripe.model.Refund;
import com.stripe.model.WebhookEndpoint;
import com.stripe.net.RequestOptions;
import com.stripe.param.ChargeRetrieveParams;
import com.stripe.param.CustomerCreateParams;
import com.stripe.param.DisputeListParams;
import com.stripe.param.DisputeUpdateParams;
import com.stripe.param.PaymentIntentCancelParams;
import com.stripe.param.PaymentIntentCaptureParams;
import com.stripe.param.PaymentIntentConfirmParams;
import com.stripe.param.PaymentIntentCreateParams;
import com.stripe.param.PaymentIntentListParams;
import com.stripe.param.PaymentIntentSearchParams;
import com.stripe.param.PaymentIntentUpdateParams;
import com.stripe.param.PaymentMethodAttachParams;
import com.stripe.param.RefundCreateParams;
import com.stripe.param.WebhookEndpointCreateParams;
import com.stripe.service.V1Services;
import dev.sluice.emulators.stripe.objects.NewObjects;
import dev.sluice.testing.SluiceTest;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

/** The life of payments, as Stripe's own client leads it. */
@SluiceTest
class StripeJavaTests {

	private final Emulator emulator;

	private final V1Services stripe;

	private final WebhookReceiver receiver = new WebhookReceiver();

	private String secret = "";

	StripeJavaTests(@LocalServerPort int port) {
		this.emulator = new Emulator(port);
		this.stripe = client(this.emulator.key());
	}

	private V1Services client(String key) {
		return StripeClient.builder()
			.setApiKey(key)
			.setApiBase(this.emulator.base())
			.setMaxNetworkRetries(0)
			.build()
			.v1();
	}

	@BeforeEach
	void listen() throws Exception {
		WebhookEndpoint endpoint = this.stripe.webhookEndpoints()
			.create(WebhookEndpointCreateParams.builder()
				.setUrl(this.receiver.url())
				.addEnabledEvent(WebhookEndpointCreateParams.EnabledEvent.ALL)
				.build());
		this.secret = Objects.requireNonNull(endpoint.getSecret());
		assertThat(this.secret).startsWith("whsec_");
		assertThat(this.stripe.webhookEndpoints().retrieve(endpoint.getId()).getSecret()).isNull();
	}

	@AfterEach
	void stop() {
		this.receiver.close();
	}

	@Test
	void speaksTheVersionThatTheClientPins() {
		assertThat(NewObjects.API_VERSION).isEqualTo(Stripe.API_VERSION);
	}

	@Test
	void paysAtOnce() throws Exception {
		PaymentIntent intent = this.stripe.paymentIntents()
			.create(paid("pm_card_visa").addExpand("latest_charge").build());

		assertThat(intent.getStatus()).isEqualTo("succeeded");
		assertThat(intent.getAmountReceived()).isEqualTo(1099);
		assertThat(intent.getLatestChargeObject().getPaymentMethodDetails().getCard().getLast4()).isEqualTo("4242");
		assertThat(intent.getMetadata()).containsEntry("order", "6735");
		assertThat(intent.getLastResponse().requestId()).startsWith("req_");
		awaitEvents("payment_intent.created", "charge.succeeded", "payment_intent.succeeded", "charge.updated");
		Charge charge = this.stripe.charges()
			.retrieve(intent.getLatestCharge(),
					ChargeRetrieveParams.builder()
						.addExpand("balance_transaction")
						.addExpand("payment_intent")
						.addExpand("refunds")
						.build());
		assertThat(charge.getBalanceTransactionObject().getNet()).isEqualTo(1099 - 62);
		assertThat(charge.getPaymentIntentObject().getId()).isEqualTo(intent.getId());
		assertThat(charge.getRefunds().getData()).isEmpty();
	}

	@Test
	void capturesAPartOfWhatItAuthorized() throws Exception {
		PaymentIntent intent = this.stripe.paymentIntents()
			.create(paid("pm_card_mastercard").setCaptureMethod(PaymentIntentCreateParams.CaptureMethod.MANUAL)
				.build());
		assertThat(intent.getStatus()).isEqualTo("requires_capture");
		assertThat(intent.getAmountCapturable()).isEqualTo(1099);

		PaymentIntent captured = this.stripe.paymentIntents()
			.capture(intent.getId(), PaymentIntentCaptureParams.builder().setAmountToCapture(750L).build());

		assertThat(captured.getStatus()).isEqualTo("succeeded");
		assertThat(captured.getAmountReceived()).isEqualTo(750);
		assertThat(this.stripe.charges().retrieve(captured.getLatestCharge()).getAmountRefunded()).isEqualTo(349);
		awaitEvents("payment_intent.amount_capturable_updated", "charge.captured", "payment_intent.succeeded");
	}

	@Test
	void createsConfirmsAndCancelsInSteps() throws Exception {
		PaymentIntent created = this.stripe.paymentIntents()
			.create(PaymentIntentCreateParams.builder()
				.setAmount(2000L)
				.setCurrency("eur")
				.addPaymentMethodType("card")
				.setCaptureMethod(PaymentIntentCreateParams.CaptureMethod.MANUAL)
				.build());
		assertThat(created.getStatus()).isEqualTo("requires_payment_method");

		this.stripe.paymentIntents()
			.update(created.getId(),
					PaymentIntentUpdateParams.builder().setAmount(2500L).putMetadata("order", "7").build());
		PaymentIntent confirmed = this.stripe.paymentIntents()
			.confirm(created.getId(), PaymentIntentConfirmParams.builder().setPaymentMethod("pm_card_amex").build());
		PaymentIntent canceled = this.stripe.paymentIntents()
			.cancel(created.getId(),
					PaymentIntentCancelParams.builder()
						.setCancellationReason(PaymentIntentCancelParams.CancellationReason.ABANDONED)
						.build());

		assertThat(confirmed.getStatus()).isEqualTo("requires_capture");
		assertThat(confirmed.getAmountCapturable()).isEqualTo(2500);
		assertThat(canceled.getStatus()).isEqualTo("canceled");
		assertThat(canceled.getCancellationReason()).isEqualTo("abandoned");
		awaitEvents("payment_intent.canceled", "charge.refunded");
		assertThatThrownBy(() -> this.stripe.paymentIntents().capture(created.getId()))
			.isInstanceOf(InvalidRequestException.class);
	}

	@Test
	void asksTheCardholderOnAPage() throws Exception {
		PaymentIntent intent = this.stripe.paymentIntents()
			.create(paid("pm_card_threeDSecure2Required").setReturnUrl("https://shop.example/back?a=1").build());
		assertThat(intent.getStatus()).isEqualTo("requires_action");
		String page = intent.getNextAction().getRedirectToUrl().getUrl();

		String approved = this.emulator.decide(page, "approve");

		assertThat(approved).contains("Payment approved", "https://shop.example/back?a=1&amp;payment_intent="
				+ intent.getId() + "&amp;payment_intent_client_secret=", "&amp;redirect_status=succeeded");
		assertThat(this.emulator.decide(page, "refuse")).contains("Payment approved");
		assertThat(this.stripe.paymentIntents().retrieve(intent.getId()).getStatus()).isEqualTo("succeeded");
		awaitEvents("payment_intent.requires_action", "charge.succeeded", "payment_intent.succeeded");
	}

	@Test
	void failsWhereTheCardholderRefuses() throws Exception {
		PaymentIntent intent = this.stripe.paymentIntents()
			.create(paid("pm_card_authenticationRequired").setReturnUrl("https://shop.example/back").build());

		String refused = this.emulator.decide(intent.getNextAction().getRedirectToUrl().getUrl(), "refuse");

		assertThat(refused).contains("Payment refused", "redirect_status=failed");
		PaymentIntent failed = this.stripe.paymentIntents().retrieve(intent.getId());
		assertThat(failed.getStatus()).isEqualTo("requires_payment_method");
		assertThat(failed.getLastPaymentError().getCode()).isEqualTo("payment_intent_authentication_failure");
		awaitEvents("payment_intent.payment_failed");
	}

	@Test
	void declines() throws Exception {
		CardException declined = catchThrowableOfType(CardException.class, () -> this.stripe.paymentIntents()
			.create(paid("pm_card_visa_chargeDeclinedInsufficientFunds").build()));

		assertThat(declined.getStatusCode()).isEqualTo(402);
		assertThat(declined.getCode()).isEqualTo("card_declined");
		assertThat(declined.getDeclineCode()).isEqualTo("insufficient_funds");
		assertThat(declined.getStripeError().getNetworkDeclineCode()).isEqualTo("51");
		assertThat(declined.getStripeError().getAdviceCode()).isEqualTo("try_again_later");
		assertThat(declined.getStripeError().getPaymentIntent().getStatus()).isEqualTo("requires_payment_method");
		Charge charge = this.stripe.charges().retrieve(declined.getCharge());
		assertThat(charge.getOutcome().getType()).isEqualTo("issuer_declined");
		awaitEvents("payment_intent.created", "charge.failed", "payment_intent.payment_failed");
	}

	@Test
	void declinesWhatNeedsTheCardholderWhenHeIsNotThere() {
		CardException declined = catchThrowableOfType(CardException.class, () -> this.stripe.paymentIntents()
			.create(paid("pm_card_authenticationRequired").setOffSession(true).build()));

		assertThat(declined.getCode()).isEqualTo("authentication_required");
	}

	@Test
	void refunds() throws Exception {
		PaymentIntent intent = this.stripe.paymentIntents().create(paid("pm_card_visa").build());

		Refund part = refund(intent, 400L);
		Refund rest = refund(intent, null);

		assertThat(part.getStatus()).isEqualTo("succeeded");
		assertThat(rest.getAmount()).isEqualTo(699);
		InvalidRequestException refusal = catchThrowableOfType(InvalidRequestException.class, () -> refund(intent, 1L));
		assertThat(refusal.getCode()).isEqualTo("charge_already_refunded");
		awaitEvents("refund.created", "charge.refunded");
	}

	@Test
	void failsARefundLater() throws Exception {
		PaymentIntent intent = this.stripe.paymentIntents().create(paid("pm_card_refundFail").build());
		Refund refund = refund(intent, null);
		assertThat(refund.getStatus()).isEqualTo("succeeded");

		awaitEvents("refund.failed", "refund.updated");

		Refund failed = this.stripe.refunds().retrieve(refund.getId());
		assertThat(failed.getStatus()).isEqualTo("failed");
		assertThat(failed.getFailureReason()).isEqualTo("expired_or_canceled_card");
	}

	@Test
	void winsADisputeByItsEvidence() throws Exception {
		PaymentIntent intent = this.stripe.paymentIntents().create(paid("pm_card_createDispute").build());
		awaitEvents("charge.dispute.created", "charge.dispute.funds_withdrawn");
		Dispute dispute = this.stripe.disputes()
			.list(DisputeListParams.builder().setPaymentIntent(intent.getId()).build())
			.getData()
			.getFirst();
		assertThat(dispute.getStatus()).isEqualTo("needs_response");

		this.stripe.disputes()
			.update(dispute.getId(), DisputeUpdateParams.builder()
				.setEvidence(DisputeUpdateParams.Evidence.builder().setUncategorizedText("winning_evidence").build())
				.setSubmit(true)
				.build());
		awaitEvents("charge.dispute.closed", "charge.dispute.funds_reinstated");

		assertThat(this.stripe.disputes().retrieve(dispute.getId()).getStatus()).isEqualTo("won");
	}

	@Test
	void losesADisputeThatIsClosed() throws Exception {
		this.stripe.paymentIntents().create(paid("pm_card_createDispute").build());
		awaitEvents("charge.dispute.created");
		String dispute = this.stripe.disputes().list().getData().getFirst().getId();

		assertThat(this.stripe.disputes().close(dispute).getStatus()).isEqualTo("lost");
	}

	@Test
	void answersAgainWhatItAnsweredFirst() throws Exception {
		RequestOptions once = RequestOptions.builder().setIdempotencyKey(UUID.randomUUID().toString()).build();
		PaymentIntentCreateParams params = paid("pm_card_visa").build();

		PaymentIntent first = this.stripe.paymentIntents().create(params, once);
		PaymentIntent second = this.stripe.paymentIntents().create(params, once);

		assertThat(second.getId()).isEqualTo(first.getId());
		assertThat(second.getLastResponse().headers().firstValue("Idempotent-Replayed")).hasValue("true");
		assertThat(this.stripe.paymentIntents().list(PaymentIntentListParams.builder().build()).getData()).hasSize(1);
		assertThatThrownBy(() -> this.stripe.paymentIntents().create(paid("pm_card_amex").build(), once))
			.isInstanceOf(IdempotencyException.class);
	}

	@Test
	void findsPaymentsByTheirMetadata() throws Exception {
		String order = UUID.randomUUID().toString();
		PaymentIntent intent = this.stripe.paymentIntents()
			.create(paid("pm_card_visa").putMetadata("order", order).build());
		this.stripe.paymentIntents().create(paid("pm_card_visa").build());

		List<PaymentIntent> found = this.stripe.paymentIntents()
			.search(PaymentIntentSearchParams.builder().setQuery("metadata['order']:'" + order + "'").build())
			.getData();

		assertThat(found).extracting(PaymentIntent::getId).containsExactly(intent.getId());
	}

	@Test
	void pagesThroughLists() throws Exception {
		for (int i = 0; i < 5; i++) {
			this.stripe.paymentIntents().create(paid("pm_card_visa").build());
		}

		List<String> all = Stream.iterate(page(null), (page) -> !page.isEmpty(), (page) -> page(page.getLast()))
			.flatMap(List::stream)
			.toList();

		assertThat(all).hasSize(5).doesNotHaveDuplicates();
	}

	private List<String> page(@Nullable String after) {
		try {
			return this.stripe.paymentIntents()
				.list(PaymentIntentListParams.builder().setLimit(2L).setStartingAfter(after).build())
				.getData()
				.stream()
				.map(PaymentIntent::getId)
				.toList();
		}
		catch (StripeException ex) {
			throw new AssertionError(ex);
		}
	}

	@Test
	void keepsCardsOfCustomers() throws Exception {
		String customer = this.stripe.customers()
			.create(CustomerCreateParams.builder().setEmail("ada@shop.example").build())
			.getId();
		String card = this.stripe.paymentMethods()
			.attach("pm_card_visa", PaymentMethodAttachParams.builder().setCustomer(customer).build())
			.getId();

		PaymentIntent intent = this.stripe.paymentIntents()
			.create(paid(card).setCustomer(customer).setOffSession(true).addExpand("customer").build());

		assertThat(intent.getStatus()).isEqualTo("succeeded");
		assertThat(intent.getCustomerObject().getEmail()).isEqualTo("ada@shop.example");
	}

	@Test
	void showsTheAccountAndWhatItHas() throws Exception {
		this.stripe.paymentIntents()
			.create(paid("pm_card_bypassPending").setCaptureMethod(PaymentIntentCreateParams.CaptureMethod.AUTOMATIC)
				.build());

		assertThat(this.stripe.accounts().retrieveCurrent().getId()).startsWith("acct_");
		assertThat(this.stripe.balance().retrieve().getAvailable().getFirst().getAmount()).isEqualTo(1037);
	}

	@Test
	void keepsAccountsApart() throws Exception {
		PaymentIntent intent = this.stripe.paymentIntents().create(paid("pm_card_visa").build());

		V1Services other = client(Emulator.newKey());

		assertThatThrownBy(() -> other.paymentIntents().retrieve(intent.getId()))
			.isInstanceOf(InvalidRequestException.class)
			.hasMessageContaining("No such payment_intent");
		assertThatThrownBy(() -> client("sk_live_0123456789").paymentIntents().retrieve(intent.getId()))
			.isInstanceOf(AuthenticationException.class);
	}

	private Refund refund(PaymentIntent intent, @Nullable Long amount) throws StripeException {
		return this.stripe.refunds()
			.create(RefundCreateParams.builder().setPaymentIntent(intent.getId()).setAmount(amount).build());
	}

	private static PaymentIntentCreateParams.Builder paid(String method) {
		return PaymentIntentCreateParams.builder()
			.setAmount(1099L)
			.setCurrency("usd")
			.setPaymentMethod(method)
			.addPaymentMethodType("card")
			.setConfirm(true)
			.putMetadata("order", "6735");
	}

	/** Each of them came, rightly signed, with an object that the client knows. */
	private void awaitEvents(String... types) {
		await().untilAsserted(() -> assertThat(this.receiver.types(this.secret)).contains(types));
		for (Event event : this.receiver.events(this.secret)) {
			assertThat(event.getDataObjectDeserializer().getObject()).as(event.getType()).isPresent();
		}
	}

}
