package dev.sluice.emulators.adyen;

import java.time.Instant;

import dev.sluice.emulators.adyen.ledger.AdyenPayment;
import dev.sluice.emulators.adyen.ledger.Ledger;
import dev.sluice.emulators.adyen.ledger.Timing;
import dev.sluice.emulators.book.Owner;
import dev.sluice.emulators.upkeep.Ending;
import reactor.core.publisher.Mono;

/** Lets happen what was put off. */
class DueSteps implements Ending {

	private final PaymentBook payments;

	private final Timing timing;

	DueSteps(PaymentBook payments, AdyenEmulatorSettings settings) {
		this.payments = payments;
		this.timing = settings.timing();
	}

	@Override
	public String emulator() {
		return AdyenPayments.EMULATOR;
	}

	@Override
	public Mono<Void> end(Owner owner, String subject, String task) {
		return this.payments.lock(owner, subject)
			.flatMap((payment) -> this.payments.update(payment,
					Ledger.advance(payment, this.timing, when(payment, task))));
	}

	/** The clock of the book may be ahead of this one. */
	private Instant when(AdyenPayment payment, String task) {
		Instant now = this.payments.now();
		return payment.steps()
			.stream()
			.filter((step) -> step.name().equals(task) && step.due().isAfter(now))
			.map((step) -> step.due())
			.findAny()
			.orElse(now);
	}

}
