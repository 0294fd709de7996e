package dev.sluice.emulators.adyen.ledger;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;

import dev.sluice.emulators.adyen.cards.Aftermath;
import dev.sluice.emulators.adyen.cards.BankAnswer;
import dev.sluice.emulators.adyen.cards.ResultCode;
import dev.sluice.emulators.adyen.cards.Wish;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

class LedgerTests {

	private static final Instant END = Orders.START.plusSeconds(60);

	@Test
	void capturesByItselfUnlessThatIsToBeAskedFor() {
		Change begun = Authorisations.begin(Orders.order(Wish.NONE, 0, false, false), Orders.TIMING, Orders.START);
		Change captured = Ledger.advance(begun.payment(), Orders.TIMING, Orders.START);

		assertThat(begun.events()).extracting(AdyenEvent::code).containsExactly(EventCode.AUTHORISATION);
		assertThat(begun.events().getFirst().operations()).containsExactly("REFUND");
		assertThat(captured.events()).isEmpty();
		assertThat(captured.payment().sums()).isEqualTo(new Sums(1000, 0, 0, false));
	}

	@Test
	void capturesAfterAsManyHoursAsWereAskedFor() {
		AdyenPayment begun = Authorisations.begin(Orders.order(Wish.NONE, 2, false, false), Orders.TIMING, Orders.START)
			.payment();

		Instant due = Orders.START.plus(Duration.ofHours(2));

		assertThat(Ledger.advance(begun, Orders.TIMING, due.minusMillis(1)).payment().sums().captured()).isZero();
		assertThat(Ledger.advance(begun, Orders.TIMING, due).payment().sums().captured()).isEqualTo(1000);
	}

	@ParameterizedTest
	@EnumSource
	void saysWhatTheBankWasMadeToSay(BankAnswer answer) {
		Wish wish = Wish.answer(answer, "05 : raw");
		Change begun = Authorisations.begin(Orders.order(wish, null, false, false), Orders.TIMING, Orders.START);

		assertThat(begun.payment().result()).isEqualTo(answer.result());
		switch (answer.result()) {
			case AUTHORISED -> assertThat(begun.events().getFirst().reason()).isEqualTo("012345:1111:03/2030");
			case RECEIVED -> assertThat(begun.events()).isEmpty();
			default -> {
				assertThat(begun.events().getFirst().success()).isFalse();
				assertThat(begun.events().getFirst().reason()).isEqualTo(answer.reason());
				assertThat(begun.payment().rawReason()).isEqualTo("05 : raw");
			}
		}
	}

	@Test
	void authorisesLaterWhatWasOnlyReceived() {
		Wish wish = Wish.answer(BankAnswer.PENDING, null);
		AdyenPayment begun = Authorisations.begin(Orders.order(wish, null, false, false), Orders.TIMING, Orders.START)
			.payment();

		Change after = Ledger.advance(begun, Orders.TIMING, Orders.START.plus(Orders.TIMING.pending()));

		assertThat(after.payment().result()).isEqualTo(ResultCode.AUTHORISED);
		assertThat(after.events()).extracting(AdyenEvent::success).containsExactly(true);
	}

	@Test
	void asksTheShopperFirst() {
		AdyenPayment begun = challenged();

		assertThat(begun.result()).isEqualTo(ResultCode.REDIRECT_SHOPPER);
		assertThat(complete(begun, true).payment().result()).isEqualTo(ResultCode.AUTHORISED);
		assertThat(complete(begun, false).payment().result()).isEqualTo(ResultCode.REFUSED);
		assertThat(complete(begun, false).payment().answer()).isEqualTo(BankAnswer.NOT_3D_AUTHENTICATED);
	}

	@Test
	void completesOnce() {
		AdyenPayment refused = complete(challenged(), false).payment();

		assertThat(complete(refused, true)).isEqualTo(Change.silent(refused));
	}

	@Test
	void refusesWhatTheShopperDidNotAnswerInTime() {
		Change late = Ledger.advance(challenged(), Orders.TIMING, Orders.START.plus(Orders.TIMING.challenge()));

		assertThat(late.payment().result()).isEqualTo(ResultCode.REFUSED);
		assertThat(late.events()).extracting(AdyenEvent::success).containsExactly(false);
		assertThat(complete(late.payment(), true).payment().result()).isEqualTo(ResultCode.REFUSED);
	}

	@Test
	void decidesNothingWhenItIsAskedFor() {
		AdyenPayment asked = Ledger.receive(Orders.authorised(Wish.NONE, false),
				Orders.modification("C", ModificationKind.CAPTURE, 1000), Orders.TIMING, Orders.START);

		assertThat(Ledger.advance(asked, Orders.TIMING, Orders.START)).isEqualTo(Change.silent(asked));
	}

	@Test
	void letsGoOfTheRestWhereOneCaptureIsAllowed() {
		Change change = Orders.after(Orders.authorised(Wish.NONE, false),
				Orders.modification("C1", ModificationKind.CAPTURE, 400),
				Orders.modification("C2", ModificationKind.CAPTURE, 100),
				Orders.modification("X", ModificationKind.CANCEL, 1000));

		assertThat(change.events()).extracting(AdyenEvent::success).containsExactly(true, false, false);
		assertThat(change.events()).extracting(AdyenEvent::reason)
			.containsExactly("", Modifications.INSUFFICIENT, Modifications.CAPTURED);
		assertThat(change.payment().sums().captured()).isEqualTo(400);
	}

	@Test
	void capturesInSeveralPartsWhereThatIsAllowed() {
		Change change = Orders.after(Orders.authorised(Wish.NONE, true),
				Orders.modification("C1", ModificationKind.CAPTURE, 400),
				Orders.modification("C2", ModificationKind.CAPTURE, 700),
				Orders.modification("C3", ModificationKind.CAPTURE, 600));

		assertThat(change.events()).extracting(AdyenEvent::success).containsExactly(true, false, true);
		assertThat(change.payment().sums().captured()).isEqualTo(1000);
	}

	@Test
	void tellsWhatWasAskedForByItsOwnReferences() {
		AdyenEvent event = Orders
			.after(Orders.authorised(Wish.NONE, false), Orders.modification("C1", ModificationKind.CAPTURE, 400))
			.events()
			.getFirst();

		assertThat(event.code()).isEqualTo(EventCode.CAPTURE);
		assertThat(event.pspReference()).isEqualTo("C1");
		assertThat(event.originalReference()).isEqualTo("PSPREFERENCE0001");
		assertThat(event.merchantReference()).isEqualTo("mine-C1");
		assertThat(event.amount()).isEqualTo(new Amount("EUR", 400));
	}

	@Test
	void cancelsWhatIsNotCaptured() {
		Change change = Orders.after(Orders.authorised(Wish.NONE, false),
				Orders.modification("X1", ModificationKind.CANCEL, 1000),
				Orders.modification("X2", ModificationKind.TECHNICAL_CANCEL, 1000),
				Orders.modification("C", ModificationKind.CAPTURE, 1000));

		assertThat(change.events()).extracting(AdyenEvent::code)
			.containsExactly(EventCode.CANCELLATION, EventCode.TECHNICAL_CANCEL, EventCode.CAPTURE);
		assertThat(change.events()).extracting(AdyenEvent::success).containsExactly(true, false, false);
		assertThat(change.payment().result()).isEqualTo(ResultCode.CANCELLED);
	}

	@Test
	void cancelsWhatTheShopperIsStillAskedFor() {
		Change change = Orders.after(challenged(), Orders.modification("X", ModificationKind.CANCEL, 1000));

		assertThat(change.events()).extracting(AdyenEvent::code).containsExactly(EventCode.CANCELLATION);
		assertThat(complete(change.payment(), true).payment().result()).isEqualTo(ResultCode.CANCELLED);
	}

	@Test
	void refundsNothingThatIsNotCaptured() {
		Change change = Orders.after(Orders.authorised(Wish.NONE, false),
				Orders.modification("R1", ModificationKind.REFUND, 1),
				Orders.modification("C", ModificationKind.CAPTURE, 500),
				Orders.modification("R2", ModificationKind.REFUND, 300),
				Orders.modification("R3", ModificationKind.REFUND, 300),
				Orders.modification("R4", ModificationKind.REFUND, 200));

		assertThat(change.events()).extracting(AdyenEvent::reason)
			.containsExactly(Modifications.NOT_CAPTURED, "", "", Modifications.INSUFFICIENT, "");
		assertThat(change.payment().sums()).isEqualTo(new Sums(500, 500, 0, false));
	}

	@Test
	void reversesByWhatItTakes() {
		AdyenEvent cancelled = Orders
			.after(Orders.authorised(Wish.NONE, false), Orders.modification("V", ModificationKind.REVERSAL, 1000))
			.events()
			.getLast();
		Change refunded = Orders.after(Orders.authorised(Wish.NONE, false),
				Orders.modification("C", ModificationKind.CAPTURE, 600),
				Orders.modification("V", ModificationKind.REVERSAL, 1000));

		assertThat(cancelled.details()).containsEntry("modification.action", "cancel");
		assertThat(refunded.events().getLast().details()).containsEntry("modification.action", "refund");
		assertThat(refunded.payment().sums()).isEqualTo(new Sums(600, 600, 0, false));
	}

	@Test
	void letsACaptureFailLater() {
		AdyenPayment asked = Ledger.receive(Orders.authorised(Wish.later(Aftermath.CAPTURE_FAILS, null), false),
				Orders.modification("C", ModificationKind.CAPTURE, 1000), Orders.TIMING, Orders.START);

		Change change = Orders.until(asked, END);

		assertThat(change.events()).extracting(AdyenEvent::code)
			.containsExactly(EventCode.CAPTURE, EventCode.CAPTURE_FAILED);
		assertThat(change.events()).extracting(AdyenEvent::pspReference).containsOnly("C");
		assertThat(change.payment().sums()).isEqualTo(Sums.NONE);
	}

	@Test
	void letsARefundFailLater() {
		assertThat(refundedBy(Aftermath.REFUND_FAILS)).containsExactly(EventCode.REFUND, EventCode.REFUND_FAILED);
		assertThat(refundedBy(Aftermath.REFUND_REVERSED)).containsExactly(EventCode.REFUND,
				EventCode.REFUNDED_REVERSED);
	}

	@Test
	void letsACardholderDispute() {
		assertThat(disputed(Aftermath.CHARGEBACK).events()).extracting(AdyenEvent::code)
			.containsExactly(EventCode.NOTIFICATION_OF_CHARGEBACK, EventCode.CHARGEBACK);
		assertThat(disputed(Aftermath.CHARGEBACK_REVERSED).events()).extracting(AdyenEvent::code)
			.containsExactly(EventCode.NOTIFICATION_OF_CHARGEBACK, EventCode.CHARGEBACK, EventCode.CHARGEBACK_REVERSED);
		assertThat(disputed(Aftermath.SECOND_CHARGEBACK).events()).extracting(AdyenEvent::code)
			.containsExactly(EventCode.NOTIFICATION_OF_CHARGEBACK, EventCode.CHARGEBACK, EventCode.CHARGEBACK_REVERSED,
					EventCode.SECOND_CHARGEBACK);
		assertThat(disputed(Aftermath.SECOND_CHARGEBACK).events()).extracting(AdyenEvent::pspReference)
			.containsOnly("LATERREFERENCE01");
	}

	@Test
	void doesNotRefundWhatWasChargedBack() {
		AdyenPayment lost = disputed(Aftermath.CHARGEBACK).payment();
		AdyenPayment won = disputed(Aftermath.CHARGEBACK_REVERSED).payment();
		Modification refund = Orders.modification("R", ModificationKind.REFUND, 1);

		assertThat(lost.sums()).isEqualTo(new Sums(1000, 0, 1000, false));
		assertThat(Orders.after(lost, refund).events().getFirst().success()).isFalse();
		assertThat(won.sums()).isEqualTo(new Sums(1000, 0, 0, false));
		assertThat(Orders.after(won, refund).events().getFirst().success()).isTrue();
	}

	@Test
	void letsAnAuthorisationExpire() {
		Instant end = Orders.START.plus(Orders.TIMING.authorisation());
		Change change = Ledger.advance(Orders.authorised(Wish.NONE, false), Orders.TIMING, end);

		assertThat(change.events()).extracting(AdyenEvent::code).containsExactly(EventCode.EXPIRE);
		assertThat(Orders.after(change.payment(), Orders.modification("C", ModificationKind.CAPTURE, 1)).events())
			.extracting(AdyenEvent::success)
			.containsExactly(false);
	}

	@RepeatedTest(300)
	void neverLetsTheSumsExceedEachOther(RepetitionInfo repetition) {
		Random random = new Random(repetition.getCurrentRepetition());
		Wish wish = Wish.later(any(Aftermath.values(), random), null);
		boolean many = random.nextBoolean();
		AdyenPayment payment = Orders.authorised(wish, many);
		Instant now = Orders.START;

		for (int i = 0; i < 60; i++) {
			now = now.plusMillis(random.nextInt(3000));
			ModificationKind kind = any(ModificationKind.values(), random);
			Modification modification = Orders.modification("M" + i, kind, random.nextLong(1, 700));
			payment = Ledger.receive(payment, modification, Orders.TIMING, now);
			payment = Ledger.advance(payment, Orders.TIMING, now).payment();

			Sums sums = payment.sums();
			assertThat(sums.captured()).isBetween(0L, 1000L);
			assertThat(sums.refundable()).isNotNegative();
			assertThat(sums.refunded()).isNotNegative();
			assertThat(sums.chargedBack()).isNotNegative();
			assertThat(payment.open()).isBetween(0L, 1000L - sums.captured());
		}
	}

	@Test
	void endsEveryModificationAndTellsItOnce() {
		AdyenPayment payment = Orders.authorised(Wish.NONE, true);
		for (int i = 0; i < 50; i++) {
			payment = Ledger.receive(payment, Orders.modification("M" + i, ModificationKind.CAPTURE, 30), Orders.TIMING,
					Orders.START);
		}

		Change change = Ledger.advance(payment, Orders.TIMING, Orders.LATER);

		assertThat(change.events()).extracting(AdyenEvent::pspReference).doesNotHaveDuplicates().hasSize(50);
		assertThat(change.payment().modifications())
			.noneMatch((modification) -> modification.status() == Modification.Status.RECEIVED);
		assertThat(change.payment().sums().captured()).isEqualTo(990);
	}

	private static AdyenPayment challenged() {
		return Authorisations.begin(Orders.order(Wish.NONE, null, false, true), Orders.TIMING, Orders.START).payment();
	}

	private static Change complete(AdyenPayment payment, boolean approved) {
		return Authorisations.complete(payment, approved, Orders.TIMING, Orders.START);
	}

	private static List<EventCode> refundedBy(Aftermath aftermath) {
		AdyenPayment captured = captured(aftermath);
		AdyenPayment asked = Ledger.receive(captured, Orders.modification("R", ModificationKind.REFUND, 300),
				Orders.TIMING, Orders.START);
		Change change = Orders.until(asked, END);
		assertThat(change.payment().sums()).isEqualTo(new Sums(1000, 0, 0, false));
		return change.events().stream().map(AdyenEvent::code).toList();
	}

	private static Change disputed(Aftermath aftermath) {
		return Orders.until(captured(aftermath), END);
	}

	private static AdyenPayment captured(Aftermath aftermath) {
		Change begun = Authorisations.begin(Orders.order(Wish.later(aftermath, null), 0, false, false), Orders.TIMING,
				Orders.START);
		return Ledger.advance(begun.payment(), Orders.TIMING, Orders.START).payment();
	}

	private static <T> T any(T[] values, Random random) {
		return values[random.nextInt(values.length)];
	}

}
