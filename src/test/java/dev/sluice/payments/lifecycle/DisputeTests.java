package dev.sluice.payments.lifecycle;

import java.time.Instant;

import dev.sluice.payments.words.DisputeStatus;
import dev.sluice.payments.words.Outcome;
import dev.sluice.payments.words.ProcessorReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Money that is disputed, told in any order, and what can be refunded then. */
class DisputeTests {

	private static final Instant LATER = Given.NOW.plusSeconds(60);

	private final Payment captured = Given.captured(100);

	@Test
	void cannotBeRefundedAsWell() {
		Payment disputed = Given.after(this.captured, dispute("dp_1", DisputeStatus.OPEN, 70));

		assertThat(disputed.amountDisputed()).isEqualTo(70);
		assertThat(disputed.refundable()).isEqualTo(30);
		assertThat(disputed.status()).isEqualTo(Status.CAPTURED);
	}

	@Test
	void isTheMerchantsAgainWhereItIsWon() {
		Payment won = Given.after(Given.after(this.captured, dispute("dp_1", DisputeStatus.OPEN, 70)),
				dispute("dp_1", DisputeStatus.WON, 70));

		assertThat(won.refundable()).isEqualTo(100);
		assertThat(won.disputes()).extracting(Dispute::closedAt).containsExactly(LATER);
	}

	@Test
	void staysTheCustomersWhereItIsLost() {
		Payment lost = Given.after(Given.after(this.captured, dispute("dp_1", DisputeStatus.OPEN, 70)),
				dispute("dp_1", DisputeStatus.LOST, 70));

		assertThat(lost.refundable()).isEqualTo(30);
	}

	/** Notifications overtake each other. */
	@ParameterizedTest
	@EnumSource(names = { "WON", "LOST" })
	void isNotOpenedAgain(DisputeStatus end) {
		Payment ended = Given.after(this.captured, dispute("dp_1", end, 70));

		assertThat(ended.disputes()).extracting(Dispute::status).containsExactly(end);
		assertThat(ended.decide(dispute("dp_1", DisputeStatus.OPEN, 70))).isEqualTo(new Decision.Unchanged());
		assertThat(ended.decide(dispute("dp_1", DisputeStatus.WON, 70))).isEqualTo(new Decision.Unchanged());
	}

	/** A second chargeback takes back what the first one had to give. */
	@Test
	void isLostAfterItWasWon() {
		Payment won = Given.after(this.captured, dispute("dp_1", DisputeStatus.WON, 70));

		Payment lost = Given.after(won, dispute("dp_1", DisputeStatus.LOST, 70));

		assertThat(lost.disputes()).extracting(Dispute::status).containsExactly(DisputeStatus.LOST);
		assertThat(lost.refundable()).isEqualTo(30);
		assertThat(lost.decide(dispute("dp_1", DisputeStatus.LOST, 70))).isEqualTo(new Decision.Unchanged());
	}

	@Test
	void isTakenAsOftenAsThereAreSome() {
		Payment disputed = Given.after(Given.after(this.captured, dispute("dp_1", DisputeStatus.OPEN, 30)),
				dispute("dp_2", DisputeStatus.OPEN, 30));

		assertThat(disputed.refundable()).isEqualTo(40);
		assertThat(disputed.decide(dispute("dp_1", DisputeStatus.OPEN, 30))).isEqualTo(new Decision.Unchanged());
	}

	/** A refund was quicker: both are true, and nothing more is given back. */
	@Test
	void maySumUpToMoreThanIsLeft() {
		Payment refunded = Given.settled(Given.refunding(this.captured, 60), new Outcome.Approved());

		Payment disputed = Given.after(refunded, dispute("dp_1", DisputeStatus.OPEN, 100));

		assertThat(disputed.refundable()).isZero();
		assertThat(disputed.availableActions()).isEqualTo(new Payment.AvailableActions(0, 0, false));
	}

	@Test
	void areBounded() {
		Payment payment = this.captured;
		for (int i = 0; i < 2 * Disputes.MAX_DISPUTES; i++) {
			payment = Given.after(payment, dispute("dp_" + i, DisputeStatus.WON, 1));
		}

		assertThat(payment.disputes()).hasSize(Disputes.MAX_DISPUTES);
	}

	@Test
	void isToldByTheProcessor() {
		assertThat(this.captured.decide(dispute("dp_1", DisputeStatus.OPEN, 70)))
			.isInstanceOfSatisfying(Decision.Change.class, (change) -> {
				assertThat(change.event().type()).isEqualTo(PaymentEvent.DISPUTE_OPENED);
				assertThat(change.event().actor()).isEqualTo(Actor.processor("simulator"));
			});
	}

	private static PaymentCommand dispute(String id, DisputeStatus status, long amount) {
		return new PaymentCommand.NoteDispute(new ProcessorReference(id), status, amount, "fraudulent", "simulator",
				LATER);
	}

}
