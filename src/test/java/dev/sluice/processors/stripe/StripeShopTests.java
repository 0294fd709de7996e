package dev.sluice.processors.stripe;

import java.util.List;

import dev.sluice.processors.AccountDesk;
import dev.sluice.testing.SluiceTest;
import dev.sluice.testing.observe.NoticedContradictions;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.HttpMethod;
import org.springframework.r2dbc.core.DatabaseClient;

import static dev.sluice.testing.Shop.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Payments of a merchant with an account at Stripe's emulator, from its request over HTTP
 * to what Stripe notifies of.
 */
@SluiceTest
@ExtendWith(OutputCaptureExtension.class)
class StripeShopTests {

	private final EmulatedStripe stripe;

	private final AccountDesk desk;

	private final String account;

	StripeShopTests(@Autowired DatabaseClient database, @LocalServerPort int port) {
		this.stripe = new EmulatedStripe(port);
		this.desk = AccountDesk.open(database, port);
		this.account = AccountDesk.text(this.desk.ask(HttpMethod.POST, AccountDesk.ALL, """
				{"processor": "stripe", "label": "Stripe", "credentials": {"secret_key": "%s"}}"""
			.formatted(this.stripe.key()), 201), "$.id");
		JsonNode endpoint = this.stripe.post("/v1/webhook_endpoints",
				"url=http://127.0.0.1:" + port + "/processors/" + this.account + "/notifications&enabled_events[]=*");
		var _ = this.desk.change(this.account,
				"{\"webhook_secret\": \"%s\"}".formatted(endpoint.path("secret").asString()), 200);
	}

	@AfterEach
	void heal() {
		this.stripe.noFaults();
	}

	@Test
	void areProvedToHaveGoodCredentials() {
		assertThat(AccountDesk.text(this.desk.ask(HttpMethod.GET, AccountDesk.one(this.account) + "/check", null, 200),
				"$.works"))
			.isEqualTo("true");
	}

	@Test
	void areNotMadeWithAKeyOfTheOtherMode() {
		String refusal = this.desk.ask(HttpMethod.POST, AccountDesk.ALL, """
				{"processor": "stripe", "label": "Live", "credentials": {"secret_key": "sk_live_abc"}}""", 422);

		assertThat(AccountDesk.text(refusal, "$.code")).isEqualTo("credentials_of_other_mode");
		assertThat(AccountDesk.text(this.desk.change(this.account, """
				{"credentials": {"secret_key": "rk_live_abc"}}""", 422), "$.code"))
			.isEqualTo("credentials_of_other_mode");
	}

	/** Captures and refunds of its payments would look for them in vain. */
	@Test
	void stayWithTheAccountThatTheyWereMadeAt() {
		var _ = pay("automatic", "\"pm_card_visa\"", "wait=30", 201);

		String refusal = this.desk.change(this.account, """
				{"credentials": {"secret_key": "%s", "stripe_account": "acct_1other"}}""".formatted(this.stripe.key()),
				409);

		assertThat(AccountDesk.text(refusal, "$.code")).isEqualTo("account_in_use");
	}

	@ParameterizedTest
	@ValueSource(strings = { "\"pm_card_visa\"", "{\"type\": \"stripe\", \"token\": \"pm_card_visa\"}" })
	void areMadeThereAndKnowWhatTheyAreCalledThere(String method) {
		String payment = pay("automatic", method, "wait=30", 201);

		assertThat(read(payment, "$.status")).isEqualTo("captured");
		assertThat(read(payment, "$.operations[0].processor")).isEqualTo(this.account);
		assertThat(read(payment, "$.operations[0].processor_reference")).isEqualTo(onlyPayment());
		awaitTold("payment_intent.succeeded");
		assertThat(this.desk.eventsOf(payment)).containsExactly("payment.created", "payment.captured");
	}

	@Test
	void areCapturedOnceInPartAndRefundedTwice() {
		String payment = pay("manual", "\"pm_card_visa\"", "wait=30", 201);
		assertThat(read(payment, "$.available_actions.capture")).isEqualTo("1099");

		String captured = post(payment, "captures", "{\"amount\": 700}");
		assertThat(read(captured, "$.status")).isEqualTo("captured");
		assertThat(read(captured, "$.available_actions.capture")).isEqualTo("0");
		var _ = post(payment, "refunds", "{\"amount\": 300}");
		String refunded = post(payment, "refunds", null);

		assertThat(read(refunded, "$.status")).isEqualTo("refunded");
		assertThat(read(refunded, "$.amount_refunded")).isEqualTo("700");
		assertThat(this.stripe.refunds()).extracting((refund) -> refund.path("amount").asLong())
			.containsExactlyInAnyOrder(300L, 400L);
		assertThat(this.stripe.payment(onlyPayment()).path("latest_charge").path("amount_refunded").asLong())
			.isEqualTo(1099);
	}

	@Test
	void areVoided() {
		String payment = pay("manual", "\"pm_card_visa\"", "wait=30", 201);

		assertThat(read(post(payment, "voids", null), "$.status")).isEqualTo("voided");

		assertThat(this.stripe.payment(onlyPayment()).path("status").asString()).isEqualTo("canceled");
	}

	@Test
	void areDeclinedInOurWordsAndInTheirs() {
		String payment = pay("automatic", "\"pm_card_visa_chargeDeclinedInsufficientFunds\"", "wait=30", 201);

		assertThat(read(payment, "$.status")).isEqualTo("declined");
		assertThat(read(payment, "$.decline.code")).isEqualTo("insufficient_funds");
		assertThat(read(payment, "$.decline.network_code")).isEqualTo("51");
	}

	@ParameterizedTest
	@ValueSource(strings = { "approve", "refuse" })
	void goOnOnceTheCustomerHasDecided(String decision) {
		String payment = pay("automatic", "\"pm_card_threeDSecure2Required\"", "wait=30", 201);
		assertThat(read(payment, "$.status")).isEqualTo("requires_action");

		this.stripe.decide(read(payment, "$.next_action.url"), decision);

		awaitStatus(payment, decision.equals("approve") ? "captured" : "declined");
		assertThat(this.desk.eventsOf(payment)).hasSize(3);
	}

	@ParameterizedTest
	@ValueSource(strings = { "lost_answer_rate", "half_answer_rate", "error_after_rate" })
	void areChargedOnceWhereTheAnswerWasLost(String fault) {
		this.stripe.faults("{\"" + fault + "\": 1}");
		String payment = pay("automatic", "\"pm_card_visa\"", "wait=0", 202);
		awaitTold("payment_intent.succeeded");
		this.stripe.noFaults();

		awaitStatus(payment, "captured");
		assertThat(read(show(payment), "$.operations[0].processor_reference")).isEqualTo(onlyPayment());
		assertThat(this.desk.eventsOf(payment)).containsExactly("payment.created", "payment.captured");
	}

	/** Whose key was replaced meanwhile is not charged again with the other one. */
	@Test
	void areLeftToAPersonWhereOtherCredentialsKnowNothingOfThem() {
		this.stripe.faults("{\"lost_answer_rate\": 1}");
		String payment = pay("automatic", "\"pm_card_visa\"", "wait=0", 202);
		awaitTold("payment_intent.succeeded");
		EmulatedStripe other = this.stripe.another();
		var _ = this.desk.change(this.account, "{\"credentials\": {\"secret_key\": \"%s\"}}".formatted(other.key()),
				200);
		this.stripe.noFaults();

		await().untilAsserted(() -> assertThat(read(show(payment), "$.operations[0]")).contains("look_up_http_404"));
		assertThat(other.payments()).isEmpty();
		assertThat(this.stripe.payments()).hasSize(1);
	}

	@Test
	void areRefundedLater() {
		String payment = pay("automatic", "\"pm_card_pendingRefund\"", "wait=30", 201);

		String refunding = this.desk.shop().post(read(payment, "$.id"), "refunds", "{\"amount\": 99}", 202);

		assertThat(read(refunding, "$.operations[1].status")).isEqualTo("pending");
		await().untilAsserted(() -> assertThat(read(show(payment), "$.operations[1].status")).isEqualTo("succeeded"));
		assertThat(read(show(payment), "$.amount_refunded")).isEqualTo("99");
	}

	/** The money has not come back to the customer, and nobody else will tell. */
	@Test
	void areNoticedWhereTheirRefundFailsAfterAll(CapturedOutput output) {
		String payment = pay("automatic", "\"pm_card_refundFail\"", "wait=30", 201);

		assertThat(read(post(payment, "refunds", "{\"amount\": 99}"), "$.operations[1].status")).isEqualTo("succeeded");

		awaitTold("refund.failed");
		assertThat(contradictions(payment, output)).isPositive();
		assertThat(read(show(payment), "$.operations[1].status")).isEqualTo("succeeded");
	}

	/** Whatever its cause, somebody has to give the money back. */
	@Test
	void areNoticedWhereTheyAreChargedTwice(CapturedOutput output, @Autowired MeterRegistry meters) {
		String payment = pay("automatic", "\"pm_card_visa\"", "wait=30", 201);
		awaitTold("payment_intent.succeeded");
		double before = meters.get("sluice.payments.contradictions").counter().count();

		var _ = this.stripe.post("/v1/payment_intents",
				"amount=1099&currency=eur&payment_method=pm_card_visa&confirm=true&payment_method_types[]=card"
						+ "&metadata[sluice_payment]=" + read(payment, "$.id") + "&metadata[sluice_operation]="
						+ read(payment, "$.operations[0].id"));

		await().untilAsserted(() -> assertThat(contradictions(payment, output)).isOne());
		assertThat(meters.get("sluice.payments.contradictions").counter().count()).isGreaterThan(before);
		assertThat(read(show(payment), "$.amount_captured")).isEqualTo("1099");
	}

	@Test
	void areVoidedBeforeTheCustomerHasDecided() {
		String payment = pay("automatic", "\"pm_card_threeDSecure2Required\"", "wait=30", 201);

		String voided = post(payment, "voids", null);

		assertThat(read(voided, "$.status")).isEqualTo("voided");
		assertThat(read(voided, "$.operations[0].reason")).isEqualTo("authentication_canceled");
	}

	/**
	 * What Stripe tells late of an approval is no contradiction where that was released.
	 */
	@Test
	void areVoidedAfterTheCustomerHasAgreedUnheard(CapturedOutput output) {
		this.stripe.faults("{\"late_notification_rate\": 1, \"late_by_ms\": 3000}");
		String payment = pay("manual", "\"pm_card_threeDSecure2Required\"", "wait=30", 201);
		this.stripe.decide(read(payment, "$.next_action.url"), "approve");

		assertThat(read(post(payment, "voids", null), "$.status")).isEqualTo("voided");

		awaitTold("payment_intent.amount_capturable_updated");
		assertThat(contradictions(payment, output)).isZero();
		assertThat(read(show(payment), "$.operations[0].status")).isEqualTo("succeeded");
		assertThat(this.stripe.payment(onlyPayment()).path("status").asString()).isEqualTo("canceled");
	}

	@Test
	void areDisputed() {
		String payment = pay("automatic", "\"pm_card_createDispute\"", "wait=30", 201);

		await().untilAsserted(() -> assertThat(read(show(payment), "$.amount_disputed")).isEqualTo("1099"));

		assertThat(this.desk.eventsOf(payment)).containsExactly("payment.created", "payment.captured",
				"payment.dispute_opened");
		assertThat(read(show(payment), "$.disputes[0].reason")).isEqualTo("fraudulent");
		assertThat(read(show(payment), "$.available_actions.refund")).isEqualTo("0");
	}

	@Test
	void canBeRefundedAgainOnceTheirDisputeIsWon() {
		String payment = disputed();

		var _ = this.stripe.post("/v1/disputes/" + read(show(payment), "$.disputes[0].id"),
				"evidence[uncategorized_text]=winning_evidence&submit=true");

		awaitEvent(payment, "payment.dispute_won");
		assertThat(read(show(payment), "$.amount_disputed")).isEqualTo("0");
		assertThat(read(post(payment, "refunds", null), "$.status")).isEqualTo("refunded");
	}

	@Test
	void cannotBeRefundedOnceTheirDisputeIsLost() {
		String payment = disputed();

		var _ = this.stripe.post("/v1/disputes/" + read(show(payment), "$.disputes[0].id") + "/close", "");

		awaitEvent(payment, "payment.dispute_lost");
		assertThat(read(show(payment), "$.amount_disputed")).isEqualTo("1099");
		assertThat(read(show(payment), "$.available_actions.refund")).isEqualTo("0");
	}

	private String disputed() {
		String payment = pay("automatic", "\"pm_card_createDispute\"", "wait=30", 201);
		awaitEvent(payment, "payment.dispute_opened");
		return payment;
	}

	private void awaitEvent(String payment, String type) {
		await().untilAsserted(() -> assertThat(this.desk.eventsOf(payment)).contains(type));
	}

	@Test
	void areRefusedByAKeyThatIsNotTakenAnyMore() {
		this.stripe.faults("{\"credentials_revoked\": true}");

		String payment = pay("automatic", "\"pm_card_visa\"", "wait=30", 201);

		assertThat(read(payment, "$.status")).isEqualTo("failed");
		assertThat(this.stripe.payments()).isEmpty();
	}

	private String pay(String capture, String method, String prefer, int status) {
		return this.desk.shop().create("""
				{"amount": 1099, "currency": "EUR", "payment_method": %s, "capture": "%s",
				 "return_url": "https://shop.example/thanks"}""".formatted(method, capture), prefer, status);
	}

	private String post(String payment, String operation, @Nullable String body) {
		return this.desk.shop().post(read(payment, "$.id"), operation, body, 201);
	}

	private String show(String payment) {
		return this.desk.shop().show(read(payment, "$.id"));
	}

	private static long contradictions(String payment, CapturedOutput output) {
		return NoticedContradictions.of(read(payment, "$.id"), output);
	}

	private String onlyPayment() {
		List<JsonNode> payments = this.stripe.payments();
		assertThat(payments).hasSize(1);
		return payments.getFirst().path("id").asString();
	}

	private void awaitStatus(String payment, String status) {
		await().untilAsserted(() -> assertThat(read(show(payment), "$.status")).isEqualTo(status));
	}

	private void awaitTold(String type) {
		this.desk.awaitTold(this.account, type);
	}

}
