package dev.sluice.payments.lifecycle;

import java.util.List;

import dev.sluice.payments.lifecycle.Operation.OperationStatus;
import dev.sluice.payments.words.Kind;
import dev.sluice.payments.words.Outcome;
import dev.sluice.values.WebAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Payments that a merchant gives up while their customers are asked: pure, and so without
 * a database.
 */
class GivenUpPaymentTests {

	private static final Outcome YES = new Outcome.Approved();

	private static final Outcome.Declined NO = new Outcome.Declined("no", "No.");

	private static final Outcome WAITING = new Outcome.ActionRequired(WebAddress.of("https://x"));

	@ParameterizedTest
	@EnumSource
	void isVoidedOnceNothingCanBeChargedAnyMore(CaptureMode capture) {
		Payment asked = Given.releasing(Given.challenged(capture));
		assertThat(asked.status()).isEqualTo(Status.REQUIRES_ACTION);
		assertThat(asked.nextAction()).isEqualTo(NextAction.redirect(WebAddress.of("https://x")));
		assertThat(asked.operations().getLast().amount()).isEqualTo(100);
		assertThat(asked.availableActions()).isEqualTo(new Payment.AvailableActions(0, 0, false));

		Payment voided = Given.after(asked, giveUp(asked, YES, NO));

		assertThat(voided.status()).isEqualTo(Status.VOIDED);
		assertThat(voided.nextAction()).isNull();
		assertThat(voided.decline()).isNull();
		assertThat(voided.amounts()).isEqualTo(new Amounts(0, 0, 0));
		assertThat(statuses(voided)).containsExactly(OperationStatus.DECLINED, OperationStatus.SUCCEEDED);
		assertThat(voided.charge().reason()).isEqualTo("no");
	}

	@ParameterizedTest
	@EnumSource
	void staysAsItIsWhileTheChargeMayStillBeApproved(CaptureMode capture) {
		Payment asked = Given.releasing(Given.challenged(capture));

		for (Outcome open : List.of(WAITING, new Outcome.Pending(), new Outcome.Unknown("timeout"), YES)) {
			assertThat(Given.after(asked, giveUp(asked, YES, open))).isSameAs(asked);
		}
		assertThat(Given.settled(asked, YES)).isSameAs(asked);
		assertThat(Given.settled(asked, NO)).isSameAs(asked);
		assertThat(Given.after(asked, Given.settle(asked.charge().id(), NO))).isSameAs(asked);
	}

	@Test
	void givesBackWhatTheCustomerAgreedToAtTheSameMoment() {
		Payment asked = Given.releasing(Given.challenged(CaptureMode.AUTOMATIC));
		Payment captured = Given.after(asked, Given.settle(asked.charge().id(), YES));
		assertThat(captured.status()).isEqualTo(Status.CAPTURED);
		assertThat(captured.availableActions()).isEqualTo(new Payment.AvailableActions(0, 0, false));

		Payment undone = Given.after(captured, giveUp(captured, NO, YES));

		assertThat(statuses(undone)).containsExactly(OperationStatus.SUCCEEDED, OperationStatus.DECLINED,
				OperationStatus.PENDING);
		assertThat(undone.pendingAmount(Kind.REFUND)).isEqualTo(100);
		assertThat(undone.operations().getLast().reason()).isEqualTo(GivenUp.APPROVED_TOO_LATE);
		assertThat(Given.after(undone, giveUp(captured, NO, YES))).isSameAs(undone);
		assertThat(Given.settled(undone, YES).status()).isEqualTo(Status.REFUNDED);
	}

	@Test
	void releasesWhatWasReservedAtTheSameMoment() {
		Payment asked = Given.releasing(Given.challenged(CaptureMode.MANUAL));
		Payment authorized = Given.after(asked, Given.settle(asked.charge().id(), YES));
		assertThat(authorized.status()).isEqualTo(Status.AUTHORIZED);
		assertThat(authorized.availableActions()).isEqualTo(new Payment.AvailableActions(0, 0, false));

		Payment voided = Given.after(authorized, Given.settle(asked.operations().getLast().id(), YES));

		assertThat(voided.status()).isEqualTo(Status.VOIDED);
		assertThat(voided.amounts()).isEqualTo(new Amounts(0, 0, 0));
	}

	@Test
	void isDeclinedWhereTheCustomerRefusedBefore() {
		Payment asked = Given.releasing(Given.challenged(CaptureMode.AUTOMATIC));

		Payment waiting = Given.after(asked, giveUp(asked, NO, NO));
		Payment declined = Given.after(waiting, Given.settle(asked.charge().id(), NO));

		assertThat(waiting.status()).isEqualTo(Status.REQUIRES_ACTION);
		assertThat(declined.status()).isEqualTo(Status.DECLINED);
		assertThat(declined.decline()).isEqualTo(Decline.of(NO));
	}

	@Test
	void waitsForTheCustomerAgainWhereTheProcessorDoesNotGiveItUp() {
		Payment asked = Given.releasing(Given.challenged(CaptureMode.AUTOMATIC));

		for (Payment waiting : List.of(Given.after(asked, giveUp(asked, NO, WAITING)),
				Given.after(asked, giveUp(asked, new Outcome.NotProcessed("away"), new Outcome.Unknown("away"))))) {
			assertThat(waiting.status()).isEqualTo(Status.REQUIRES_ACTION);
			assertThat(waiting.nextAction()).isEqualTo(NextAction.redirect(WebAddress.of("https://x")));
			assertThat(waiting.availableActions()).isEqualTo(new Payment.AvailableActions(0, 0, true));
		}
	}

	private static PaymentCommand giveUp(Payment payment, Outcome release, Outcome charge) {
		return Given.giveUp(payment.operations().get(1).id(), release, charge);
	}

	private static List<OperationStatus> statuses(Payment payment) {
		return payment.operations().stream().map(Operation::status).toList();
	}

}
