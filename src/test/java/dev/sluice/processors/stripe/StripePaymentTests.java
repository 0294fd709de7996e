package dev.sluice.processors.stripe;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;

import dev.sluice.merchants.Mode;
import dev.sluice.payments.port.Processor;
import dev.sluice.payments.port.Processor.Request;
import dev.sluice.payments.words.Kind;
import dev.sluice.payments.words.Outcome;
import dev.sluice.payments.words.PaymentMethod;
import dev.sluice.payments.words.ProcessorReference;
import dev.sluice.processors.Requests;
import dev.sluice.processors.connectors.Account;
import dev.sluice.processors.connectors.Check;
import dev.sluice.testing.SluiceTest;
import dev.sluice.values.WebAddress;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The life of payments at the emulator of Stripe, through the port. */
@SluiceTest
class StripePaymentTests {

	private final StripeConnector connector;

	private final EmulatedStripe stripe;

	private final Processor processor;

	StripePaymentTests(@Autowired StripeConnector connector, @LocalServerPort int port) {
		this.connector = connector;
		this.stripe = new EmulatedStripe(port);
		this.processor = connector.open(Asked.account(this.stripe.key()));
	}

	@ParameterizedTest
	@CsvSource({ "pm_card_visa", "tok_mastercard" })
	void sells(String token) {
		Request sale = Asked.charge(Kind.SALE, token);

		ProcessorReference reference = approved(sale);

		assertThat(this.stripe.payments()).singleElement().satisfies((payment) -> {
			assertThat(payment.path("id").asString()).isEqualTo(reference.value());
			assertThat(payment.path("status").asString()).isEqualTo("succeeded");
			assertThat(payment.path("amount_received").asLong()).isEqualTo(1099);
			assertThat(payment.path("currency").asString()).isEqualTo("eur");
			assertThat(payment.path("metadata").path("sluice_payment").asString()).isEqualTo(sale.payment().toString());
		});
		assertThat(lookUp(Requests.known(sale, reference))).isEqualTo(execute(sale)).isEqualTo(lookUp(sale));
		assertThat(this.stripe.payments()).hasSize(1);
	}

	@Test
	void authorizesUntilStripeLetsGo() {
		Outcome.Approved approved = (Outcome.Approved) execute(Asked.charge(Kind.AUTHORIZE, "pm_card_visa"));

		assertThat(Objects.requireNonNull(approved.hold()).rules().multipleCaptures()).isFalse();
		assertThat(approved.hold().until()).isBetween(Instant.now().plus(Duration.ofDays(6)),
				Instant.now().plus(Duration.ofDays(8)));
	}

	@Test
	void capturesOnceAndReleasesTheRest() {
		Request charge = Asked.charge(Kind.AUTHORIZE, "pm_card_visa");
		ProcessorReference reference = approved(charge);
		Request capture = Requests.after(charge, Kind.CAPTURE, 700, reference);

		assertThat(execute(capture)).isEqualTo(new Outcome.Approved(reference, null));

		assertThat(this.stripe.payment(reference).path("amount_received").asLong()).isEqualTo(700);
		assertThat(this.stripe.payment(reference).path("latest_charge").path("amount_refunded").asLong())
			.isEqualTo(399);
		assertThat(lookUp(capture)).isEqualTo(new Outcome.Approved(reference, null));
		assertThat(lookUp(Requests.at(capture, Instant.EPOCH))).isEqualTo(new Outcome.Approved(reference, null));
		Request another = Requests.after(charge, Kind.CAPTURE, 399, reference);
		assertThat(execute(another)).isInstanceOfSatisfying(Outcome.Declined.class,
				(declined) -> assertThat(declined.code()).isEqualTo("payment_intent_unexpected_state"));
		assertThat(lookUp(another)).isEqualTo(new Outcome.Unanswerable("captured_otherwise"));
		assertThat(execute(Requests.after(charge, Kind.VOID, 399, reference))).isInstanceOf(Outcome.Declined.class);
	}

	@Test
	void capturesNoMoreThanThereIs() {
		Request charge = Asked.charge(Kind.AUTHORIZE, "pm_card_visa");
		ProcessorReference reference = approved(charge);

		assertThat(execute(Requests.after(charge, Kind.CAPTURE, 1100, reference))).isInstanceOfSatisfying(
				Outcome.Declined.class, (declined) -> assertThat(declined.code()).isEqualTo("amount_too_large"));
		assertThat(this.stripe.payment(reference).path("status").asString()).isEqualTo("requires_capture");
	}

	@Test
	void releasesWhatItAuthorized() {
		Request charge = Asked.charge(Kind.AUTHORIZE, "pm_card_visa");
		ProcessorReference reference = approved(charge);
		Request release = Requests.after(charge, Kind.VOID, 1099, reference);

		assertThat(execute(release)).isEqualTo(new Outcome.Approved(reference, null));

		assertThat(this.stripe.payment(reference).path("status").asString()).isEqualTo("canceled");
		assertThat(lookUp(release)).isEqualTo(new Outcome.Approved(reference, null));
		assertThat(execute(Requests.after(charge, Kind.VOID, 1099, reference)))
			.isEqualTo(new Outcome.Approved(reference, null));
		Request late = Requests.after(charge, Kind.CAPTURE, 1099, reference);
		assertThat(execute(late)).isInstanceOf(Outcome.Declined.class).isEqualTo(lookUp(late));
	}

	@ParameterizedTest
	@CsvSource({ "pm_card_visa_chargeDeclined, generic_decline, generic_decline, 01",
			"pm_card_visa_chargeDeclinedInsufficientFunds, insufficient_funds, insufficient_funds, 51",
			"pm_card_visa_chargeDeclinedLostCard, lost_card, lost_card, 41",
			"pm_card_visa_chargeDeclinedStolenCard, stolen_card, stolen_card, 43",
			"pm_card_chargeDeclinedExpiredCard, expired_card, expired_card, 54",
			"pm_card_chargeDeclinedIncorrectCvc, incorrect_cvc, incorrect_cvc, N7",
			"pm_card_chargeDeclinedProcessingError, processing_error, processing_error, 06",
			"pm_card_visa_chargeDeclinedVelocityLimitExceeded, limit_exceeded, card_velocity_exceeded, 65",
			"pm_card_radarBlock, fraudulent, fraudulent, " })
	void declines(String token, String code, String own, @Nullable String network) {
		Request sale = Asked.charge(Kind.SALE, token);

		Outcome.Declined declined = (Outcome.Declined) execute(sale);

		assertThat(declined.code()).isEqualTo(code);
		assertThat(declined.processorCode()).isEqualTo(own);
		assertThat(declined.reference()).isNotNull();
		assertThat(declined.message()).contains("card");
		assertThat(lookUp(sale)).isEqualTo(declined);
		assertThat(this.stripe.payments()).hasSize(1);
	}

	@Test
	void asksTheCustomerOnAPage() {
		Request charge = Asked.charge(Kind.AUTHORIZE, "pm_card_threeDSecure2Required");
		Outcome.ActionRequired asked = (Outcome.ActionRequired) execute(charge);
		Request known = Requests.known(charge, asked.reference());
		assertThat(lookUp(known)).isEqualTo(asked).isEqualTo(lookUp(charge));

		this.stripe.decide(asked.url(), "approve");

		assertThat(lookUp(known)).isInstanceOfSatisfying(Outcome.Approved.class,
				(approved) -> assertThat(approved.reference()).isEqualTo(asked.reference()));
		assertThat(lookUp(charge)).isEqualTo(lookUp(known));
	}

	@Test
	void givesUpWhatTheCustomerRefused() {
		Request charge = Asked.charge(Kind.SALE, "pm_card_threeDSecure2Required");
		Outcome.ActionRequired asked = (Outcome.ActionRequired) execute(charge);

		this.stripe.decide(asked.url(), "refuse");

		assertThat(lookUp(Requests.known(charge, asked.reference()))).isInstanceOfSatisfying(Outcome.Declined.class,
				(declined) -> assertThat(declined.code()).isEqualTo("authentication_failed"));
		assertThat(this.stripe.payments()).singleElement()
			.satisfies((payment) -> assertThat(payment.path("status").asString()).isEqualTo("canceled"));
		assertThat(lookUp(Requests.known(charge, asked.reference()))).isInstanceOf(Outcome.Declined.class);
	}

	@Test
	void releasesWhatWaitsForTheCustomer() {
		Request charge = Asked.charge(Kind.SALE, "pm_card_threeDSecure2Required");
		Outcome.ActionRequired asked = (Outcome.ActionRequired) execute(charge);

		assertThat(execute(Requests.after(charge, Kind.VOID, 1099, asked.reference())))
			.isInstanceOf(Outcome.Approved.class);

		assertThat(lookUp(Requests.known(charge, asked.reference()))).isInstanceOfSatisfying(Outcome.Declined.class,
				(declined) -> assertThat(declined.code()).isEqualTo("authentication_canceled"));
	}

	@Test
	void doesNotReleaseWhatTheCustomerApprovedMeanwhile() {
		Request charge = Asked.charge(Kind.SALE, "pm_card_threeDSecure2Required");
		Outcome.ActionRequired asked = (Outcome.ActionRequired) execute(charge);
		this.stripe.decide(asked.url(), "approve");

		assertThat(execute(Requests.after(charge, Kind.VOID, 1099, asked.reference())))
			.isInstanceOf(Outcome.Declined.class);

		assertThat(lookUp(Requests.known(charge, asked.reference()))).isInstanceOf(Outcome.Approved.class);
	}

	@Test
	void declinesWhereNobodyCanBeAsked() {
		PaymentMethod absent = Asked.method(Map.of("token", "pm_card_authenticationRequired", "off_session", "true"));

		Outcome offSession = execute(Requests.charge(Kind.SALE, 1099, "EUR", absent, null));
		Outcome noWayBack = execute(
				Requests.charge(Kind.SALE, 1099, "EUR", PaymentMethod.token("pm_card_threeDSecure2Required"), null));

		assertThat(offSession).isInstanceOfSatisfying(Outcome.Declined.class,
				(declined) -> assertThat(declined.code()).isEqualTo("authentication_required"));
		assertThat(noWayBack).isInstanceOfSatisfying(Outcome.Declined.class,
				(declined) -> assertThat(declined.code()).isEqualTo("authentication_required"));
	}

	@Test
	void chargesAStoredCardOfACustomer() {
		String customer = this.stripe.post("/v1/customers", "email=ada@shop.example").path("id").asString();
		String card = this.stripe.post("/v1/payment_methods/pm_card_visa/attach", "customer=" + customer)
			.path("id")
			.asString();
		PaymentMethod stored = Asked.method(Map.of("token", card, "customer", customer, "off_session", "true"));

		ProcessorReference reference = approved(Requests.charge(Kind.SALE, 1099, "USD", stored, null));

		assertThat(this.stripe.payment(reference).path("customer").asString()).isEqualTo(customer);
	}

	@Test
	void refundsInPartsAndNoMore() {
		Request sale = Asked.charge(Kind.SALE, "pm_card_visa");
		ProcessorReference reference = approved(sale);
		Request part = Requests.after(sale, Kind.REFUND, 400, reference);

		Outcome.Approved refunded = (Outcome.Approved) execute(part);

		assertThat(String.valueOf(refunded.reference())).startsWith("re_");
		assertThat(lookUp(part)).isEqualTo(refunded).isEqualTo(lookUp(Requests.known(part, refunded.reference())));
		assertThat(lookUp(Requests.at(part, Instant.EPOCH))).isEqualTo(refunded);
		assertThat(execute(Requests.after(sale, Kind.REFUND, 700, reference))).isInstanceOf(Outcome.Declined.class);
		assertThat(execute(Requests.after(sale, Kind.REFUND, 699, reference))).isInstanceOf(Outcome.Approved.class);
		assertThat(this.stripe.refunds()).hasSize(2);
		assertThat(lookUp(Requests.at(Requests.after(sale, Kind.REFUND, 1, reference), Instant.EPOCH)))
			.isEqualTo(new Outcome.NotFound());
	}

	@Test
	void waitsForARefundThatTakesTime() {
		Request sale = Asked.charge(Kind.SALE, "pm_card_pendingRefund");
		Request refund = Requests.after(sale, Kind.REFUND, 1099, approved(sale));

		Outcome.Pending pending = (Outcome.Pending) execute(refund);

		await().untilAsserted(() -> assertThat(lookUp(Requests.known(refund, pending.reference())))
			.isEqualTo(new Outcome.Approved(pending.reference(), null)));
	}

	@Test
	void tellsThatARefundFailed() {
		Request sale = Asked.charge(Kind.SALE, "pm_card_refundFail");
		Request refund = Requests.after(sale, Kind.REFUND, 1099, approved(sale));
		ProcessorReference reference = ((Outcome.Approved) execute(refund)).reference();

		await().untilAsserted(() -> assertThat(lookUp(Requests.known(refund, reference)))
			.isInstanceOfSatisfying(Outcome.Declined.class, (declined) -> {
				assertThat(declined.code()).isEqualTo("refund_failed");
				assertThat(declined.processorCode()).isEqualTo("expired_or_canceled_card");
			}));
	}

	@Test
	void speaksForAConnectedAccount() {
		Processor connected = this.connector.open(
				Asked.account(Mode.TEST, Map.of("secret_key", this.stripe.key(), "stripe_account", "acct_1connected")));

		assertThat(connected.execute(Asked.charge(Kind.SALE, "pm_card_visa")).block())
			.isInstanceOf(Outcome.Approved.class);

		assertThat(this.stripe.payments()).isEmpty();
		assertThat(this.stripe.get("/v1/payment_intents", "acct_1connected").path("data").size()).isEqualTo(1);
	}

	@Test
	void doesNothingWhereStripeCouldNotBeTold() {
		PaymentMethod card = PaymentMethod.token("pm_card_visa");
		WebAddress back = WebAddress.of("https://shop.example/");

		assertThat(execute(Requests.charge(Kind.SALE, 5000, "UGX", card, back)))
			.isEqualTo(new Outcome.NotProcessed("amount_not_representable"));
		assertThat(execute(Requests.charge(Kind.SALE, 5001, "KWD", card, back)))
			.isEqualTo(new Outcome.NotProcessed("amount_not_representable"));
		assertThat(execute(Asked.charge(Kind.SALE, "pm_1abcdefgh")))
			.isEqualTo(new Outcome.NotProcessed("resource_missing"));
		assertThat(execute(Requests.after(Asked.charge(Kind.SALE, "pm_card_visa"), Kind.REFUND, 1, null)))
			.isEqualTo(new Outcome.NotProcessed("charge_unknown"));
		assertThat(this.connector.open(Asked.account(Mode.LIVE, Map.of("secret_key", this.stripe.key())))
			.execute(Asked.charge(Kind.SALE, "pm_card_visa"))
			.block()).isEqualTo(new Outcome.NotProcessed("credentials_of_other_mode"));
		assertThat(this.stripe.payments()).isEmpty();
	}

	@Test
	void writesAmountsAsStripeDoes() {
		ProcessorReference reference = approved(Requests.charge(Kind.SALE, 5000, "ISK",
				PaymentMethod.token("pm_card_visa"), WebAddress.of("https://shop.example/")));

		assertThat(this.stripe.payment(reference).path("amount").asLong()).isEqualTo(500_000);
	}

	@Test
	void checksAKey() {
		assertThat(check(Asked.account(this.stripe.key())).works()).isTrue();
		assertThat(check(Asked.account("sk_live_0123456789")).detail()).contains("sk_test_");
		assertThat(check(Asked.account(Mode.TEST, Map.of("secret_key", this.stripe.key(), "stripe_account", "acct_?")))
			.detail()).contains("stripe_account");
		this.stripe.faults("{\"credentials_revoked\": true}");
		Check revoked = check(Asked.account(this.stripe.key()));
		this.stripe.noFaults();
		assertThat(revoked.works()).isFalse();
		assertThat(revoked.detail()).contains("revoked").doesNotContain(this.stripe.key());
	}

	private Check check(Account account) {
		return Objects.requireNonNull(this.connector.check(account).block());
	}

	private ProcessorReference approved(Request request) {
		return Objects.requireNonNull(((Outcome.Approved) execute(request)).reference());
	}

	private Outcome execute(Request request) {
		return Objects.requireNonNull(this.processor.execute(request).block());
	}

	private Outcome lookUp(Request request) {
		return Objects.requireNonNull(this.processor.lookUp(request).block());
	}

}
