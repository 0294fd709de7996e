package dev.sluice.client.trial;

import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

import dev.sluice.client.gateway.Troubles;

/** Gives back and lets go what a payment of a trial holds, however far that came. */
final class Tidying {

	private final Telling telling;

	private final TrialCurrency currency;

	private final Function<Duration, Insistence> insistences;

	private final Duration patience;

	private boolean interrupted;

	/**
	 * One that takes no longer than it may.
	 * @param patience how long, for a payment
	 */
	Tidying(Telling telling, TrialCurrency currency, Function<Duration, Insistence> insistences, Duration patience) {
		this.telling = telling;
		this.currency = currency;
		this.insistences = insistences;
		this.patience = patience;
	}

	/**
	 * Whether nothing is left afterwards; what is, is told. Interrupted once, it goes on
	 * all the same.
	 */
	boolean tidy(TrialPayment payment) {
		if (!payment.isPerhapsMade() || payment.isSettled()) {
			return true;
		}
		Insistence insistence = this.insistences.apply(this.patience);
		boolean tidy = false;
		try {
			tidy = settle(payment, insistence);
		}
		catch (InterruptedException ex) {
			tidy = settleAllTheSame(payment, insistence);
		}
		catch (IOException ex) {
			this.telling.tell(Troubles.words(ex));
		}
		if (!tidy) {
			this.telling.tell("Left: " + left(payment));
		}
		return tidy;
	}

	private boolean settleAllTheSame(TrialPayment payment, Insistence insistence) {
		boolean first = !this.interrupted;
		this.interrupted = true;
		try {
			if (first) {
				this.telling.tell("Interrupted; tidies up all the same.");
				return settle(payment, insistence);
			}
		}
		catch (InterruptedException ex) {
			this.telling.tell("Interrupted once more.");
		}
		catch (IOException ex) {
			this.telling.tell(Troubles.words(ex));
		}
		return false;
	}

	/** Whether it was interrupted meanwhile. */
	boolean isInterrupted() {
		return this.interrupted;
	}

	private boolean settle(TrialPayment payment, Insistence insistence) throws IOException, InterruptedException {
		if (!payment.find(insistence)) {
			return false;
		}
		Set<String> begun = new HashSet<>();
		while (true) {
			payment.look(insistence);
			if (payment.isSettled()) {
				return true;
			}
			boolean begins = begin(payment, begun, insistence);
			if (insistence.isOver() || !(begins || payment.isUnderWay())) {
				return payment.isSettled();
			}
			insistence.rest();
		}
	}

	/** Each is begun once: where it comes to nothing, a person has to look. */
	private boolean begin(TrialPayment payment, Set<String> begun, Insistence insistence)
			throws IOException, InterruptedException {
		if (payment.mayVoid() && begun.add("void")) {
			this.telling.tell("Lets go what " + payment.id() + " holds.");
			payment.begin("void", Map.of(), insistence);
			return true;
		}
		if (payment.amountToRefund() > 0 && begun.add("refund")) {
			this.telling
				.tell("Gives back " + this.currency.words(payment.amountToRefund()) + " of " + payment.id() + ".");
			payment.begin("refund", Map.of(), insistence);
			return true;
		}
		return false;
	}

	private String left(TrialPayment payment) {
		if (!payment.isKnown()) {
			return "perhaps a payment that no answer has named. If there is one, GET /v1/payments?reference="
					+ payment.reference() + " finds it; void it, or refund it.";
		}
		String pending = payment.steps()
			.stream()
			.filter(Step::isPending)
			.map((step) -> ", " + step.kind() + " of " + this.currency.words(step.amount()) + " pending")
			.reduce("", String::concat);
		return payment.id() + ", " + payment.status() + pending + ". Void or refund it by hand when GET /v1/payments/"
				+ payment.id() + " says in available_actions that it is possible.";
	}

}
