package dev.sluice.payments.lifecycle;

import java.util.OptionalLong;

import dev.sluice.payments.words.OperationId;
import dev.sluice.payments.words.Outcome;
import dev.sluice.values.TypeId;
import dev.sluice.values.WebAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What a payment answers to commands: pure, and so without a database. */
class PaymentTests {

	/**
	 * In each status: what capture, refund and void of a payment of 100 come to, its
	 * expiry, and an approval of its newest operation, which is late but for the first
	 * two; and what the payment offers.
	 */
	@ParameterizedTest
	@CsvSource(textBlock = """
			PROCESSING,         not_capturable, not_refundable, not_voidable, unchanged, ok,          0,   0, false
			REQUIRES_ACTION,    not_capturable, not_refundable, ok,           unchanged, ok,          0,   0, true
			AUTHORIZED,         ok,             not_refundable, ok,           ok,        unchanged, 100,   0, true
			PARTIALLY_CAPTURED, ok,             ok,             ok,           ok,        unchanged,  60,  40, true
			CAPTURED,           not_capturable, ok,             not_voidable, unchanged, unchanged,   0, 100, false
			PARTIALLY_REFUNDED, not_capturable, ok,             not_voidable, unchanged, unchanged,   0,  60, false
			REFUNDED,           not_capturable, not_refundable, not_voidable, unchanged, unchanged,   0,   0, false
			VOIDED,             not_capturable, not_refundable, not_voidable, unchanged, unchanged,   0,   0, false
			DECLINED,           not_capturable, not_refundable, not_voidable, unchanged, unchanged,   0,   0, false
			FAILED,             not_capturable, not_refundable, not_voidable, unchanged, unchanged,   0,   0, false
			EXPIRED,            not_capturable, not_refundable, not_voidable, unchanged, unchanged,   0,   0, false
			""")
	void answersEachCommandByItsStatus(Status status, String capture, String refund, String release, String expiry,
			String approval, long capturable, long refundable, boolean voidable) {
		Payment payment = Given.of(status);

		assertThat(payment.status()).isEqualTo(status);
		assertThat(answer(payment, capture(1))).isEqualTo(capture);
		assertThat(answer(payment, refund(1))).isEqualTo(refund);
		assertThat(answer(payment, release())).isEqualTo(release);
		assertThat(answer(payment, new PaymentCommand.Expire(Given.EXPIRY))).isEqualTo(expiry);
		assertThat(answer(payment, Given.settle(payment.operations().getLast().id(), new Outcome.Approved())))
			.isEqualTo(approval);
		assertThat(payment.availableActions())
			.isEqualTo(new Payment.AvailableActions(capturable, refundable, voidable));
	}

	@ParameterizedTest
	@EnumSource(names = { "REFUNDED", "VOIDED", "DECLINED", "FAILED", "EXPIRED" })
	void neverLeavesAFinalStatus(Status status) {
		Payment payment = Given.of(status);

		for (Operation operation : payment.operations()) {
			assertThat(payment.decide(Given.settle(operation.id(), new Outcome.Approved())))
				.isEqualTo(new Decision.Unchanged());
			assertThat(payment.decide(Given.settle(operation.id(), new Outcome.Declined("late", "Late."))))
				.isEqualTo(new Decision.Unchanged());
		}
		assertThat(payment.decide(new PaymentCommand.Expire(Given.EXPIRY))).isEqualTo(new Decision.Unchanged());
	}

	@Test
	void refusesASecondRefundThatExceedsTheCapture() {
		Payment refunding = Given.refunding(Given.captured(100), 60);

		assertThat(refunding.decide(refund(60))).isEqualTo(new Decision.TooMuch("amount_exceeds_refundable", 40));
		assertThat(refunding.decide(refund(40))).isInstanceOf(Decision.Change.class);
	}

	@Test
	void refusesACaptureBeyondWhatIsLeftWhileAnotherIsUnderWay() {
		Payment capturing = Given.capturing(Given.authorized(100), 70);

		assertThat(capturing.decide(capture(31))).isEqualTo(new Decision.TooMuch("amount_exceeds_capturable", 30));
		assertThat(answer(capturing, release())).isEqualTo("not_voidable");
		assertThat(capturing.decide(new PaymentCommand.Expire(Given.EXPIRY))).isEqualTo(new Decision.Unchanged());
	}

	@Test
	void givesBackWhatAFailedOperationHadReserved() {
		Payment failed = Given.settled(Given.capturing(Given.authorized(100), 70), new Outcome.Declined("no", "No."));

		assertThat(failed.status()).isEqualTo(Status.AUTHORIZED);
		assertThat(failed.availableActions().capture()).isEqualTo(100);
		assertThat(failed.expiresAt()).isEqualTo(Given.EXPIRY);
		assertThat(failed.operations().getLast().reason()).isEqualTo("no");
	}

	@Test
	void takesAllThatIsLeftWhereNoAmountIsSaid() {
		Payment payment = Given.of(Status.PARTIALLY_CAPTURED);
		Payment captured = Given.settled(Given.after(payment, new PaymentCommand.Capture(new OperationId(TypeId.next()),
				OptionalLong.empty(), Given.SHOP, Given.NOW)), new Outcome.Approved());

		assertThat(captured.status()).isEqualTo(Status.CAPTURED);
		assertThat(captured.amountCaptured()).isEqualTo(100);
		assertThat(captured.expiresAt()).isNull();
	}

	@Test
	void keepsWhatWasCapturedWhenTheRestIsReleased() {
		Payment released = Given.settled(Given.releasing(Given.of(Status.PARTIALLY_CAPTURED)), new Outcome.Approved());

		assertThat(released.status()).isEqualTo(Status.CAPTURED);
		assertThat(released.amounts()).isEqualTo(new Amounts(40, 40, 0));
		assertThat(released.availableActions().refund()).isEqualTo(40);
	}

	@Test
	void takesAnOutcomeOnce() {
		Payment payment = Given.capturing(Given.authorized(100), 70);
		PaymentCommand approval = Given.settle(payment.operations().getLast().id(), new Outcome.Approved());
		Payment captured = Given.after(payment, approval);

		assertThat(captured.amountCaptured()).isEqualTo(70);
		assertThat(captured.decide(approval)).isEqualTo(new Decision.Unchanged());
	}

	@Test
	void staysAsItIsWhileAnOutcomeIsOpen() {
		Payment payment = Given.processing(CaptureMode.AUTOMATIC, 100);

		for (Outcome open : new Outcome[] { new Outcome.Unknown("timeout"), new Outcome.Pending(),
				new Outcome.NotFound() }) {
			assertThat(Given.settled(payment, open)).isSameAs(payment);
		}
	}

	@Test
	void waitsForTheCustomerAndGoesOn() {
		Payment waiting = Given.settled(Given.processing(CaptureMode.AUTOMATIC, 100),
				new Outcome.ActionRequired(WebAddress.of("https://bank.example/challenge")));
		assertThat(waiting.nextAction())
			.isEqualTo(NextAction.redirect(WebAddress.of("https://bank.example/challenge")));
		assertThat(Given.settled(waiting, new Outcome.ActionRequired(WebAddress.of("https://bank.example/again"))))
			.isSameAs(waiting);

		Payment captured = Given.settled(waiting, new Outcome.Approved());

		assertThat(captured.status()).isEqualTo(Status.CAPTURED);
		assertThat(captured.nextAction()).isNull();
	}

	@Test
	void capturesNothingOnceTheAuthorizationHasRunOut() {
		PaymentCommand late = new PaymentCommand.Capture(new OperationId(TypeId.next()), OptionalLong.of(1), Given.SHOP,
				Given.EXPIRY);

		assertThat(answer(Given.authorized(100), late)).isEqualTo("not_capturable");
	}

	@Test
	void takesNoMoreOperationsThanItCanCarryButAVoid() {
		Payment payment = Given.authorized(1000);
		while (payment.operations().size() < 499) {
			payment = Given.settled(Given.capturing(payment, 1), new Outcome.Approved());
		}
		payment = Given.settled(Given.refunding(payment, 1), new Outcome.Approved());

		assertThat(answer(payment, capture(1))).isEqualTo("too_many_operations");
		assertThat(answer(payment, capture(1001))).isEqualTo("too_many_operations");
		assertThat(answer(payment, refund(1))).isEqualTo("too_many_operations");
		assertThat(payment.availableActions()).isEqualTo(new Payment.AvailableActions(0, 0, true));

		Payment released = Given.settled(Given.releasing(payment), new Outcome.Approved());
		assertThat(released.status()).isEqualTo(Status.PARTIALLY_REFUNDED);
		assertThat(answer(released, refund(1))).isEqualTo("too_many_operations");
		assertThat(answer(released, capture(1))).isEqualTo("not_capturable");
	}

	private static PaymentCommand capture(long amount) {
		return new PaymentCommand.Capture(new OperationId(TypeId.next()), OptionalLong.of(amount), Given.SHOP,
				Given.NOW);
	}

	private static PaymentCommand refund(long amount) {
		return new PaymentCommand.Refund(new OperationId(TypeId.next()), OptionalLong.of(amount), null, Given.SHOP,
				Given.NOW);
	}

	private static PaymentCommand release() {
		return new PaymentCommand.Release(new OperationId(TypeId.next()), Given.SHOP, Given.NOW);
	}

	private static String answer(Payment payment, PaymentCommand command) {
		return switch (payment.decide(command)) {
			case Decision.Change _ -> "ok";
			case Decision.Forbidden(String code, String _) -> code;
			case Decision.TooMuch(String code, long _) -> code;
			case Decision.TooLittle(String code, long _) -> code;
			case Decision.Unchanged _ -> "unchanged";
		};
	}

}
