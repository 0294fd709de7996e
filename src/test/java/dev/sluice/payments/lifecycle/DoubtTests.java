package dev.sluice.payments.lifecycle;

import java.util.List;

import dev.sluice.payments.lifecycle.Operation.Attention;
import dev.sluice.payments.lifecycle.Operation.Resolution;
import dev.sluice.payments.words.Outcome;
import dev.sluice.values.WebAddress;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What nobody can tell is left to a person, and never guessed. */
class DoubtTests {

	private static final Outcome UNANSWERABLE = new Outcome.Unanswerable("key_forgotten");

	private static final Actor SUPPORT = new Actor("person", "usr_1", "Kim");

	@Test
	void staysPendingAndIsShown() {
		Payment doubtful = Given.settled(Given.processing(CaptureMode.AUTOMATIC, 100), UNANSWERABLE);

		assertThat(doubtful.status()).isEqualTo(Status.PROCESSING);
		assertThat(doubtful.charge().isPending()).isTrue();
		assertThat(doubtful.charge().attention()).isEqualTo(new Attention("key_forgotten", Given.NOW));
		assertThat(doubtful.needsAttention()).isTrue();
	}

	@Test
	void isSaidOnce() {
		Payment doubtful = Given.settled(Given.processing(CaptureMode.AUTOMATIC, 100), UNANSWERABLE);

		assertThat(doubtful.decide(Given.settle(doubtful.charge().id(), UNANSWERABLE)))
			.isEqualTo(new Decision.Unchanged());
	}

	/** Another processor may have taken over since the payment was recorded. */
	@Test
	void isLeftWithWhoeverWasAskedLast() {
		Payment payment = Given.processing(CaptureMode.AUTOMATIC, 100);
		Attempt first = new Attempt("simulator", "processor_unreachable");
		Settlement settlement = new Settlement(payment.charge().id(), UNANSWERABLE, "second", List.of(first), Given.NOW,
				Given.EXPIRY, null);

		Payment doubtful = Given.after(payment, new PaymentCommand.Settle(settlement));

		assertThat(doubtful.charge().processor()).isEqualTo("second");
		assertThat(doubtful.charge().attempts()).containsExactly(first);
	}

	/** The processor's late word is better than none. */
	@Test
	void isEndedByALaterWordOfTheProcessor() {
		Payment doubtful = Given.settled(Given.processing(CaptureMode.AUTOMATIC, 100), UNANSWERABLE);

		Payment captured = Given.settled(doubtful, new Outcome.Approved());

		assertThat(captured.status()).isEqualTo(Status.CAPTURED);
		assertThat(captured.needsAttention()).isFalse();
	}

	/** Nobody may say that it failed while the customer pays. */
	@Test
	void isEndedWhereTheProcessorAsksTheCustomer() {
		Payment doubtful = Given.settled(Given.processing(CaptureMode.AUTOMATIC, 100), UNANSWERABLE);

		Payment asked = Given.settled(doubtful, new Outcome.ActionRequired(WebAddress.of("https://x")));

		assertThat(asked.status()).isEqualTo(Status.REQUIRES_ACTION);
		assertThat(asked.needsAttention()).isFalse();
	}

	@Test
	void isEndedByAPersonWhoIsNamed() {
		Payment doubtful = Given.settled(Given.processing(CaptureMode.AUTOMATIC, 100), UNANSWERABLE);
		Settlement found = new Settlement(doubtful.charge().id(), new Outcome.Approved(), "simulator", List.of(),
				Given.NOW, Given.EXPIRY, new Resolution(SUPPORT, "seen in the dashboard"));

		assertThat(doubtful.decide(new PaymentCommand.Settle(found))).isInstanceOfSatisfying(Decision.Change.class,
				(change) -> {
					assertThat(change.event().actor()).isEqualTo(SUPPORT);
					assertThat(doubtful.apply(change.event()).charge().resolution())
						.isEqualTo(new Resolution(SUPPORT, "seen in the dashboard"));
				});
	}

	/** Its charge and its release may both be in doubt, which must not go unseen. */
	@Test
	void isShownOfAPaymentThatIsGivenUp() {
		Payment asked = Given.releasing(Given.challenged(CaptureMode.AUTOMATIC));

		Payment charge = Given.after(asked, Given.settle(asked.charge().id(), UNANSWERABLE));
		Payment both = Given.after(charge, Given.settle(asked.operations().getLast().id(), UNANSWERABLE));

		assertThat(both.operations()).allSatisfy((operation) -> assertThat(operation.attention()).isNotNull());
		assertThat(both.status()).isEqualTo(Status.REQUIRES_ACTION);
	}

}
