package dev.sluice.emulators.stripe.life;

import java.time.Duration;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

import dev.sluice.emulators.stripe.forms.StripeError;
import dev.sluice.emulators.stripe.objects.Kinds;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** Money that goes back: by refunds, and by disputes. */
class RefundLifeTests {

	@Test
	void givesBackNoMoreThanThereIs() {
		Payments payment = paid("pm_card_visa");
		payment.refund(400L);
		payment.refund(600L);

		assertThat(refused(payment, 1L).error().path("code").asString()).isEqualTo("charge_already_refunded");
		assertThat(payment.charge().path("refunded").asBoolean()).isTrue();
		assertThat(payment.refunded()).isEqualTo(1000);
		assertThat(payment.moved()).isZero();
	}

	@Test
	void refusesARefundThatExceedsWhatIsLeft() {
		Payments payment = paid("pm_card_visa");
		payment.refund(400L);

		assertThat(refused(payment, 601L).error().path("param").asString()).isEqualTo("amount");
		assertThat(refused(payment, 0L).error().path("param").asString()).isEqualTo("amount");
		assertThat(payment.refunded()).isEqualTo(400);
	}

	@Test
	void refundsNothingThatIsNotCaptured() {
		Payments payment = new Payments(1000, "manual");
		payment.confirm("pm_card_visa");

		assertThat(refused(payment, null).error().path("code").asString()).isEqualTo("charge_not_captured");
	}

	@Test
	void endsAPendingRefundLater() {
		Payments payment = paid("pm_card_pendingRefund");
		payment.refund(400L);
		assertThat(payment.newest(Kinds.REFUND).path("status").asString()).isEqualTo("pending");

		payment.later("refund");

		assertThat(payment.newest(Kinds.REFUND).path("status").asString()).isEqualTo("succeeded");
		assertThat(payment.events()).endsWith("refund.updated", "charge.refund.updated");
	}

	@Test
	void failsARefundLaterAndTakesItsMoneyBack() {
		Payments payment = paid("pm_card_refundFail");
		payment.refund(400L);
		assertThat(payment.newest(Kinds.REFUND).path("status").asString()).isEqualTo("succeeded");

		payment.later("refund");
		payment.later("refund");

		ObjectNode refund = payment.newest(Kinds.REFUND);
		assertThat(refund.path("status").asString()).isEqualTo("failed");
		assertThat(refund.path("failure_reason").asString()).isEqualTo("expired_or_canceled_card");
		assertThat(payment.charge().path("amount_refunded").asLong()).isZero();
		assertThat(payment.moved()).isEqualTo(1000);
		assertThat(payment.events()).endsWith("refund.failed");
	}

	@Test
	void cancelsARefundThatIsPending() {
		Payments payment = paid("pm_card_pendingRefund");
		payment.refund(null);
		String refund = payment.newest(Kinds.REFUND).path("id").asString();

		payment.work((each) -> Refunding.cancel(each, each.require(refund)));
		payment.later("refund");

		assertThat(payment.newest(Kinds.REFUND).path("status").asString()).isEqualTo("canceled");
		assertThat(payment.charge().path("refunded").asBoolean()).isFalse();
		assertThat(payment.moved()).isEqualTo(1000);
	}

	@ParameterizedTest
	@CsvSource({ "winning_evidence, won, 1000, charge.dispute.funds_reinstated",
			"losing_evidence, lost, 0, charge.dispute.closed" })
	void decidesADisputeByItsEvidence(String evidence, String status, long money, String last) {
		Payments payment = paid("pm_card_createDispute");
		payment.later("dispute");
		payment.later("dispute");
		assertThat(payment.all(Kinds.DISPUTE)).hasSize(1);
		assertThat(payment.moved()).isZero();
		assertThat(refused(payment, 1L).error().path("code").asString()).isEqualTo("charge_disputed");

		work(payment, (each, dispute) -> Disputing.update(each, dispute, Map.of("uncategorized_text", evidence), true));
		assertThat(payment.newest(Kinds.DISPUTE).path("status").asString()).isEqualTo("under_review");
		payment.later("decide");

		assertThat(payment.newest(Kinds.DISPUTE).path("status").asString()).isEqualTo(status);
		assertThat(payment.moved()).isEqualTo(money);
		assertThat(payment.events())
			.contains("charge.dispute.created", "charge.dispute.funds_withdrawn", "charge.dispute.updated",
					"charge.dispute.closed")
			.endsWith(last);
	}

	@Test
	void losesADisputeThatIsClosed() {
		Payments payment = paid("pm_card_createDisputeProductNotReceived");
		payment.later("dispute");

		work(payment, Disputing::close);

		assertThat(payment.newest(Kinds.DISPUTE).path("status").asString()).isEqualTo("lost");
		assertThat(payment.newest(Kinds.DISPUTE).path("reason").asString()).isEqualTo("product_not_received");
		assertThat(payment.moved()).isZero();
	}

	@Test
	void takesNoMoneyForAnInquiry() {
		Payments payment = paid("pm_card_createDisputeInquiry");
		payment.later("dispute");

		assertThat(payment.newest(Kinds.DISPUTE).path("status").asString()).isEqualTo("warning_needs_response");
		assertThat(payment.moved()).isEqualTo(1000);
		payment.refund(null);
		assertThat(payment.moved()).isZero();
	}

	/** Stripe's own command-line tool looks for it right after the payment. */
	@Test
	void disputesAtOnceWhereThatIsNotPutOff() {
		Payments payment = new Payments(1000, "automatic", new Terms(Duration.ofDays(7), Duration.ofSeconds(1),
				Duration.ofSeconds(2), Duration.ZERO, Duration.ofSeconds(1), Duration.ZERO));

		payment.confirm("pm_card_createDispute");

		assertThat(payment.newest(Kinds.DISPUTE).path("status").asString()).isEqualTo("needs_response");
		assertThat(payment.puts("dispute")).isFalse();
		assertThat(payment.events()).containsSubsequence("charge.succeeded", "payment_intent.succeeded",
				"charge.dispute.created", "charge.dispute.funds_withdrawn");
		assertThat(payment.moved()).isZero();
	}

	@Test
	void disputesNoMoreThanWasNotRefunded() {
		Payments payment = new Payments(1000, "manual");
		payment.confirm("pm_card_createDispute");
		payment.work((each) -> Capturing.capture(each, 800L));
		payment.refund(300L);

		payment.later("dispute");

		assertThat(payment.newest(Kinds.DISPUTE).path("amount").asLong()).isEqualTo(500);
		assertThat(payment.moved()).isZero();
	}

	@ParameterizedTest
	@ValueSource(longs = { 1, 2, 3, 4, 5, 6, 7, 8, 9, 10 })
	void neverPaysOutMoreThanCameInWhateverIsAsked(long seed) {
		SplittableRandom random = new SplittableRandom(seed);
		String[] cards = { "pm_card_visa", "pm_card_pendingRefund", "pm_card_refundFail", "pm_card_createDispute" };
		Payments payment = paid(cards[random.nextInt(cards.length)]);

		for (int i = 0; i < 60; i++) {
			attempt(payment, random);

			assertThat(payment.moved()).as("seed " + seed).isBetween(0L, 1000L);
			assertThat(payment.refunded()).as("seed " + seed).isLessThanOrEqualTo(1000);
			assertThat(payment.charge().path("amount_refunded").asLong()).isEqualTo(payment.refunded());
		}
	}

	private static void attempt(Payments payment, SplittableRandom random) {
		try {
			switch (random.nextInt(4)) {
				case 0 -> payment.refund(random.nextLong(1, 700));
				case 1 -> ifPut(payment, "refund");
				case 2 -> ifPut(payment, "dispute");
				default -> {
					if (!payment.all(Kinds.DISPUTE).isEmpty()) {
						work(payment, (each, dispute) -> Disputing.update(each, dispute,
								Map.of("uncategorized_text", "winning_evidence"), true));
						payment.later("decide");
					}
				}
			}
		}
		catch (StripeError refused) {
			assertThat(refused.status()).isEqualTo(400);
		}
	}

	private static void ifPut(Payments payment, String task) {
		if (payment.puts(task)) {
			payment.later(task);
		}
	}

	private static void work(Payments payment, BiConsumer<Case, ObjectNode> work) {
		String dispute = payment.newest(Kinds.DISPUTE).path("id").asString();
		Consumer<Case> each = (one) -> work.accept(one, one.require(dispute));
		payment.work(each);
	}

	private static Payments paid(String token) {
		Payments payment = new Payments(1000, "automatic");
		payment.confirm(token);
		return payment;
	}

	private static StripeError refused(Payments payment, @Nullable Long amount) {
		return catchThrowableOfType(StripeError.class, () -> payment.refund(amount));
	}

}
