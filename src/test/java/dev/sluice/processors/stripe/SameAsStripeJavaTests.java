package dev.sluice.processors.stripe;

import java.util.Locale;
import java.util.Map;
import java.util.Objects;

import com.stripe.Stripe;
import com.stripe.StripeClient;
import com.stripe.exception.StripeException;
import com.stripe.net.RequestOptions;
import com.stripe.param.PaymentIntentCancelParams;
import com.stripe.param.PaymentIntentCaptureParams;
import com.stripe.param.PaymentIntentCreateParams;
import com.stripe.param.PaymentIntentCreateParams.CaptureMethod;
import com.stripe.param.PaymentIntentListParams;
import com.stripe.param.PaymentIntentRetrieveParams;
import com.stripe.param.PaymentIntentSearchParams;
import com.stripe.param.RefundCreateParams;
import com.stripe.param.RefundListParams;
import com.stripe.service.V1Services;
import dev.sluice.merchants.Mode;
import dev.sluice.payments.port.Processor;
import dev.sluice.payments.port.Processor.Request;
import dev.sluice.payments.words.Kind;
import dev.sluice.payments.words.PaymentMethod;
import dev.sluice.payments.words.ProcessorReference;
import dev.sluice.processors.Requests;
import dev.sluice.processors.connectors.Account;
import dev.sluice.processors.stripe.RecordingStripe.Sent;
import dev.sluice.values.WebAddress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The connector sends what Stripe's own client sends for the same thing. */
class SameAsStripeJavaTests {

	private static final String KEY = "sk_test_0123456789";

	private static final ProcessorReference INTENT = new ProcessorReference("pi_3abc");

	private final RecordingStripe server = new RecordingStripe();

	private final Account account = Asked.account(Mode.TEST, Map.of("secret_key", KEY, "stripe_account", "acct_1abc"));

	private final Processor processor = this.server.processor(this.account);

	private final V1Services stripe = StripeClient.builder()
		.setApiKey(KEY)
		.setStripeAccount("acct_1abc")
		.setApiBase(this.server.url())
		.setMaxNetworkRetries(0)
		.build()
		.v1();

	@AfterEach
	void close() {
		this.server.close();
	}

	@Test
	void pinsTheSameVersion() {
		assertThat(dev.sluice.processors.stripe.StripeClient.VERSION).isEqualTo(Stripe.API_VERSION);
	}

	@Test
	void charges() throws Exception {
		Request request = Asked.charge(Kind.SALE, "pm_card_visa");

		assertSame(executed(request),
				theirs(() -> this.stripe.paymentIntents()
					.create(charge(request, CaptureMethod.AUTOMATIC).setPaymentMethod("pm_card_visa")
						.setReturnUrl("https://shop.example/back?order=1")
						.build(), once(request))));
	}

	@Test
	void authorizesAStoredCardOfACustomerWhoIsNotThere() throws Exception {
		Request request = Requests.charge(Kind.AUTHORIZE, 500, "JPY",
				Asked.method(Map.of("token", "pm_1abc", "customer", "cus_1", "off_session", "true")),
				WebAddress.of("https://shop.example/back"));

		assertSame(executed(request),
				theirs(() -> this.stripe.paymentIntents()
					.create(charge(request, CaptureMethod.MANUAL).setPaymentMethod("pm_1abc")
						.setCustomer("cus_1")
						.setOffSession(true)
						.build(), once(request))));
	}

	@Test
	void chargesATokenOfSomebodyWhoCannotBeSentToAPage() throws Exception {
		Request request = Requests.charge(Kind.SALE, 1200, "ISK", PaymentMethod.token("tok_visa"), null);

		PaymentIntentCreateParams.PaymentMethodData data = PaymentIntentCreateParams.PaymentMethodData.builder()
			.putExtraParam("type", "card")
			.putExtraParam("card", Map.of("token", "tok_visa"))
			.build();
		assertSame(executed(request),
				theirs(() -> this.stripe.paymentIntents()
					.create(charge(request, CaptureMethod.AUTOMATIC).setAmount(120_000L)
						.setPaymentMethodData(data)
						.setErrorOnRequiresAction(true)
						.build(), once(request))));
	}

	@Test
	void captures() throws Exception {
		Request request = after(Kind.CAPTURE, 700);

		assertSame(executed(request),
				theirs(() -> this.stripe.paymentIntents()
					.capture(INTENT.value(),
							PaymentIntentCaptureParams.builder()
								.setAmountToCapture(700L)
								.putMetadata("sluice_capture", request.operation().toString())
								.addExpand("latest_charge")
								.build(),
							once(request))));
	}

	@Test
	void cancels() throws Exception {
		Request request = after(Kind.VOID, 1099);

		assertSame(executed(request), theirs(() -> this.stripe.paymentIntents().cancel(INTENT.value(), once(request))));
	}

	/** A repeat does no harm, and a key would bring back an old answer. */
	@Test
	void cancelsAgainWithoutAKey() throws Exception {
		this.server.next(200, intent(after(Kind.VOID, 1099), "requires_capture"));

		assertSameWithoutAKey(last(after(Kind.VOID, 1099)),
				theirs(() -> this.stripe.paymentIntents().cancel(INTENT.value())));
	}

	@Test
	void givesUpWhatNobodyWillPayAnyMore() throws Exception {
		Request charge = old(Asked.charge(Kind.SALE, "pm_card_visa"));
		this.server.next(200, intent(charge, "requires_payment_method"));

		assertSameWithoutAKey(last(charge), theirs(() -> this.stripe.paymentIntents().cancel(INTENT.value())));
	}

	@Test
	void givesUpACustomerWhoNeverCameBack() throws Exception {
		Request charge = old(Asked.charge(Kind.SALE, "pm_card_visa"));
		this.server.next(200, intent(charge, "requires_action"));

		assertSameWithoutAKey(last(charge),
				theirs(() -> this.stripe.paymentIntents()
					.cancel(INTENT.value(),
							PaymentIntentCancelParams.builder()
								.setCancellationReason(PaymentIntentCancelParams.CancellationReason.ABANDONED)
								.build())));
	}

	@Test
	void refunds() throws Exception {
		Request request = after(Kind.REFUND, 300);

		assertSame(executed(request),
				theirs(() -> this.stripe.refunds()
					.create(RefundCreateParams.builder()
						.setPaymentIntent(INTENT.value())
						.setAmount(300L)
						.putMetadata("sluice_payment", request.payment().toString())
						.putMetadata("sluice_operation", request.operation().toString())
						.build(), once(request))));
	}

	@Test
	void looksAPaymentUpAndARefund() throws Exception {
		Request charge = Asked.charge(Kind.SALE, "pm_card_visa");
		Request refund = Requests.known(after(Kind.REFUND, 300), new ProcessorReference("re_1abc"));

		assertSame(lookedUp(Requests.known(charge, INTENT)), theirs(() -> this.stripe.paymentIntents()
			.retrieve(INTENT.value(), PaymentIntentRetrieveParams.builder().addExpand("latest_charge").build())));
		assertSame(lookedUp(refund), theirs(() -> this.stripe.refunds().retrieve("re_1abc")));
	}

	@Test
	void searchesForAPayment() throws Exception {
		Request charge = Asked.charge(Kind.SALE, "pm_card_visa");
		this.server.next(404, "{}");

		assertSame(lookedUp(Requests.at(charge, charge.askedAt().minusSeconds(86_400))),
				theirs(() -> this.stripe.paymentIntents()
					.search(PaymentIntentSearchParams.builder()
						.setQuery("metadata['sluice_operation']:'" + charge.operation() + "'")
						.setLimit(2L)
						.build())));
	}

	@Test
	void goesThroughTheRefundsOfAPayment() throws Exception {
		this.server.next(200, "{\"data\": [{\"id\": \"re_a\"}, {\"id\": \"re_b\"}], \"has_more\": true}");
		this.server.next(404, "{}");

		var _ = this.processor.lookUp(after(Kind.REFUND, 300)).block();

		Sent first = this.server.sent().getFirst();
		Sent second = this.server.sent().getLast();
		this.server.forget();
		assertSame(first, theirs(() -> this.stripe.refunds()
			.list(RefundListParams.builder().setPaymentIntent(INTENT.value()).setLimit(20L).build())));
		assertSame(second,
				theirs(() -> this.stripe.refunds()
					.list(RefundListParams.builder()
						.setPaymentIntent(INTENT.value())
						.setLimit(20L)
						.setStartingAfter("re_b")
						.build())));
	}

	@Test
	void checksAKey() throws Exception {
		assertThat(Objects.requireNonNull(this.server.connector().check(this.account).block()).works()).isTrue();

		assertSame(this.server.only(), theirs(
				() -> this.stripe.paymentIntents().list(PaymentIntentListParams.builder().setLimit(1L).build())));
	}

	/** A payment as Stripe has it. */
	private static String intent(Request request, String status) {
		return """
				{"object": "payment_intent", "id": "%s", "status": "%s", "amount": %d, "currency": "eur",
				 "next_action": {"redirect_to_url": {"url": "https://bank.example/"}},
				 "metadata": {"sluice_payment": "%s", "sluice_operation": "%s"}}""".formatted(INTENT, status,
				request.amount(), request.payment(), request.operation());
	}

	private static Request old(Request charge) {
		return Requests.known(Requests.at(charge, charge.askedAt().minusSeconds(90_000)), INTENT);
	}

	/** What is sent last when it is looked up: what there is is looked at before. */
	private Sent last(Request request) {
		var _ = this.processor.lookUp(request).block();
		Sent last = this.server.sent().getLast();
		this.server.forget();
		return last;
	}

	private static PaymentIntentCreateParams.Builder charge(Request request, CaptureMethod capture) {
		return PaymentIntentCreateParams.builder()
			.setAmount(request.amount())
			.setCurrency(request.currency().toLowerCase(Locale.ROOT))
			.setCaptureMethod(capture)
			.addPaymentMethodType("card")
			.setConfirm(true)
			.putMetadata("sluice_payment", request.payment().toString())
			.putMetadata("sluice_operation", request.operation().toString())
			.addExpand("latest_charge");
	}

	private static Request after(Kind kind, long amount) {
		return Requests.after(Asked.charge(Kind.AUTHORIZE, "pm_card_visa"), kind, amount, INTENT);
	}

	private static RequestOptions once(Request request) {
		return RequestOptions.builder().setIdempotencyKey(request.operation().toString()).build();
	}

	private Sent executed(Request request) {
		var _ = this.processor.execute(request).block();
		return this.server.only();
	}

	private Sent lookedUp(Request request) {
		var _ = this.processor.lookUp(request).block();
		return this.server.only();
	}

	private Sent theirs(Call call) throws StripeException {
		var _ = call.send();
		return this.server.only();
	}

	private static void assertSame(Sent ours, Sent theirs) {
		assertThat(ours.headers().get("Idempotency-Key")).isEqualTo(theirs.headers().get("Idempotency-Key"));
		assertSameButForTheKey(ours, theirs);
	}

	/** Stripe's client makes one up where it is given none. */
	private static void assertSameWithoutAKey(Sent ours, Sent theirs) {
		assertThat(ours.headers()).doesNotContainKey("Idempotency-Key");
		assertSameButForTheKey(ours, theirs);
	}

	private static void assertSameButForTheKey(Sent ours, Sent theirs) {
		assertThat(ours.fields()).isEqualTo(theirs.fields());
		assertThat(ours.method() + " " + ours.path()).isEqualTo(theirs.method() + " " + theirs.path());
		assertThat(ours.headers()).containsEntry("Authorization", "bearer" + KEY)
			.containsEntry("Stripe-Account", "acct_1abc");
		for (String name : new String[] { "Authorization", "Stripe-Version", "Stripe-Account", "Accept" }) {
			assertThat(ours.headers().get(name)).as(name).isEqualTo(theirs.headers().get(name));
		}
		if (ours.method().equals("POST")) {
			assertThat(ours.headers().get("Content-Type")).startsWith("application/x-www-form-urlencoded");
		}
	}

	/** A call of stripe-java's. */
	@FunctionalInterface
	private interface Call {

		Object send() throws StripeException;

	}

}
