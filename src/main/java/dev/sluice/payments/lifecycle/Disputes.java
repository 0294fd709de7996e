package dev.sluice.payments.lifecycle;

import java.time.Instant;

import dev.sluice.payments.words.DisputeStatus;
import org.jspecify.annotations.Nullable;

/**
 * What a payment makes of words about disputes, which come in any order and more than
 * once: one that has ended is not opened again, and one that was won can be lost after
 * all, by a second chargeback. Pure.
 */
final class Disputes {

	/** Each event carries all of them. */
	static final int MAX_DISPUTES = 20;

	private Disputes() {
	}

	static Decision decide(Payment payment, PaymentCommand.NoteDispute said) {
		Dispute known = payment.dispute(said.id()).orElse(null);
		boolean news = (known != null) ? goesOn(known.status(), said.status())
				: said.amount() > 0 && payment.disputes().size() < MAX_DISPUTES;
		return news ? new Decision.Change(event(after(known, said), said.now())) : new Decision.Unchanged();
	}

	private static boolean goesOn(DisputeStatus before, DisputeStatus said) {
		return switch (before) {
			case OPEN -> said != DisputeStatus.OPEN;
			case WON -> said == DisputeStatus.LOST;
			case LOST -> false;
		};
	}

	private static Dispute after(@Nullable Dispute known, PaymentCommand.NoteDispute said) {
		Instant closed = (said.status() != DisputeStatus.OPEN) ? said.now() : null;
		return (known == null)
				? new Dispute(said.id(), said.amount(), said.reason(), said.status(), said.processor(), said.now(),
						closed)
				: new Dispute(known.id(), known.amount(), known.reason(), said.status(), known.processor(),
						known.openedAt(), closed);
	}

	private static PaymentEvent event(Dispute dispute, Instant now) {
		return switch (dispute.status()) {
			case OPEN -> new PaymentEvent.DisputeOpened(dispute, now);
			case WON -> new PaymentEvent.DisputeWon(dispute, now);
			case LOST -> new PaymentEvent.DisputeLost(dispute, now);
		};
	}

}
