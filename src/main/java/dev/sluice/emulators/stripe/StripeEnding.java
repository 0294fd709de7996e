package dev.sluice.emulators.stripe;

import dev.sluice.emulators.book.Book;
import dev.sluice.emulators.book.Owner;
import dev.sluice.emulators.notices.Notices;
import dev.sluice.emulators.stripe.desk.Cause;
import dev.sluice.emulators.stripe.desk.Register;
import dev.sluice.emulators.stripe.forms.StripeError;
import dev.sluice.emulators.stripe.life.Case;
import dev.sluice.emulators.stripe.life.Later;
import dev.sluice.emulators.upkeep.Ending;
import reactor.core.publisher.Mono;
import tools.jackson.databind.node.ObjectNode;

/** Does what payments at Stripe have put off. */
class StripeEnding implements Ending {

	private final Book book;

	private final Register register;

	private final Notices notices;

	StripeEnding(Book book, Register register, Notices notices) {
		this.book = book;
		this.register = register;
		this.notices = notices;
	}

	@Override
	public String emulator() {
		return StripeCallers.EMULATOR;
	}

	@Override
	public Mono<Void> end(Owner owner, String subject, String task) {
		return this.book.find(owner, subject)
			.flatMap((entry) -> this.register.change(owner, Cause.TIME, entry.root(),
					(payment) -> end(payment, subject, task)))
			.onErrorComplete(StripeError.class)
			.then();
	}

	@Override
	public void ended() {
		this.notices.wake();
	}

	private static ObjectNode end(Case payment, String subject, String task) {
		ObjectNode object = payment.find(subject).orElseThrow();
		Later.end(payment, object, task);
		return object;
	}

}
